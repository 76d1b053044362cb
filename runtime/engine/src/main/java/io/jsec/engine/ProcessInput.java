package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What clients write to a process: a bounded queue in front of a thread that may block in the
 * kernel. Clients wait while the process does not read.
 */
final class ProcessInput {
    private static final int BYTES_MAX = 256 * 1024;
    private static final long STACK_BYTES = 256 * 1024;

    private final Launcher.Streams streams;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Deque<byte[]> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private int bytes;

    @GuardedBy("lock")
    private boolean ending;

    @GuardedBy("lock")
    private boolean over;

    @GuardedBy("lock")
    private @Nullable Thread thread;

    ProcessInput(Launcher.Streams streams) {
        this.streams = streams;
    }

    /** Passes input on; drops it after the end. */
    void write(byte[] input) {
        lock.lock();
        try {
            while (bytes > 0 && bytes + input.length > BYTES_MAX && !over) {
                changed.await();
            }
            if (over || ending || input.length == 0) {
                return;
            }
            waiting.addLast(input);
            bytes += input.length;
            run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** After what was written, the end. */
    void end() {
        lock.lock();
        try {
            if (!over) {
                ending = true;
                run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The process is gone. */
    void close() {
        lock.lock();
        try {
            over = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void run() {
        changed.signalAll();
        if (thread == null) {
            thread =
                    Thread.ofPlatform()
                            .name("jsec-stdin")
                            .daemon()
                            .stackSize(STACK_BYTES)
                            .start(this::pump);
        }
    }

    private void pump() {
        try {
            byte[] input = next();
            while (input.length > 0) {
                streams.write(input);
                input = next();
            }
            if (endAsked()) {
                streams.endInput();
            }
        } catch (RuntimeException e) {
            // It closed its input, or is gone: nobody wants the rest.
        } finally {
            close();
        }
    }

    private boolean endAsked() {
        lock.lock();
        try {
            return ending && !over;
        } finally {
            lock.unlock();
        }
    }

    /** Empty at the end. */
    private byte[] next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !ending && !over) {
                changed.awaitUninterruptibly();
            }
            byte[] input = waiting.pollFirst();
            if (input == null) {
                return new byte[0];
            }
            bytes -= input.length;
            changed.signalAll();
            return input;
        } finally {
            lock.unlock();
        }
    }
}
