package io.jsec.cli.docker;

import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.Frames;
import io.jsec.cli.client.Hijacked;
import io.jsec.linux.RawTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/**
 * A container's streams joined to the caller's. Input is copied on a thread of its own, which
 * nobody waits for: it may sit in a read that never ends.
 */
final class Attached {
    /** What attach and exec say after the detach keys; run says nothing. */
    static final String DETACHED = "read escape sequence";

    private static final int BUFFER_BYTES = 32 * 1024;

    private final DockerEnvironment environment;
    private final Hijacked connection;
    private final Streams streams;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean detached;

    /**
     * Which streams are joined, and how.
     *
     * @param in standard input
     * @param out standard output
     * @param err standard error
     * @param tty whether the container has a terminal: one stream without frames
     * @param detachKeys as typed; empty for the usual ones
     */
    record Streams(boolean in, boolean out, boolean err, boolean tty, String detachKeys) {}

    private Attached(DockerEnvironment environment, Hijacked connection, Streams streams) {
        this.environment = environment;
        this.connection = connection;
        this.streams = streams;
    }

    /** Begins to copy both ways. */
    static Attached begin(DockerEnvironment environment, Hijacked connection, Streams streams) {
        DetachKeys keys = DetachKeys.parse(streams.detachKeys());
        Attached attached = new Attached(environment, connection, streams);
        RawTerminal raw =
                streams.in() && streams.tty() && environment.terminals().in()
                        ? RawTerminal.enter(0)
                        : RawTerminal.none();
        Thread.ofPlatform().daemon().name("output").start(() -> attached.output(raw));
        if (streams.in()) {
            Thread.ofPlatform().daemon().name("input").start(() -> attached.input(keys));
        } else {
            attached.endInput();
        }
        return attached;
    }

    private void output(RawTerminal raw) {
        OutputStream out = streams.out() ? environment.out() : OutputStream.nullOutputStream();
        OutputStream err = streams.err() ? environment.err() : OutputStream.nullOutputStream();
        try (raw) {
            if (streams.tty()) {
                Frames.copyRaw(
                        connection.in(), streams.out() || streams.err() ? environment.out() : out);
            } else {
                Frames.copy(connection.in(), out, err);
            }
        } catch (ApiException e) {
            environment.err().print(Safe.text(e.line()) + "\n");
        } catch (IOException e) {
            if (!detached) {
                environment.err().print("the engine broke off: " + e.getMessage() + "\n");
            }
        } finally {
            environment.out().flush();
            environment.err().flush();
            ended.countDown();
        }
    }

    private void input(DetachKeys keys) {
        byte[] buffer = new byte[BUFFER_BYTES];
        InputStream in = environment.in();
        try {
            int count = in.read(buffer);
            while (count >= 0 && !keys.isComplete()) {
                byte[] passed =
                        streams.tty()
                                ? keys.pass(buffer, count)
                                : java.util.Arrays.copyOf(buffer, count);
                connection.out().write(passed, 0, passed.length);
                if (keys.isComplete()) {
                    detached = true;
                    connection.close();
                    return;
                }
                count = in.read(buffer);
            }
            connection.endOutput();
        } catch (IOException _) {
            // The container ended before its input did: its end says the rest.
        }
    }

    private void endInput() {
        try {
            connection.endOutput();
        } catch (IOException _) {
            // The other end is gone already.
        }
    }

    /**
     * Waits until the container's output ends.
     *
     * @return whether it was left by the detach keys instead
     */
    boolean finish() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return detached;
    }

    /** Ends the copying. */
    void abandon() {
        detached = true;
        try {
            connection.close();
        } catch (IOException _) {
            // It is gone, which was the aim.
        }
        finish();
    }
}
