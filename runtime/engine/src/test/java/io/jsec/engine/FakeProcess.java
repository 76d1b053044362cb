package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jsec.linux.abi.Errno;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Consumer;

/** A process that does what a test tells it. */
final class FakeProcess {
    /** What it does with signals. */
    enum Behaviour {
        /** It ends by TERM and KILL. */
        ENDS_BY_SIGNALS,
        /** It ends by KILL alone. */
        IGNORES_TERM
    }

    private static final StreamFrame END = new StreamFrame(StreamFrame.Kind.SYSTEM, new byte[0]);

    private final String id;
    private final Optional<String> container;
    private final Behaviour behaviour;
    private final Consumer<FakeProcess> ended;
    private final LinkedBlockingDeque<StreamFrame> output = new LinkedBlockingDeque<>();
    private final ByteArrayOutputStream input = new ByteArrayOutputStream();
    private final List<Integer> signals = new ArrayList<>();
    private boolean inputEnded;
    private boolean running = true;
    private boolean attached;
    private int attachment;
    private int code;
    private long droppedBytes;
    private boolean oomKilled;

    FakeProcess(
            String id,
            Optional<String> container,
            Behaviour behaviour,
            Consumer<FakeProcess> ended) {
        this.id = id;
        this.container = container;
        this.behaviour = behaviour;
        this.ended = ended;
    }

    /** The kernel ends it for want of memory. */
    void runOut() {
        synchronized (this) {
            oomKilled = true;
        }
        exit(137);
    }

    synchronized boolean oomKilled() {
        return oomKilled;
    }

    String id() {
        return id;
    }

    Optional<String> container() {
        return container;
    }

    /** It writes to its standard output. */
    void say(String text) {
        output.add(new StreamFrame(StreamFrame.Kind.STDOUT, text.getBytes(UTF_8)));
    }

    /** It writes to its standard error. */
    void complain(String text) {
        output.add(new StreamFrame(StreamFrame.Kind.STDERR, text.getBytes(UTF_8)));
    }

    /** It ends. */
    void exit(int status) {
        exit(status, 0);
    }

    /** It ends after the launcher lost some of its output. */
    void exit(int status, long dropped) {
        synchronized (this) {
            if (!running) {
                return;
            }
            running = false;
            code = status;
            droppedBytes = dropped;
        }
        output.add(END);
        ended.accept(this);
    }

    /** It is gone with its launcher. */
    synchronized void vanish() {
        running = false;
        output.add(END);
    }

    void signal(int number) {
        synchronized (this) {
            if (!running) {
                throw new LauncherFailure("the launcher refuses: ended", Errno.ESRCH);
            }
            signals.add(number);
            notifyAll();
        }
        boolean ends = number == 9 || (number == 15 && behaviour == Behaviour.ENDS_BY_SIGNALS);
        if (ends) {
            exit(128 + number);
        }
    }

    synchronized List<Integer> signals() {
        return List.copyOf(signals);
    }

    synchronized boolean running() {
        return running;
    }

    synchronized int code() {
        return code;
    }

    synchronized long droppedBytes() {
        return droppedBytes;
    }

    /** Waits until this was written to it. */
    synchronized void awaitInput(String text) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!input.toString(UTF_8).contains(text) && System.nanoTime() < deadline) {
            wait(100);
        }
        if (!input.toString(UTF_8).contains(text)) {
            throw new AssertionError("it read '" + input.toString(UTF_8) + "'");
        }
    }

    /** Waits until its input is over. */
    synchronized void awaitInputEnd() throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!inputEnded && System.nanoTime() < deadline) {
            wait(100);
        }
        if (!inputEnded) {
            throw new AssertionError("its input is not over");
        }
    }

    /** The connection that was attached is gone. */
    void detach() {
        synchronized (this) {
            attached = false;
            attachment++;
        }
        // Wakes whoever reads; the frame itself is nothing.
        output.addFirst(END);
    }

    synchronized Launcher.Streams attach() {
        if (attached) {
            throw new LauncherFailure("the launcher refuses: attached", Errno.EBUSY);
        }
        attached = true;
        return new Attached(attachment);
    }

    private synchronized boolean mine(int number) {
        return attached && attachment == number;
    }

    private final class Attached implements Launcher.Streams {
        private final int number;

        Attached(int number) {
            this.number = number;
        }

        @Override
        public Optional<StreamFrame> next() {
            try {
                StreamFrame frame = output.take();
                while (frame == END && mine(number) && running()) {
                    frame = output.take();
                }
                if (frame == END) {
                    if (!running() && mine(number)) {
                        output.addLast(END);
                    }
                    return Optional.empty();
                }
                return Optional.of(frame);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public void write(byte[] bytes) {
            synchronized (FakeProcess.this) {
                input.writeBytes(bytes);
                FakeProcess.this.notifyAll();
            }
        }

        @Override
        public void endInput() {
            synchronized (FakeProcess.this) {
                inputEnded = true;
                FakeProcess.this.notifyAll();
            }
        }

        @Override
        public void close() {
            synchronized (FakeProcess.this) {
                if (mine(number)) {
                    attached = false;
                    attachment++;
                }
            }
        }
    }
}
