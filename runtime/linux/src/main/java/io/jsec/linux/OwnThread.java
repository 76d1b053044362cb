package io.jsec.linux;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Work on a platform thread of its own, whose changes of itself end with it. */
final class OwnThread {
    private OwnThread() {}

    /**
     * Does the work and waits for its end, interrupted or not: the work is interrupted then too.
     *
     * @param name of the thread
     * @param work what it throws is thrown here
     */
    static <T> T run(String name, Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread =
                Thread.ofPlatform()
                        .name(name)
                        .start(() -> {
                            try {
                                result.set(work.get());
                            } catch (RuntimeException | Error e) {
                                failure.set(e);
                            }
                        });
        join(thread);
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        return result.get();
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                // Whoever waits is told to stop: so is the work.
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
