package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A container's log: output goes through a bounded buffer to the driver's files, so that neither a
 * full nor a hanging disk stops the container. What is lost is counted, and said in the log.
 */
final class ContainerLog {
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(10);

    private final LogOptions options;
    private final Path path;
    private final Clock clock;
    private final @Nullable LogFiles files;

    @GuardedBy("this")
    private @Nullable FrameQueue queue;

    @GuardedBy("this")
    private @Nullable Thread writer;

    private final AtomicLong dropped;
    private final LogMark marks;
    private volatile long lostInRun;
    private volatile String error = "";

    /**
     * @param directory the container's
     * @param dropped by runs before
     */
    ContainerLog(LogOptions options, Path directory, String id, Clock clock, long dropped) {
        this.options = options;
        this.clock = clock;
        this.dropped = new AtomicLong(dropped);
        this.marks = new LogMark(directory.resolve("log.mark"));
        this.path =
                switch (options.driver()) {
                    case JSON_FILE -> directory.resolve(id + "-json.log");
                    case LOCAL -> directory.resolve("container.log");
                    case NONE -> directory;
                };
        this.files =
                switch (options.driver()) {
                    case JSON_FILE -> files(new JsonFileCodec());
                    case LOCAL -> files(new LocalCodec());
                    case NONE -> null;
                };
    }

    private LogFiles files(LogCodec codec) {
        return new LogFiles(path, codec, options.bytesMax(), options.filesMax());
    }

    /** A run begins. */
    void begin() {
        lostInRun = 0;
        LogFiles to = files;
        if (to != null) {
            marks.write(new LogMark.State(0, 0, dropped.get(), 0, to.place()));
        }
        resume();
    }

    /** Where to go on reading a run that another engine began. */
    long kept() {
        return files == null ? 0 : marks.read().first();
    }

    /** A run that began before this engine goes on: what is in the log in part is taken back. */
    synchronized void resume() {
        LogFiles to = files;
        if (to == null || queue != null) {
            return;
        }
        LogMark.State mark = marks.read();
        to.cut(mark.place());
        dropped.accumulateAndGet(mark.dropped(), Math::max);
        lostInRun = mark.told();
        FrameQueue from = new FrameQueue(options.bufferBytes(), FrameQueue.PATIENCE);
        queue = from;
        to.begin();
        writer = Thread.ofVirtual().name("jsec-log").start(() -> drain(from, to, mark));
    }

    /** Output; waits for the disk a little, and not for long. */
    void offer(StreamFrame frame) {
        FrameQueue now = queue();
        if (now != null) {
            now.offer(frame);
        }
    }

