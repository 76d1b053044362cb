package io.jsec.audit.collect;

import io.jsec.audit.Progress;
import io.jsec.audit.Unreadable;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs collectors beside each other, each within the same time. One that hangs is one target that
 * could not be judged; its thread is left behind, and does not keep the process alive.
 */
public final class Auditor {
    private final Duration timeout;
    private final Progress progress;

    /** Collects with a time for all. */
    public Auditor(Duration timeout) {
        this(timeout, Progress.NONE);
    }

    /** The same, telling how many collectors are done. */
    public Auditor(Duration timeout, Progress progress) {
        this.timeout = timeout;
        this.progress = progress;
    }

    /**
     * What all collectors found, in their order.
     *
     * @throws InterruptedException where the caller is interrupted
     */
    public Collected run(List<? extends Collector> collectors) throws InterruptedException {
        Steps steps = new Steps(collectors);
        progress.step(steps.waiting(), 0, collectors.size());
        // Not virtual ones: a read of a dead network file system would hold their carrier.
        ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
        try {
            List<Future<Collected>> futures =
                    threads.invokeAll(
                            collectors.stream().map(each -> task(each, steps)).toList(),
                            timeout.toMillis(),
                            TimeUnit.MILLISECONDS);
            List<Collected> all = new ArrayList<>();
            for (int i = 0; i < futures.size(); i++) {
                all.add(result(collectors.get(i).target(), futures.get(i)));
            }
            return merge(all);
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Collected> task(Collector collector, Steps steps) {
        return () -> {
            try {
                return collector.collect();
            } finally {
                steps.done(collector);
            }
        };
    }

    /** Which collectors are still at work: what a reader waits for is what a line should name. */
    private final class Steps {
        private final List<Collector> open;
        private final int all;

        Steps(List<? extends Collector> collectors) {
            open = new ArrayList<>(collectors);
            all = collectors.size();
        }

        synchronized void done(Collector collector) {
            open.remove(collector);
            progress.step(waiting(), all - open.size(), all);
        }

        synchronized String waiting() {
            return open.isEmpty() ? "" : open.getFirst().target().toString();
        }
    }

    private Collected result(Target target, Future<Collected> future) throws InterruptedException {
        try {
            return future.get();
        } catch (CancellationException e) {
            return unreadable(target, "did not answer within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                return unreadable(target, String.valueOf(failure.getMessage()));
            }
            // A defect of one collector must not hide what the others found.
            return unreadable(target, "a bug of jsec: " + e.getCause());
        }
    }

    private static Collected unreadable(Target target, String why) {
        Unreadable one = new Unreadable(target, SourceLocation.whole(target.name()), why);
        return new Collected(List.of(), List.of(one), List.of());
    }

    private static Collected merge(List<Collected> all) {
        return new Collected(
                all.stream().flatMap(each -> each.facts().stream()).toList(),
                all.stream().flatMap(each -> each.unreadable().stream()).toList(),
                all.stream().flatMap(each -> each.notes().stream()).toList());
    }
}
