package io.jsec.cli.setup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The host this runs on. */
final class LinuxHost implements SetupHost {
    private static final int PERMISSION_BITS = 07777;
    private static final int READ_BYTES = 65_536;
    private static final int KIND_BITS = 0170000;

    private final String helper;
    private final boolean root;

    /**
     * A host.
     *
     * @param helper the path of jsec-views
     */
    LinuxHost(String helper) {
        this.helper = helper;
        this.root = processUid() == 0;
    }

    private static long processUid() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException e) {
            throw SetupException.failed("stat(/proc/self)", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean root() {
        return root;
    }

    @Override
    public String helper() {
        return helper;
    }

    @Override
    public Optional<FileFacts> stat(String path) {
        try {
            Map<String, Object> read =
                    Files.readAttributes(
                            Path.of(path), "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
            int mode = number(read, "mode").intValue();
            return Optional.of(
                    new FileFacts(
                            kind(mode & KIND_BITS),
                            mode & PERMISSION_BITS,
                            number(read, "uid").longValue() & 0xffffffffL,
                            number(read, "gid").longValue() & 0xffffffffL));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Number number(Map<String, Object> attributes, String name) {
        if (attributes.get(name) instanceof Number number) {
            return number;
        }
        throw new IllegalStateException("stat without " + name);
    }

    private static FileFacts.Kind kind(int bits) {
        return switch (bits) {
            case 0040000 -> FileFacts.Kind.DIRECTORY;
            case 0100000 -> FileFacts.Kind.FILE;
            case 0120000 -> FileFacts.Kind.LINK;
            default -> FileFacts.Kind.OTHER;
        };
    }

    @Override
    public boolean hidden(String path) {
        if (root) {
            return false;
        }
        try {
            Files.readAttributes(Path.of(path), "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return false;
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Optional<String> read(String path) {
        // Files.readAllBytes begins with one byte where the size is 0, and a file of /proc/sys
        // gives
        // the rest to nobody.
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[READ_BYTES];
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                bytes.write(buffer, 0, count);
            }
            return Optional.of(bytes.toString(StandardCharsets.UTF_8));
        } catch (NoSuchFileException | AccessDeniedException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", path, e);
        }
    }

    @Override
    public Optional<String> linkTarget(String path) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of(path)).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> realPath(String path) {
        try {
            return Optional.of(Path.of(path).toRealPath().toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> fingerprint(String directory) {
        return TreeCopy.fingerprint(Path.of(directory));
    }

    @Override
    public List<Long> processesOf(long uid, long first, long count) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .filter(path -> belongs(realUid(path), uid, first, count))
                    .map(path -> Long.valueOf(path.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failed("list", "/proc", e);
        }
    }

    private static boolean belongs(long found, long uid, long first, long count) {
        return found >= 0 && (found == uid || (found >= first && found < first + count));
    }

    private long realUid(Path process) {
        try {
            return Files.readString(process.resolve("status"))
                    .lines()
                    .filter(line -> line.startsWith("Uid:"))
                    .map(line -> Long.parseLong(line.split("\\s+", -1)[1]))
                    .findFirst()
                    .orElse(-1L);
        } catch (IOException e) {
            // It ended while we looked.
            return -1;
        }
    }

    @Override
    public void write(String path, String text, int mode) {
        Path file = Path.of(path);
        Path fresh = Path.of(path + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel channel =
                    FileChannel.open(
                            fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                Files.setAttribute(fresh, "unix:mode", mode);
                channel.write(StandardCharsets.UTF_8.encode(text));
                channel.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("write", path, e);
        }
    }

    @Override
    public void writeKernel(String path, String text) {
        try {
            Files.writeString(Path.of(path), text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed("write", path, e);
        }
    }

    @Override
    public boolean empty(String directory) {
        try (Stream<Path> children = Files.list(Path.of(directory))) {
            return children.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void makeDirectory(String path, int mode) {
        try {
            if (stat(path).isEmpty()) {
                Files.createDirectory(
                        Path.of(path),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
                Files.setAttribute(Path.of(path), "unix:mode", mode);
            }
        } catch (IOException e) {
            throw failed("mkdir", path, e);
        }
    }

    @Override
    public void own(String path, int mode, long uid, long gid) {
        Path file = Path.of(path);
        try {
            if (Files.isSymbolicLink(file)) {
                throw SetupException.refused(path, "it is a symbolic link", "remove it");
            }
            Files.setAttribute(file, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", (int) gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:mode", mode);
        } catch (IOException e) {
            throw failed("chown", path, e);
        }
    }

    @Override
    public void link(String path, String target) {
        try {
            Files.createDirectories(Path.of(path).getParent());
            Files.deleteIfExists(Path.of(path));
            Files.createSymbolicLink(Path.of(path), Path.of(target));
        } catch (IOException e) {
            throw failed("symlink", path, e);
        }
    }

    @Override
    public void delete(String path) {
        try {
            Files.deleteIfExists(Path.of(path + ".new"));
            Files.deleteIfExists(Path.of(path));
        } catch (IOException e) {
            throw failed("remove", path, e);
        }
    }

    @Override
    public void copyTree(String from, String to) {
        try {
            TreeCopy.copy(this, Path.of(from), Path.of(to));
        } catch (IOException e) {
            throw failed("copy", from + " to " + to, e);
        }
    }

    @Override
    public Outcome run(List<String> command) {
        return Programs.run(command);
    }

    private static SetupException failed(String call, String path, IOException e) {
        return SetupException.failed(
                call + "(" + path + ")", e.getClass().getSimpleName() + " " + e.getMessage());
    }
}