    /** The run is over: what is in the buffer is written, then followers end. */
    void end() {
        FrameQueue now;
        Thread thread;
        synchronized (this) {
            now = queue;
            thread = writer;
            queue = null;
            writer = null;
        }
        if (now == null || thread == null) {
            return;
        }
        now.end();
        try {
            if (!thread.join(FLUSH_LIMIT)) {
                error = "the disk did not take the end of the log in time";
                now.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dropped.addAndGet(now.takeDropped());
        LogFiles to = files;
        if (to != null) {
            to.end();
        }
    }

    /**
     * Bytes of this run that the launcher could not keep while no engine read; those that frames
     * told of are counted already.
     */
    void lost(long inRun) {
        long bytes = inRun - lostInRun;
        if (bytes > 0) {
            dropped.addAndGet(bytes);
            offer(note(bytes));
        }
    }

    private synchronized @Nullable FrameQueue queue() {
        return queue;
    }

    private void drain(FrameQueue from, LogFiles to, LogMark.State mark) {
        LogWriting writing = new LogWriting(to, marks, mark);
        Optional<StreamFrame> frame = from.take();
        while (frame.isPresent()) {
            writing.frame(frame.get());
            long lost = from.takeDropped();
            if (lost > 0) {
                writing.lost(lost);
            }
            frame = from.take();
        }
        writing.end();
    }

    private static StreamFrame note(long bytes) {
        String text = "[jsec: " + bytes + " bytes of output were lost here]\n";
        return new StreamFrame(StreamFrame.Kind.STDERR, text.getBytes(UTF_8));
    }

    /** What the one thread does that writes a run's log. */
    private final class LogWriting {
        private final LogFiles to;
        private final LogMark marks;
        private final Map<StreamFrame.Kind, LineSplitter> splitters =
                new EnumMap<>(StreamFrame.Kind.class);

        /** Of each stream: what is before this byte of the run's output is in the files. */
        private final Map<StreamFrame.Kind, Long> reached = new EnumMap<>(StreamFrame.Kind.class);

        private LogFiles.Place place;

        /** Bytes the files did not take, of which the log does not say so yet. */
        private long unsaid;

        LogWriting(LogFiles to, LogMark marks, LogMark.State mark) {
            this.to = to;
            this.marks = marks;
            this.place = mark.place();
            reached.put(StreamFrame.Kind.STDOUT, mark.stdout());
            reached.put(StreamFrame.Kind.STDERR, mark.stderr());
            reached.keySet().forEach(kind -> splitters.put(kind, new LineSplitter()));
        }

        void frame(StreamFrame frame) {
            LineSplitter splitter = splitters.get(frame.kind());
            if (splitter == null) {
                return;
            }
            if (frame.lost() > 0) {
                told(frame.lost());
            }
            byte[] data = rest(frame);
            long end = frame.offset() + frame.data().length;
            long at = end - data.length - splitter.pendingBytes();
            for (byte[] line : splitter.add(data)) {
                append(frame.kind(), line);
                at += line.length;
                mark(frame, frame.kind(), at);
            }
            splitters.forEach((kind, each) -> {
                if (each.pendingBytes() == 0) {
                    mark(frame, kind, end);
                }
            });
        }

        /** Without what an engine before this one has written. */
        private byte[] rest(StreamFrame frame) {
            long skip = reached.getOrDefault(frame.kind(), 0L) - frame.offset();
            boolean all = frame.offset() < 0 || skip <= 0;
            byte[] data = frame.data();
            return all
                    ? data
                    : Arrays.copyOfRange(data, (int) Math.min(skip, data.length), data.length);
        }

        private void mark(StreamFrame frame, StreamFrame.Kind kind, long at) {
            if (frame.offset() >= 0) {
                reached.merge(kind, at, Math::max);
            } else {
                // Nobody can say where it would have to be read on: nothing is taken back.
                place = LogFiles.Place.UNKNOWN;
            }
            mark();
        }

        private void mark() {
            marks.write(
                    new LogMark.State(
                            reached.getOrDefault(StreamFrame.Kind.STDOUT, 0L),
                            reached.getOrDefault(StreamFrame.Kind.STDERR, 0L),
                            dropped.get(),
                            lostInRun,
                            place));
        }

        /** Counts what the launcher could not keep. */
        @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes it in a run
        private void told(long bytes) {
            lostInRun += bytes;
            lost(bytes);
        }

        /** Says that something is missing here. */
        void lost(long bytes) {
            dropped.addAndGet(bytes);
            unsaid += bytes;
            try {
                say();
            } catch (IOException e) {
                error = "writing " + path + ": " + e.getMessage();
            }
            mark();
        }

        /** The run is over: lines without an end are written as they are. */
        void end() {
            splitters.forEach((kind, each) -> {
                byte[] rest = each.rest();
                if (rest.length > 0) {
                    append(kind, rest);
                    reached.merge(kind, (long) rest.length, Long::sum);
                    mark();
                }
            });
            try {
                say();
            } catch (IOException e) {
                // What was lost is counted all the same.
            }
        }

        private void append(StreamFrame.Kind kind, byte[] line) {
            try {
                say();
                place = to.write(new LogLine(clock.instant(), kind, line));
                error = "";
            } catch (IOException e) {
                dropped.addAndGet(line.length);
                unsaid += line.length;
                error = "writing " + path + ": " + e.getMessage();
            }
        }

        /** Once there is room again the log says what it misses, where it misses it. */
        private void say() throws IOException {
            if (unsaid > 0) {
                byte[] text = note(unsaid).data();
                place = to.write(new LogLine(clock.instant(), StreamFrame.Kind.STDERR, text));
                unsaid = 0;
            }
        }
    }

    /** Waits until what came so far is in the files. */
    void settle() {
        FrameQueue now = queue();
        if (now != null) {
            boolean _ = now.drained(FrameQueue.PATIENCE);
        }
    }

    /**
     * Reads it.
     *
     * @throws EngineException where the driver keeps nothing
     */
    Frames read(LogsRequest request) {
        LogFiles from = files;
        if (from == null) {
            throw EngineException.unsupported(
                    "docker logs",
                    "configured logging driver does not support reading",
                    "--log-driver json-file or local");
        }
        settle();
        return LogReading.of(from.read(request.follow()), request, clock);
    }

    /** Whether anything can be read of it. */
    boolean readable() {
        return files != null;
    }

    /** As inspect shows it. */
    ContainerView.LogView view() {
        boolean shown = options.driver() == LogOptions.Driver.JSON_FILE;
        FrameQueue now = queue();
        return new ContainerView.LogView(
                options.driver().word(),
                shown ? path.toString() : "",
                dropped.get() + (now == null ? 0 : now.pendingDrops()),
                error);
    }

    /** Bytes that were lost so far. */
    long dropped() {
        return dropped.get();
    }

    /** Ends everything; the files stay. */
    void close() {
        end();
        marks.close();
        LogFiles to = files;
        if (to != null) {
            to.close();
        }
    }
}
