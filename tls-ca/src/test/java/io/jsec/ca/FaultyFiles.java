package io.jsec.ca;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The default file system, in which a chosen change goes wrong. */
final class FaultyFiles extends FileSystemProvider {
    private final FileSystemProvider below = FileSystems.getDefault().provider();
    private final Faults faults;
    private final FileSystem system = new FaultySystem(this);

    FaultyFiles(Faults faults) {
        this.faults = faults;
    }

    /** A path whose changes count. */
    Path path(Path real) {
        return new FaultyPath(this, real);
    }

    FileSystem system() {
        return system;
    }

    private void change(String what, Path path) throws IOException {
        faults.change(what + " " + path.getFileName());
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean makes =
                options.contains(StandardOpenOption.CREATE_NEW)
                        || options.contains(StandardOpenOption.CREATE);
        if (makes) {
            change("open", path);
        }
        FileChannel real = below.newFileChannel(FaultyPath.real(path), options, attributes);
        return new FaultyChannel(real, String.valueOf(path.getFileName()), faults);
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        change("mkdir", path);
        below.createDirectory(FaultyPath.real(path), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        change("delete", path);
        below.delete(FaultyPath.real(path));
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        change("delete", path);
        return below.deleteIfExists(FaultyPath.real(path));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        change("move", from);
        below.move(FaultyPath.real(from), FaultyPath.real(to), options);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        change("link", link);
        below.createLink(FaultyPath.real(link), FaultyPath.real(existing));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException("nobody copies");
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
        List<Path> inside = new ArrayList<>();
        try (DirectoryStream<Path> real =
                below.newDirectoryStream(FaultyPath.real(path), any -> true)) {
            for (Path one : real) {
                inside.add(path(one));
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return inside.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return below.isSameFile(FaultyPath.real(one), FaultyPath.real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return below.isHidden(FaultyPath.real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return below.getFileStore(FaultyPath.real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        below.checkAccess(FaultyPath.real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return below.getFileAttributeView(FaultyPath.real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        return below.readAttributes(FaultyPath.real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
            throws IOException {
        return below.readAttributes(FaultyPath.real(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options)
            throws IOException {
        change("chmod", path);
        below.setAttribute(FaultyPath.real(path), name, value, options);
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException("there is one");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("paths are made from paths");
    }
}
