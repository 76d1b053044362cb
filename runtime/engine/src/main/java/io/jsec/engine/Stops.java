package io.jsec.engine;

import io.jsec.linux.abi.Errno;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Signals, stops and freezes: what ends or holds a container that runs. */
final class Stops {
    private static final int TIMEOUT_SECONDS = 10;

    /** How long the kernel and the launcher may take to end what was killed. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(30);

    private static final Duration EVER = Duration.ofDays(365);

    private final Registry registry;
    private final Launcher launcher;
    private final Freezer freezer;
    private final Announcer announcer;

    Stops(Registry registry, Launcher launcher, Freezer freezer, Announcer announcer) {
        this.registry = registry;
        this.launcher = launcher;
        this.freezer = freezer;
        this.announcer = announcer;
    }

    /** A full disk hinders nobody from stopping a container. */
    private void note(LiveContainer container, ContainerRecord record) {
        Optional<EngineException> _ = registry.note(container, record);
    }

    /** Sends a signal; a frozen container is thawed for the one nobody survives. */
    void kill(LiveContainer container, String ref, String signal) {
        int number = signal.isEmpty() ? SignalNames.KILL : SignalNames.parse(signal);
        container.lock().lock();
        try {
            try {
                Transition _ = Lives.require(container, new LifeEvent.Kill());
            } catch (EngineException e) {
                throw EngineException.conflict(
                        "cannot kill container: " + ref + ": " + e.getMessage());
            }
            int stop = LaunchSpecs.stopSignal(container.record().config());
            if (number == SignalNames.KILL || number == stop) {
                note(container, container.record().stoppedByUser(true));
            }
            if (number == SignalNames.KILL) {
                thaw(container);
            }
            signal(container, number);
        } finally {
            container.lock().unlock();
        }
        announcer.tell(container.record(), "kill", Map.of("signal", Integer.toString(number)));
        if (number == SignalNames.KILL) {
            awaitEnd(container, KILL_LIMIT);
        }
    }

    /** Asks it to stop, and ends it after the grace. */
    void stop(LiveContainer container, StopRequest request) {
        WaitTicket ticket = container.waiters().add(WaitCondition.NOT_RUNNING);
        try (ticket) {
            if (!ask(container, request)) {
                return;
            }
            int seconds = seconds(container.record().config(), request.timeoutSeconds());
            Duration grace = seconds < 0 ? EVER : Duration.ofSeconds(seconds);
            if (ticket.await(grace).isEmpty() && container.record().state().alive()) {
                end(container);
                announcer.tell(
                        container.record(),
                        "kill",
                        Map.of("signal", Integer.toString(SignalNames.KILL)));
                awaitEnd(container, KILL_LIMIT);
            }
        }
        announcer.tell(container.record(), "stop");
    }

    /** False where there is nothing to wait for. */
    private boolean ask(LiveContainer container, StopRequest request) {
        container.lock().lock();
        try {
            Transition _ = Lives.require(container, new LifeEvent.Stop());
            ContainerRecord record = container.record().stoppedByUser(true);
            container.cancelRestart();
            if (record.state() instanceof ContainerState.Restarting) {
                LifeEvent event = new LifeEvent.GaveUp();
                if (LifeCycle.next(record.state(), event, record.id())
                        instanceof Transition.To to) {
                    record = record.in(to.state());
                }
                note(container, record);
                container.waiters().exited(record.state().past().exitCode(), false);
                return false;
            }
            note(container, record);
            int number =
                    request.signal().isEmpty()
                            ? LaunchSpecs.stopSignal(record.config())
                            : SignalNames.parse(request.signal());
            thaw(container);
            signal(container, number);
            announcer.tell(record, "kill", Map.of("signal", Integer.toString(number)));
            return true;
        } finally {
            container.lock().unlock();
        }
    }

    /** It ends because its launcher does: as for {@link #stop}, but nobody wanted it to end. */
    void goDown(LiveContainer container, Duration grace) {
        WaitTicket ticket = container.waiters().add(WaitCondition.NOT_RUNNING);
        try (ticket) {
            container.lock().lock();
            try {
                if (!container.record().state().alive()) {
                    return;
                }
                thaw(container);
                signal(container, LaunchSpecs.stopSignal(container.record().config()));
            } finally {
                container.lock().unlock();
            }
            int own = seconds(container.record().config(), OptionalInt.empty());
            boolean shorter = own >= 0 && own < grace.toSeconds();
            if (ticket.await(shorter ? Duration.ofSeconds(own) : grace).isEmpty()) {
                end(container);
                awaitEnd(container, KILL_LIMIT);
            }
        }
    }

    private static int seconds(ContainerConfig config, OptionalInt asked) {
        return asked.isPresent()
                ? asked.getAsInt()
                : config.stopTimeoutSeconds().orElse(TIMEOUT_SECONDS);
    }

    /** Ends every process of it, now. */
    void end(LiveContainer container) {
        container.lock().lock();
        try {
            if (container.record().state().alive()) {
                thaw(container);
            }
            launcher.killAll(container.id());
        } catch (LauncherFailure e) {
            requireGone(e);
        } finally {
            container.lock().unlock();
        }
    }

    /** Waits until it does not run, which a signal alone does not promise. */
    void awaitEnd(LiveContainer container, Duration limit) {
        WaitTicket ticket = container.waiters().add(WaitCondition.NEXT_EXIT);
        try (ticket) {
            if (container.record().state().alive()) {
                Optional<WaitTicket.WaitResult> _ = ticket.await(limit);
            }
        }
    }

    private void signal(LiveContainer container, int number) {
        try {
            launcher.kill(container.id(), number);
        } catch (LauncherFailure e) {
            requireGone(e);
        }
    }

    /** It ended meanwhile: that is what was wanted. */
    private static void requireGone(LauncherFailure e) {
        if (e.errno() != Errno.ESRCH && e.errno() != Errno.ENOENT) {
            throw EngineException.unavailable(String.valueOf(e.getMessage()));
        }
    }

    /** Its lock is held. */
    private void thaw(LiveContainer container) {
        if (container.record().state() instanceof ContainerState.Paused) {
            unpauseLocked(container);
        }
    }

    /** Freezes its processes while an image is made of its files. */
    void pauseForCommit(LiveContainer container) {
        freezer.require(
                container.id(),
                "docker commit of a container that runs, which is paused meanwhile,",
                "docker commit --pause=false, ");
        pause(container);
    }

    /** Freezes its processes. */
    void pause(LiveContainer container) {
        container.lock().lock();
        try {
            if (Lives.require(container, new LifeEvent.Pause()) instanceof Transition.To to) {
                ContainerRecord before = container.record();
                // Noted first: of an engine that dies here the next one thaws what runs, and would
                // not thaw what is frozen.
                note(container, before.in(to.state()));
                try {
                    freezer.freeze(container.id());
                } catch (EngineException e) {
                    note(container, before);
                    throw e;
                }
                announcer.tell(container.record(), "pause");
            }
        } finally {
            container.lock().unlock();
        }
    }

    /** Lets them go. */
    void unpause(LiveContainer container) {
        container.lock().lock();
        try {
            unpauseLocked(container);
        } finally {
            container.lock().unlock();
        }
    }

    private void unpauseLocked(LiveContainer container) {
        if (Lives.require(container, new LifeEvent.Unpause()) instanceof Transition.To to) {
            freezer.thaw(container.id());
            note(container, container.record().in(to.state()));
            announcer.tell(container.record(), "unpause");
        }
    }
}
