package io.jsec.daemon;

import io.jsec.engine.AttachSession;
import io.jsec.engine.StreamFrame;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A process that says hello, and at the end of its input what it was told. */
final class FakeSession implements AttachSession {
    private final LinkedBlockingQueue<Optional<StreamFrame>> frames = new LinkedBlockingQueue<>();
    private final StringBuilder input = new StringBuilder();
    private final boolean tty;
    final CountDownLatch closed = new CountDownLatch(1);
    volatile boolean inputEnded;

    FakeSession(boolean tty) {
        this.tty = tty;
        frames.add(Optional.of(frame(StreamFrame.Kind.STDOUT, "hello\n")));
        frames.add(Optional.of(frame(StreamFrame.Kind.STDERR, "oh\n")));
    }

    /** The same without a client that writes: it ends by itself. */
    FakeSession withoutInput() {
        frames.add(Optional.empty());
        return this;
    }

    private static StreamFrame frame(StreamFrame.Kind kind, String text) {
        return StreamFrame.of(kind, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** What was written to it. */
    synchronized String input() {
        return input.toString();
    }

    @Override
    public boolean tty() {
        return tty;
    }

    @Override
    public synchronized boolean write(byte[] bytes, int offset, int length) {
        input.append(new String(bytes, offset, length, java.nio.charset.StandardCharsets.UTF_8));
        return true;
    }

    @Override
    public void endInput() {
        inputEnded = true;
        frames.add(Optional.of(frame(StreamFrame.Kind.STDOUT, input())));
        frames.add(Optional.empty());
    }

    @Override
    public Optional<StreamFrame> next() {
        try {
            return frames.take();
        } catch (InterruptedException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        frames.add(Optional.empty());
    }
}
