package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A log's files: the newest has the plain name, older ones {@code .1}, {@code .2}. One writer; any
 * number of readers, which hold what they read open and so survive a rotation.
 */
final class LogFiles implements AutoCloseable {
    /** A line of the longest form, where every byte is escaped. */
    private static final long LINE_BYTES_MAX = 8 * LogLine.BYTES_MAX;

    private final Path file;
    private final LogCodec codec;
    private final long bytesMax;
    private final int filesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private @Nullable FileChannel channel;

    /** Of the file that is open. */
    @GuardedBy("lock")
    private long inode;

    /** Rotations so far; the file of rotation g is the plain one while this is g. */
    @GuardedBy("lock")
    private long rotation;

    @GuardedBy("lock")
    private long written;

    @GuardedBy("lock")
    private boolean running;

    /**
     * @param bytesMax of one file; 0 for no bound
     * @param filesMax how many there are, the plain one included
     */
    LogFiles(Path file, LogCodec codec, long bytesMax, int filesMax) {
        this.file = file;
        this.codec = codec;
        this.bytesMax = bytesMax;
        this.filesMax = filesMax;
    }

    /** A run of the container begins: followers wait for more from now on. */
    void begin() {
        lock.lock();
        try {
            running = true;
        } finally {
            lock.unlock();
        }
    }

