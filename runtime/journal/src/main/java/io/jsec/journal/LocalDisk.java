package io.jsec.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A directory of the host's. Files in it are the owner's only, and never opened through a link. */
record LocalDisk(Path directory) implements Disk {
    private static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Makes the directory where it is missing. */
    static LocalDisk make(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, OWNER_DIRECTORY);
        }
        return new LocalDisk(directory);
    }

    /** The host's reason for a failure, without the path it is about. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it does not exist";
            case AccessDeniedException _ -> "this user may not";
            case FileSystemException each when each.getReason() != null ->
                    String.valueOf(each.getReason());
            case IOException _ -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    @Override
    public Optional<Closeable> lock(String name) throws IOException {
        FileChannel channel = channel(name);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another journal of this process has it.
            lock = null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(channel);
    }

    @Override
    public Bytes open(String name) throws IOException {
        return new LocalBytes(channel(name));
    }

    private FileChannel channel(String name) throws IOException {
        return FileChannel.open(
                directory.resolve(name),
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                OWNER_FILE);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        // One writer, who holds the lock: no file can appear under the name in between.
        Files.move(directory.resolve(from), directory.resolve(to));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record LocalBytes(FileChannel channel) implements Bytes {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public byte[] read(int bytesMax) throws IOException {
            long size = channel.size();
            if (size > bytesMax) {
                throw new IOException("it is longer than " + bytesMax + " bytes");
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) size);
            while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
                // Until it is full or the file ends.
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        }

        @Override
        public void write(byte[] bytes, long position) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, position + buffer.position());
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            // The length counts as content for fdatasync(2).
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
