package io.jsec.ca;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The lock of an authority's one writer; the kernel takes it back from a writer that dies. */
final class WriterLock {
    private static final int TRIES_MAX = 500;
    private static final int PAUSE_MS = 20;

    /**
     * One lock a file for the threads of this process: the kernel's lock is the process's, and is
     * lost when any of its descriptors of the file is closed.
     */
    private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private final ReentrantLock here;
    private final FileChannel channel;

    private WriterLock(ReentrantLock here, FileChannel channel) {
        this.here = here;
        this.channel = channel;
    }

    /**
     * Waits for the lock, at most ten seconds.
     *
     * @throws CaException where another writer keeps it, and where this user may not write
     */
    static WriterLock take(Path file) {
        ReentrantLock here =
                HERE.computeIfAbsent(
                        file.toAbsolutePath().normalize(), path -> new ReentrantLock());
        try {
            if (!here.tryLock((long) TRIES_MAX * PAUSE_MS, TimeUnit.MILLISECONDS)) {
                throw busy(file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(file);
        }
        FileChannel channel = null;
        try {
            channel = open(file);
            for (int i = 0; i < TRIES_MAX; i++) {
                if (attempt(channel) != null) {
                    return new WriterLock(here, channel);
                }
                Thread.sleep(PAUSE_MS);
            }
        } catch (IOException e) {
            release(here, channel);
            throw PrivateFiles.failed("locking " + file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        release(here, channel);
        throw busy(file);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PrivateFiles.mode(file, PrivateFiles.SECRET));
    }

    private static CaException busy(Path file) {
        return CaException.failed(
                "writing to the CA", "another writer keeps " + file + " locked", "try again");
    }

    private static void release(ReentrantLock here, @Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw PrivateFiles.failed("unlocking the CA", e);
        } finally {
            here.unlock();
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return null;
        }
    }

    /** Gives it back. */
    void close() {
        release(here, channel);
    }
}
