package io.jsec.engine;

import io.jsec.launch.ResidentEntry;
import io.jsec.launch.ResidentEvent;
import java.time.Duration;
import java.util.List;

/** Hears of ends from the launcher and hands each on, so that a slow one delays nobody. */
final class Reaper {
    private static final Duration TURN = Duration.ofMillis(500);

    private final Launcher launcher;
    private final Registry registry;
    private final Lives lives;
    private final Ends execs;
    private final Runnable launcherGone;
    private volatile boolean closing;

    /** Ends of processes that are no container. */
    interface Ends {
        /** Whether it was one of them. */
        boolean ended(String id, int code, long droppedBytes);
    }

    /**
     * @param execs asked first
     * @param launcherGone called once, where the connection breaks
     */
    Reaper(Launcher launcher, Registry registry, Lives lives, Ends execs, Runnable launcherGone) {
        this.launcher = launcher;
        this.registry = registry;
        this.lives = lives;
        this.execs = execs;
        this.launcherGone = launcherGone;
    }

    /** Begins to listen. */
    void start() {
        Thread.ofVirtual().name("jsec-reaper").start(this::listen);
    }

    private void listen() {
        try {
            while (!closing) {
                launcher.nextEvent(TURN).ifPresent(this::handle);
            }
        } catch (LauncherFailure e) {
            if (!closing) {
                launcherGone.run();
            }
        }
    }

    private void handle(ResidentEvent event) {
        switch (event) {
            case ResidentEvent.Exited exited ->
                    ended(exited.id(), exited.code(), exited.droppedBytes(), exited.oomKilled());
            case ResidentEvent.Missed _ -> {
                List<ResidentEntry> entries = launcher.list();
                for (ResidentEntry entry : entries) {
                    if (entry instanceof ResidentEntry.Ended ended) {
                        ended(ended.id(), ended.code(), ended.droppedBytes(), ended.oomKilled());
                    }
                }
            }
        }
    }

    private void ended(String id, int code, long droppedBytes, boolean oomKilled) {
        if (execs.ended(id, code, droppedBytes)) {
            return;
        }
        registry.byId(id)
                .ifPresentOrElse(
                        container ->
                                Thread.ofVirtual()
                                        .name("jsec-end")
                                        .start(() ->
                                                lives.ended(
                                                        container, code, droppedBytes, oomKilled)),
                        () -> forget(id));
    }

    private void forget(String id) {
        try {
            launcher.forget(id);
        } catch (LauncherFailure e) {
            // Nothing is kept of it.
        }
    }

    void close() {
        closing = true;
    }
}
