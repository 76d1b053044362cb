package io.jsec.ci;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.audit.Progress;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/**
 * A line on a terminal that says how far a slow run has come, drawn over itself and cleared in the
 * end. A run that ends within a second, and one that no person watches, print nothing.
 */
final class ProgressBar implements Progress, AutoCloseable {
    private static final int PATIENCE_MS = 1_000;
    private static final int REDRAW_MS = 200;
    private static final int CELLS = 20;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final int width;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("progress").unstarted(this::draw);

    @GuardedBy("this")
    private String what = "";

    @GuardedBy("this")
    private int done;

    @GuardedBy("this")
    private int all;

    @GuardedBy("this")
    private boolean drawn;

    @GuardedBy("this")
    private boolean closed;

    private ProgressBar(PrintStream err, int width) {
        this.err = err;
        this.width = width;
    }

    /** A bar that draws itself if the run is slow; where no person watches, it never does. */
    static ProgressBar start(CiEnvironment environment) {
        ProgressBar bar = new ProgressBar(environment.err(), environment.width());
        if (environment.watched()) {
            bar.thread.start();
        }
        return bar;
    }

    /** A bar that is drawn when it is told to. */
    static ProgressBar manual(PrintStream err, int width) {
        return new ProgressBar(err, width);
    }

    @Override
    public synchronized void step(String step, int finished, int steps) {
        what = step;
        done = finished;
        all = steps;
    }

    /** Whether the line draws itself. */
    boolean running() {
        return thread.isAlive();
    }

    private void draw() {
        try {
            TimeUnit.MILLISECONDS.sleep(PATIENCE_MS);
            while (redraw()) {
                TimeUnit.MILLISECONDS.sleep(REDRAW_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Draws the line as it is now; false once nothing may be drawn any more. */
    synchronized boolean redraw() {
        if (closed) {
            return false;
        }
        if (all > 0) {
            err.print(CLEAR + line());
            err.flush();
            drawn = true;
        }
        return true;
    }

    @GuardedBy("this")
    private String line() {
        int full = (int) ((long) CELLS * Math.min(done, all) / all);
        String bar = "#".repeat(full) + ".".repeat(CELLS - full);
        String line = "[%s] %d of %d %s".formatted(bar, done, all, plain(what));
        // In the last column some terminals wrap.
        int cells = Math.max(1, width - 1);
        return line.length() <= cells ? line : line.substring(0, cells);
    }

    /** Names of files and containers are not ours: they must not move the cursor. */
    private static String plain(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.interrupt();
        if (drawn) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
