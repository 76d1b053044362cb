package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
    private final Map<StreamFrame.Kind, LineSplitter> splitters =
            new EnumMap<>(StreamFrame.Kind.class);

    @GuardedBy("this")
    private @Nullable FrameQueue queue;

    @GuardedBy("this")
    private @Nullable Thread writer;

    private final AtomicLong dropped;
    private final KeptOffset kept;
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
        this.kept = new KeptOffset(directory.resolve("log.offset"));
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
        if (files != null) {
            kept.begin();
        }
        resume();
    }

    /** Where to go on reading a run that another engine began. */
    long kept() {
        return files == null ? 0 : kept.read();
    }

    /** A run that began before this engine goes on. */
    synchronized void resume() {
        LogFiles to = files;
        if (to == null || queue != null) {
            return;
        }
        splitters.clear();
        splitters.put(StreamFrame.Kind.STDOUT, new LineSplitter());
        splitters.put(StreamFrame.Kind.STDERR, new LineSplitter());
        FrameQueue from = new FrameQueue(options.bufferBytes(), FrameQueue.PATIENCE);
        queue = from;
        to.begin();
        writer = Thread.ofVirtual().name("jsec-log").start(() -> drain(from, to));
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

    private void drain(FrameQueue from, LogFiles to) {
        Optional<StreamFrame> frame = from.take();
        while (frame.isPresent()) {
            if (frame.get().lost() > 0) {
                told(to, frame.get().lost());
            }
            append(to, frame.get());
            keep(frame.get());
            long lost = from.takeDropped();
            if (lost > 0) {
                dropped.addAndGet(lost);
                append(to, note(lost));
            }
            frame = from.take();
        }
        for (Map.Entry<StreamFrame.Kind, LineSplitter> each : splitters.entrySet()) {
            byte[] rest = each.getValue().rest();
            if (rest.length > 0) {
                append(to, each.getKey(), rest);
            }
        }
    }

    /** One writer: the run's own thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes it in a run
    private void told(LogFiles to, long lost) {
        lostInRun += lost;
        dropped.addAndGet(lost);
        append(to, note(lost));
    }

    /** What stands in the files need not be read again: all but lines that have no end yet. */
    private void keep(StreamFrame frame) {
        if (frame.offset() >= 0) {
            long pending = splitters.values().stream().mapToLong(LineSplitter::pendingBytes).sum();
            kept.write(frame.offset() + frame.data().length - pending);
        }
    }

    private static StreamFrame note(long bytes) {
        String text = "[jsec: " + bytes + " bytes of output were lost here]\n";
        return new StreamFrame(StreamFrame.Kind.STDERR, text.getBytes(UTF_8));
    }

    private void append(LogFiles to, StreamFrame frame) {
        LineSplitter splitter = splitters.get(frame.kind());
        if (splitter != null) {
            for (byte[] line : splitter.add(frame.data())) {
                append(to, frame.kind(), line);
            }
        }
    }

    private void append(LogFiles to, StreamFrame.Kind kind, byte[] line) {
        try {
            to.write(new LogLine(clock.instant(), kind, line));
            error = "";
        } catch (IOException e) {
            dropped.addAndGet(line.length);
            error = "writing " + path + ": " + e.getMessage();
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
        kept.close();
        LogFiles to = files;
        if (to != null) {
            to.close();
        }
    }
}
