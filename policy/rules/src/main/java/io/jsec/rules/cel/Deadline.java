package io.jsec.rules.cel;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs evaluations on a thread of their own, so that one that takes too long can be left behind.
 */
final class Deadline {
    private final Duration time;
    private ExecutorService thread = fresh();

    Deadline(Duration time) {
        this.time = time;
    }

    private static ExecutorService fresh() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("user rules").factory());
    }

    /**
     * The value of a task.
     *
     * @throws TimeoutException where it takes longer
     * @throws ExecutionException where it fails
     */
    synchronized <T> T run(Callable<T> task)
            throws TimeoutException, ExecutionException, InterruptedException {
        Future<T> future = thread.submit(task);
        try {
            return future.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            thread.shutdownNow();
            thread = fresh();
            throw e;
        }
    }
}
