package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process's streams and everybody who is attached to them. The one attachment the launcher
 * gives is read by one thread, which feeds a sink (the log) and every client.
 */
final class StreamHub {
    /** Bytes that wait for one client. */
    static final long CLIENT_BYTES_MAX = 4L << 20;

    private static final long STACK_BYTES = 256 * 1024;

    private final boolean tty;
    private final boolean openStdin;
    private final boolean stdinOnce;
    private final Consumer<StreamFrame> sink;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final List<Client> clients = new ArrayList<>();

    @GuardedBy("lock")
    private @Nullable Run run;

    /**
     * @param stdinOnce whether the process's input ends with the first client's
     * @param sink gets all output, before clients do
     */
    StreamHub(boolean tty, boolean openStdin, boolean stdinOnce, Consumer<StreamFrame> sink) {
        this.tty = tty;
        this.openStdin = openStdin;
        this.stdinOnce = stdinOnce;
        this.sink = sink;
    }

    /** A process's streams, while it runs. */
    private static final class Run {
        private final Launcher.Streams streams;
        private final ProcessInput input;
        private final CountDownLatch ended = new CountDownLatch(1);

        Run(Launcher.Streams streams) {
            this.streams = streams;
            this.input = new ProcessInput(streams);
        }
    }

    /** Takes the streams over and begins to read them. */
    void begin(Launcher.Streams streams) {
        Run started = new Run(streams);
        synchronized (lock) {
            run = started;
        }
        for (Client client : snapshot()) {
            client.started(started.input);
        }
        Thread.ofPlatform()
                .name("jsec-streams")
                .daemon()
                .stackSize(STACK_BYTES)
                .start(() -> pump(started));
    }

    private void pump(Run running) {
        try {
            Optional<StreamFrame> frame = running.streams.next();
            while (frame.isPresent()) {
                deliver(frame.get());
                frame = running.streams.next();
            }
        } catch (RuntimeException e) {
            // The launcher is gone, and every container with it: an end as any other.
        } finally {
            running.input.close();
            running.ended.countDown();
        }
    }

    private void deliver(StreamFrame frame) {
        synchronized (lock) {
            sink.accept(frame);
        }
        for (Client client : snapshot()) {
            client.offer(frame);
        }
    }

    private List<Client> snapshot() {
        synchronized (lock) {
            return List.copyOf(clients);
        }
    }

    /** Waits until all output was read; false where it was not in time. */
    boolean awaitEnd(Duration limit) {
        Run now;
        synchronized (lock) {
            now = run;
        }
        try {
            return now == null || now.ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The run is over, or never began: clients end with what they have. */
    void end() {
        Run now;
        List<Client> all;
        synchronized (lock) {
            now = run;
            run = null;
            all = List.copyOf(clients);
            clients.clear();
        }
        if (now != null) {
            now.input.close();
            now.streams.close();
        }
        all.forEach(Client::ended);
    }

    /**
     * Attaches a client.
     *
     * @param history what was said before, which comes first; read while nothing new is delivered
     */
    AttachSession attach(AttachRequest request, java.util.function.Supplier<Frames> history) {
        DetachKeys keys = DetachKeys.parse(request.detachKeys());
        synchronized (lock) {
            Client client = new Client(request, keys, request.logs() ? history.get() : null);
            if (request.stream()) {
                clients.add(client);
                Run now = run;
                if (now != null) {
                    client.started(now.input);
                }
            } else {
                client.ended();
            }
            return client;
        }
    }

    /** How many are attached. */
    int clientCount() {
        return snapshot().size();
    }

    private void remove(Client client) {
        synchronized (lock) {
            clients.remove(client);
        }
    }

    /** One who is attached. */
    private final class Client implements AttachSession {
        private final AttachRequest request;
        private final DetachKeys keys;
        private final FrameQueue queue = new FrameQueue(CLIENT_BYTES_MAX, FrameQueue.PATIENCE);
        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile @Nullable Frames history;
        private volatile @Nullable ProcessInput input;

        Client(AttachRequest request, DetachKeys keys, @Nullable Frames history) {
            this.request = request;
            this.keys = keys;
            this.history = history;
        }

        private void started(ProcessInput to) {
            input = to;
            begun.countDown();
        }

        private void ended() {
            queue.end();
            begun.countDown();
        }

        private void offer(StreamFrame frame) {
            boolean wanted =
                    frame.kind() == StreamFrame.Kind.STDERR ? request.stderr() : request.stdout();
            if (wanted) {
                queue.offer(frame);
            }
        }

        @Override
        public boolean tty() {
            return tty;
        }

        @Override
        public Optional<StreamFrame> next() {
            Frames before = history;
            if (before != null) {
                Optional<StreamFrame> frame = before.next();
                if (frame.isPresent()) {
                    return frame;
                }
                before.close();
                history = null;
            }
            return queue.take();
        }

        @Override
        public boolean write(byte[] bytes, int offset, int length) {
            if (!request.stdin() || !openStdin) {
                return true;
            }
            byte[] rest =
                    tty
                            ? keys.filter(bytes, offset, length)
                            : java.util.Arrays.copyOfRange(bytes, offset, offset + length);
            awaitBegin();
            ProcessInput to = input;
            if (to != null) {
                to.write(rest);
            }
            if (tty && keys.found()) {
                remove(this);
                queue.end();
                return false;
            }
            return true;
        }

        @Override
        public void endInput() {
            if (!request.stdin() || !openStdin) {
                return;
            }
            awaitBegin();
            ProcessInput to = input;
            if (!stdinOnce || tty) {
                // As with Docker: a client whose input is over leaves, if the process's is not.
                remove(this);
                queue.end();
            } else if (to != null) {
                to.end();
            }
        }

        private void awaitBegin() {
            try {
                begun.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            remove(this);
            queue.close();
            begun.countDown();
            Frames before = history;
            if (before != null) {
                // It left before it had read what was said before.
                before.close();
            }
        }
    }
}
