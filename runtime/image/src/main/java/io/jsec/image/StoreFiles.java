package io.jsec.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Where the store's files lie, and how one is written: complete beside its place, on disk, and then
 * there by one rename.
 */
final class StoreFiles {
    private final Path store;
    private final Steps steps;
    private final AtomicLong works = new AtomicLong();

    StoreFiles(Path store, Steps steps) {
        this.store = store.toAbsolutePath();
        this.steps = steps;
    }

    /** Told of every state of the disk that a kill could leave behind. */
    @FunctionalInterface
    interface Steps {
        Steps IGNORED = step -> {};

        void reached(String step);
    }

    /** A folder for work in progress, removed with all that is in it. */
    record Work(Path folder) implements AutoCloseable {
        Path file(String name) {
            return folder.resolve(name);
        }

        @Override
        public void close() {
            TreeRemoval.remove(folder);
        }
    }

    /** The OCI image layout. */
    Path layout() {
        return store.resolve("oci");
    }

    Path blobs() {
        return layout().resolve("blobs").resolve("sha256");
    }

    /** The unpacked layers. */
    Path layers() {
        return store.resolve("layers");
    }

    /** The lower directory of an image without layers. */
    Path noLayer() {
        return layers().resolve("none");
    }

    /** Work in progress: what is there at the start was left by a kill. */
    Path ingest() {
        return store.resolve("ingest");
    }

    /** An empty folder that views are mounted on, each in a mount namespace of its own. */
    Path mountPoint() {
        return ingest().resolve("view");
    }

    Path lock() {
        return store.resolve("images.lock");
    }

    /** Makes the folders, and takes away what a kill left. */
    void prepare() throws IOException {
        TreeRemoval.remove(ingest());
        Files.createDirectories(blobs());
        Files.createDirectories(noLayer());
        Files.createDirectory(
                ingest(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectory(mountPoint());
    }

    Work work() {
        try {
            Path folder = ingest().resolve(Long.toString(works.getAndIncrement()));
            return new Work(Files.createDirectory(folder));
        } catch (IOException e) {
            throw ImageException.failed("making a folder in " + ingest(), e);
        }
    }

    /** Writes a file that replaces the one there. */
    void write(Path file, byte[] content) {
        try (Work work = work()) {
            Path fresh = work.file("file");
            try (FileChannel out =
                    FileChannel.open(
                            fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            place(fresh, file);
        } catch (IOException e) {
            throw ImageException.failed("writing " + file, e);
        }
    }

    /** Moves a complete file or folder to its place. */
    void place(Path fresh, Path file) throws IOException {
        if (!Files.isDirectory(fresh)) {
            sync(fresh);
        }
        reached("before " + file.getFileName());
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = file.getParent();
        if (folder != null) {
            sync(folder);
        }
        reached("after " + file.getFileName());
    }

    /** Gives a complete file a second name in its place; somebody else may be faster. */
    void link(Path fresh, Path file) throws IOException {
        sync(fresh);
        reached("before " + file.getFileName());
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return;
        }
        Path folder = file.getParent();
        if (folder != null) {
            sync(folder);
        }
        reached("after " + file.getFileName());
    }

    void reached(String step) {
        steps.reached(step);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The names in a folder. */
    static List<String> names(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw ImageException.failed("reading " + folder, e);
        }
    }
}
