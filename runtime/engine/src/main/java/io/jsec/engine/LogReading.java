package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Lines of a log as a client asked for them. */
final class LogReading implements Frames {
    /** Lines that {@code tail} holds at once. */
    static final int TAIL_MAX = 1_000_000;

    private final LogFiles.Reader reader;
    private final LogsRequest request;
    private final Deque<LogLine> tail = new ArrayDeque<>();

    private LogReading(LogFiles.Reader reader, LogsRequest request) {
        this.reader = reader;
        this.request = request;
    }

    /** Begins to read; the last lines are found at once. */
    static LogReading of(LogFiles.Reader reader, LogsRequest request, Clock clock) {
        LogReading reading = new LogReading(reader, request);
        reading.request.until().ifPresent(until -> reading.endAt(until, clock));
        if (request.tail().isPresent()) {
            reading.rewindTo(request.tail().getAsLong());
        }
        return reading;
    }

    private void endAt(Instant until, Clock clock) {
        if (!request.follow()) {
            return;
        }
        Duration left = Duration.between(clock.instant(), until);
        Thread.ofVirtual()
                .name("jsec-log-until")
                .start(() -> {
                    try {
                        Thread.sleep(left.isNegative() ? Duration.ZERO : left);
                        reader.stopFollowing();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void rewindTo(long count) {
        int most = (int) Math.min(count, TAIL_MAX);
        reader.toLast(most, this::wanted);
        Optional<LogLine> line = reader.nextThere();
        while (line.isPresent()) {
            if (wanted(line.get()) && most > 0) {
                if (tail.size() == most) {
                    tail.removeFirst();
                }
                tail.addLast(line.get());
            }
            line = reader.nextThere();
        }
    }

    @Override
    public Optional<StreamFrame> next() {
        LogLine kept = tail.pollFirst();
        if (kept != null) {
            return Optional.of(frame(kept));
        }
        if (request.tail().isPresent() && !request.follow()) {
            // What came since then was not there when somebody asked for the last lines.
            return Optional.empty();
        }
        Optional<LogLine> line = reader.next();
        while (line.isPresent()) {
            if (request.until().filter(line.get().time()::isAfter).isPresent()) {
                return Optional.empty();
            }
            if (wanted(line.get())) {
                return line.map(this::frame);
            }
            line = reader.next();
        }
        return Optional.empty();
    }

    private boolean wanted(LogLine line) {
        boolean stream =
                line.kind() == StreamFrame.Kind.STDERR ? request.stderr() : request.stdout();
        return stream
                && request.since().filter(line.time()::isBefore).isEmpty()
                && request.until().filter(line.time()::isAfter).isEmpty();
    }

    private StreamFrame frame(LogLine line) {
        if (!request.timestamps()) {
            return new StreamFrame(line.kind(), line.text());
        }
        byte[] time = (LogTime.write(line.time()) + " ").getBytes(UTF_8);
        byte[] all = new byte[time.length + line.text().length];
        System.arraycopy(time, 0, all, 0, time.length);
        System.arraycopy(line.text(), 0, all, time.length, line.text().length);
        return new StreamFrame(line.kind(), all);
    }

    @Override
    public void close() {
        reader.close();
    }
}
