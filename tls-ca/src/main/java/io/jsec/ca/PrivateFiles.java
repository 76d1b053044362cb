package io.jsec.ca;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files of an authority: written durably, with their mode from the first moment on, never through a
 * symbolic link. Where the file system knows no modes, they are left out.
 */
final class PrivateFiles {
    /** Owner only. */
    static final String SECRET = "rw-------";

    /** Owner only, never to be written again. */
    static final String FIXED = "r--------";

    /** A directory of the owner's. */
    static final String DIRECTORY = "rwx------";

    /** The end of the name of a file that is being written. */
    static final String PART_END = ".part";

    private static final AtomicLong WRITES = new AtomicLong();

    private PrivateFiles() {}

    /** Makes a directory, with those above it where missing; one that exists is left as it is. */
    static void makeDirectory(Path directory) {
        try {
            Path parent = directory.getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                Files.createDirectories(parent);
            }
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory, mode(directory, DIRECTORY));
            }
        } catch (IOException e) {
            throw failed("making the directory " + directory, e);
        }
    }

    /** Writes a file that is not there yet; of two who write the same at once, one is refused. */
    static void writeNew(Path file, byte[] bytes, String mode) {
        Path part =
                part(file, "." + ProcessHandle.current().pid() + "-" + WRITES.getAndIncrement());
        write(part, bytes, mode);
        boolean linked = false;
        try {
            // A link fails where the name is taken: nothing is ever written over.
            Files.createLink(file, part);
            linked = true;
            Files.delete(part);
            sync(file);
        } catch (IOException e) {
            discard(part);
            takeBack(file, linked);
            throw failed("writing " + file, e);
        } catch (CaException e) {
            takeBack(file, linked);
            throw e;
        } catch (UnsupportedOperationException e) {
            moveNew(part, file);
            sync(file);
        }
    }

    /** What was not written to its end is not there. */
    private static void takeBack(Path file, boolean linked) {
        if (linked) {
            discard(file);
        }
    }

    private static void moveNew(Path part, Path file) {
        try {
            Files.move(part, file);
        } catch (IOException e) {
            discard(part);
            throw failed("writing " + file, e);
        }
    }

    /** Writes a file in the place of another; readers see the one or the other. */
    static void replace(Path file, byte[] bytes, String mode) {
        Path part = part(file, "");
        write(part, bytes, mode);
        try {
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(part);
            throw failed("writing " + file, e);
        }
        sync(file);
    }

    private static void write(Path part, byte[] bytes, String mode) {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            Files.deleteIfExists(part);
            try (FileChannel channel = FileChannel.open(part, options, mode(part, mode))) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            discard(part);
            throw failed("writing " + part, e);
        }
    }

    /** Makes a new name durable: the directory it is in is written too. */
    static void sync(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems open no directory: there the name is as durable as they make it.
            if (isPosix(directory)) {
                throw failed("writing the directory " + directory, e);
            }
        }
    }

    /**
     * The whole of a file.
     *
     * @param bytesMax a longer one is refused
     */
    static byte[] read(Path file, int bytesMax) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = channel.size();
            if (size > bytesMax) {
                throw CaException.refused(
                        file.toString(),
                        "it is longer than " + bytesMax + " bytes",
                        "another file");
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) size);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Until it is full or the file ends.
            }
            return java.util.Arrays.copyOf(buffer.array(), buffer.position());
        } catch (IOException e) {
            throw failed("reading " + file, e);
        }
    }

    /** Why a file or directory is open to others than its owner, or nothing. */
    static Optional<String> tooOpen(Path file) {
        if (!isPosix(file)) {
            return Optional.empty();
        }
        try {
            Set<PosixFilePermission> mode =
                    Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            String text = PosixFilePermissions.toString(mode);
            return text.endsWith("------")
                    ? Optional.empty()
                    : Optional.of(file + " is open to others than its owner (" + text + ")");
        } catch (NoSuchFileException e) {
            return Optional.of(file + " is missing");
        } catch (IOException e) {
            throw failed("reading the mode of " + file, e);
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static FileAttribute<?>[] mode(Path file, String mode) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
                }
                : new FileAttribute<?>[0];
    }

    private static Path part(Path file, String writer) {
        return file.resolveSibling("." + file.getFileName() + writer + PART_END);
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The first failure is the one to tell.
        }
    }

    /** The host's refusal in one sentence. */
    static CaException failed(String what, IOException e) {
        String reason = e instanceof FileSystemException fs ? fs.getReason() : null;
        String why =
                reason != null && !reason.isEmpty()
                        ? reason
                        : e.getClass().getSimpleName().replace("Exception", "")
                                + ": "
                                + e.getMessage();
        return CaException.failed(what, why, "a place this user can read and write");
    }
}