    /** The run is over: followers end with what is there. */
    void end() {
        lock.lock();
        try {
            running = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A place in the log.
     *
     * @param inode of the plain file; {@link #NO_FILE} before there is one
     * @param bytes of it
     */
    record Place(long inode, long bytes) {
        /** There was no file. */
        static final long NO_FILE = -1;

        /** Nobody knows. */
        static final Place UNKNOWN = new Place(0, 0);

        private static Place of(Path file) throws IOException {
            long inode = (Long) Objects.requireNonNull(Files.getAttribute(file, "unix:ino"));
            return new Place(inode, Files.size(file));
        }
    }

    /** Where the log ends now. */
    Place place() {
        lock.lock();
        try {
            return Files.exists(file) ? Place.of(file) : new Place(Place.NO_FILE, 0);
        } catch (IOException e) {
            return Place.UNKNOWN;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes back what was written after a place: at most one line, as an engine that was killed
     * leaves it. A log that cannot be cut says that line twice.
     */
    void cut(Place end) {
        lock.lock();
        try {
            if (end.inode() == Place.UNKNOWN.inode() || !Files.exists(file)) {
                return;
            }
            Place now = Place.of(file);
            // Another file began with that line.
            long keep = now.inode() == end.inode() ? end.bytes() : 0;
            long more = now.bytes() - keep;
            if (more > 0 && more <= LINE_BYTES_MAX) {
                try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    out.truncate(keep);
                }
            }
        } catch (IOException e) {
            // It stays as it is.
        } finally {
            lock.unlock();
        }
    }

    /** Appends a line; says where the log ends then. */
    Place write(LogLine line) throws IOException {
        byte[] bytes = codec.encode(line);
        lock.lock();
        try {
            FileChannel out = open();
            if (bytesMax > 0 && out.size() > 0 && out.size() + bytes.length > bytesMax) {
                rotate(out);
                out = open();
            }
            long before = out.size();
            try {
                writeAll(out, bytes);
            } catch (IOException e) {
                // A line that is there in half would hide the next one.
                out.truncate(before);
                throw e;
            }
            written++;
            changed.signalAll();
            return new Place(inode, before + bytes.length);
        } finally {
            lock.unlock();
        }
    }

    private static void writeAll(FileChannel out, byte[] bytes) throws IOException {
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    @GuardedBy("lock")
    private FileChannel open() throws IOException {
        FileChannel now = channel;
        if (now != null) {
            return now;
        }
        boolean fresh = !Files.exists(file);
        FileChannel made =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        boolean good = false;
        try {
            if (fresh) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            } else if (endsWithin()) {
                writeAll(made, codec.mend());
            }
            inode = Place.of(file).inode();
            channel = made;
            good = true;
            return made;
        } finally {
            if (!good) {
                made.close();
            }
        }
    }

    /** Whether the last byte of a text file ends no line, as a dead writer leaves it. */
    private boolean endsWithin() throws IOException {
        if (codec.mend().length == 0) {
            return false;
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            if (in.size() == 0) {
                return false;
            }
            java.nio.ByteBuffer last = java.nio.ByteBuffer.allocate(1);
            in.read(last, in.size() - 1);
            return last.get(0) != '\n';
        }
    }

    @GuardedBy("lock")
    private void rotate(FileChannel out) throws IOException {
        out.close();
        channel = null;
        for (int i = filesMax - 1; i >= 1; i--) {
            Path from = numbered(i - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (filesMax == 1) {
            Files.deleteIfExists(file);
        }
        rotation++;
    }

    private Path numbered(int index) {
        return index == 0 ? file : file.resolveSibling(file.getFileName() + "." + index);
    }

    /** Reads every line there is, and, following, every line there will be in this run. */
    Reader read(boolean follow) {
        lock.lock();
        try {
            List<SeekableByteChannel> open = new ArrayList<>();
            for (int i = filesMax - 1; i >= 0; i--) {
                if (Files.exists(numbered(i))) {
                    open.add(Files.newByteChannel(numbered(i)));
                }
            }
            boolean plain = Files.exists(file);
            return new Reader(open, plain ? rotation : rotation - 1, follow);
        } catch (IOException e) {
            throw EngineException.internal("reading the log " + file + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Removes the files. */
    void delete() throws IOException {
        close();
        for (int i = 0; i < filesMax; i++) {
            Files.deleteIfExists(numbered(i));
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            running = false;
            changed.signalAll();
            FileChannel now = channel;
            channel = null;
            if (now != null) {
                now.close();
            }
        } catch (IOException e) {
            throw EngineException.internal("closing the log " + file, e);
        } finally {
            lock.unlock();
        }
    }

    /** A reader of lines, oldest first. */
    final class Reader implements AutoCloseable {
        private final java.util.ArrayDeque<SeekableByteChannel> open;
        private volatile boolean follow;

        /** Rotations whose files were opened. */
        private long seen;

        private @Nullable SeekableByteChannel current;
        private @Nullable InputStream in;
        private volatile boolean closed;

        private Reader(List<SeekableByteChannel> open, long seen, boolean follow) {
            this.open = new java.util.ArrayDeque<>(open);
            this.seen = seen;
            this.follow = follow;
        }

        /** The next line; following, waits for one. Empty at the end. */
        Optional<LogLine> next() {
            try {
                while (!closed) {
                    long before = mark();
                    boolean more = follow && isRunning();
                    Optional<LogLine> line = there();
                    if (line.isPresent()) {
                        return line;
                    }
                    if (!more) {
                        return Optional.empty();
                    }
                    pause(before);
                }
                return Optional.empty();
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** Passes over what lies before the last so many lines that are wanted, before any read. */
        synchronized void toLast(long count, Predicate<LogLine> wanted) {
            try {
                new LogTail(codec, wanted).seek(open, count);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** The next line that is there already. */
        Optional<LogLine> nextThere() {
            try {
                return there();
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private EngineException failed(IOException e) {
            return EngineException.internal("reading the log " + file + ": " + e.getMessage(), e);
        }

        private synchronized Optional<LogLine> there() throws IOException {
            if (closed) {
                return Optional.empty();
            }
            Optional<LogLine> line = decode();
            while (line.isEmpty() && advance()) {
                line = decode();
            }
            return line;
        }

        /** A line of the open file; where it ends within one, back to that one's start. */
        private Optional<LogLine> decode() throws IOException {
            SeekableByteChannel from = current;
            InputStream stream = in;
            if (from == null || stream == null) {
                return Optional.empty();
            }
            stream.mark(2 * 8 * LogLine.BYTES_MAX);
            Optional<LogLine> line = codec.decode(stream);
            if (line.isEmpty()) {
                stream.reset();
            }
            return line;
        }

        /** To the next file, if the open one is read to its end and there is one. */
        private boolean advance() throws IOException {
            SeekableByteChannel next = open.pollFirst();
            if (next == null) {
                next = newer();
            }
            if (next == null) {
                return false;
            }
            SeekableByteChannel old = current;
            if (old != null) {
                old.close();
            }
            current = next;
            in = new java.io.BufferedInputStream(Channels.newInputStream(next), 64 * 1024);
            return true;
        }

        /** The oldest file made by a rotation after those seen. */
        private @Nullable SeekableByteChannel newer() throws IOException {
            lock.lock();
            try {
                while (seen < rotation) {
                    long age = rotation - seen - 1;
                    boolean there = age < filesMax && Files.exists(numbered((int) age));
                    if (!there && age == 0) {
                        return null;
                    }
                    seen++;
                    if (there) {
                        return Files.newByteChannel(numbered((int) age));
                    }
                }
                return null;
            } finally {
                lock.unlock();
            }
        }

        private long mark() {
            lock.lock();
            try {
                return written;
            } finally {
                lock.unlock();
            }
        }

        private boolean isRunning() {
            lock.lock();
            try {
                return running;
            } finally {
                lock.unlock();
            }
        }

        /** Waits for another line than those counted, or for the end of the run. */
        private void pause(long before) {
            lock.lock();
            try {
                while (written == before && running && follow && !closed) {
                    changed.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }

        /** What is there is read, and nothing waited for. */
        void stopFollowing() {
            follow = false;
            wake();
        }

        @Override
        public void close() {
            closed = true;
            wake();
            release();
        }

        /** Lets go of every file; a line that is being read is read to its end first. */
        private synchronized void release() {
            List<SeekableByteChannel> all = new ArrayList<>(open);
            open.clear();
            SeekableByteChannel last = current;
            current = null;
            in = null;
            if (last != null) {
                all.add(last);
            }
            for (SeekableByteChannel each : all) {
                try {
                    each.close();
                } catch (IOException e) {
                    throw failed(e);
                }
            }
        }

        private void wake() {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
