package io.jsec.engine;

import io.jsec.launch.LaunchPlan;
import io.jsec.linux.Fd;
import io.jsec.linux.abi.Errno;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Starts and ends containers: what the life cycle says is done here, under the container's lock,
 * and kept before others see it.
 */
final class Lives {
    /** A run of this length counts as a success: pauses before restarts begin anew. */
    private static final Duration RAN_LONG = Duration.ofSeconds(10);

    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(10);

    private final Registry registry;
    private final Launcher launcher;
    private final Launches launches;
    private final Identities identities;
    private final VolumeStore volumes;
    private final VolumeStore.VolumeCopy copy;
    private final Announcer announcer;
    private final Removals removals;
    private final HealthMonitor health;
    private final Sidecars sidecars;
    private final Clock clock;
    private volatile boolean closing;

    Lives(
            Registry registry,
            Launcher launcher,
            Launches launches,
            Identities identities,
            VolumeStore volumes,
            VolumeStore.VolumeCopy copy,
            Announcer announcer,
            Removals removals,
            HealthMonitor health,
            Sidecars sidecars,
            Clock clock) {
        this.registry = registry;
        this.launcher = launcher;
        this.launches = launches;
        this.identities = identities;
        this.volumes = volumes;
        this.copy = copy;
        this.announcer = announcer;
        this.removals = removals;
        this.health = health;
        this.sidecars = sidecars;
        this.clock = clock;
    }

    /** What an event does; refusals are thrown. */
    static Transition require(LiveContainer container, LifeEvent event) {
        Transition transition = LifeCycle.next(container.record().state(), event, container.id());
        return switch (transition) {
            case Transition.Refused refused -> throw EngineException.conflict(refused.why());
            case Transition.Already already -> throw EngineException.notModified(already.why());
            case Transition.To to -> to;
            case Transition.Go go -> go;
        };
    }

    /** Starts a container because somebody asked. */
    void start(LiveContainer container) {
        container.lock().lock();
        try {
            Transition _ = require(container, new LifeEvent.Start());
            container.cancelRestart();
            container.forgetRestartDelay();
            run(container);
        } finally {
            container.lock().unlock();
        }
    }

    /** Starts it now; its lock is held. */
    private void run(LiveContainer container) {
        ContainerRecord record = container.record();
        Launches.Ready ready;
        Optional<Fd> socket;
        try {
            ready = launches.prepare(record, container.size());
            try {
                volumes.populate(record, copy);
                socket = sidecars.make(record);
                // Kept first: an engine that starts again takes the slot back before it leases.
                registry.keep(
                        container, record.with(ready.lease()).stoppedByUser(false).starting(true));
            } catch (EngineException e) {
                identities.release(record.id(), ready.lease().slot());
                throw e;
            }
        } catch (EngineException e) {
            throw failed(container, 128, e);
        }
        container.log().begin();
        announcer.launches(record.id(), ready.plan());
        Launcher.Outcome outcome;
        try {
            outcome = begin(record.id(), ready.plan(), socket);
        } catch (LauncherFailure e) {
            throw failed(
                    container,
                    128,
                    EngineException.unavailable("starting the container: " + e.getMessage()));
        }
        switch (outcome) {
            case Launcher.Outcome.Failed failure -> {
                StartFailure why = StartFailure.of(failure, ready.plan());
                EngineException error =
                        why.exitCode() == 128
                                ? EngineException.internal(why.sentence())
                                : EngineException.badParameter(why.sentence());
                throw failed(container, why.exitCode(), error);
            }
            case Launcher.Outcome.Started started -> {
                container.hub().begin(started.streams());
                began(container, started.hostPid().orElse(0));
            }
        }
    }

    /** Starts it; an end of its last run that could not be kept is forgotten first. */
    private Launcher.Outcome begin(String id, LaunchPlan plan, Optional<Fd> socket) {
        try {
            return launch(id, plan, socket);
        } catch (LauncherFailure e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
            forget(id);
            return launch(id, plan, socket);
        }
    }

    private Launcher.Outcome launch(String id, LaunchPlan plan, Optional<Fd> socket) {
        return socket.isPresent()
                ? launcher.start(id, plan, socket.orElseThrow())
                : launcher.start(id, plan);
    }

    /** It runs: that is noted, and told. */
    void began(LiveContainer container, int pid) {
        ContainerState before = container.record().state();
        LifeEvent event = new LifeEvent.Started(clock.instant(), pid);
        if (LifeCycle.next(before, event, container.id()) instanceof Transition.To to) {
            Optional<EngineException> _ =
                    registry.note(container, container.record().in(to.state()).starting(false));
        }
        sidecars.serve(container.record());
        announcer.tell(container.record(), "start");
        health.begin(container);
    }

    /** It ran before this engine and runs on. */
    void resumed(LiveContainer container) {
        sidecars.serve(container.record());
        health.resume(container);
    }

    /** A start that came to nothing; the exception to throw. */
    private EngineException failed(LiveContainer container, int code, EngineException why) {
        identities.release(container.id(), container.record().lease().slot());
        sidecars.end(container.record());
        container.hub().end();
        container.log().end();
        String message = String.valueOf(why.getMessage());
        LifeEvent event = new LifeEvent.StartFailed(clock.instant(), code, message);
        ContainerState before = container.record().state();
        if (LifeCycle.next(before, event, container.id()) instanceof Transition.To to) {
            Optional<EngineException> _ =
                    registry.note(container, container.record().in(to.state()).starting(false));
        }
        container.waiters().exited(code, false);
        if (container.record().host().autoRemove()) {
            removals.afterEnd(container);
        }
        return why;
    }

    /**
     * A container's first process ended.
     *
     * @param droppedBytes of output the launcher could not keep
     * @param oomKilled whether the kernel ended a process of it for want of memory
     */
    void ended(LiveContainer container, int code, long droppedBytes, boolean oomKilled) {
        ended(container, code, droppedBytes, oomKilled, 1);
    }

    /** It is gone with its launcher, which is no failure of its own and counts as no restart. */
    void lost(LiveContainer container) {
        ended(container, Recovery.LOST, 0, false, 0);
    }

    private void ended(
            LiveContainer container, int code, long droppedBytes, boolean oomKilled, int counted) {
        container.lock().lock();
        try {
            ContainerRecord record = container.record();
            if (!record.state().alive() && !(record.state() instanceof ContainerState.Removing)) {
                return;
            }
            health.end(container);
            boolean _ = container.hub().awaitEnd(OUTPUT_LIMIT);
            container.log().lost(droppedBytes);
            container.log().end();
            finish(container, code, oomKilled, counted);
        } finally {
            container.lock().unlock();
        }
    }

    private void finish(LiveContainer container, int code, boolean oomKilled, int counted) {
        ContainerRecord record = container.record();
        Instant now = clock.instant();
        Instant began = record.state().past().startedAt();
        boolean again = !closing && restarts(record, code);
        LifeEvent event = new LifeEvent.Ended(now, code, oomKilled, again);
        ContainerRecord after = record.dropped(container.log().dropped());
        if (LifeCycle.next(record.state(), event, record.id()) instanceof Transition.To to) {
            after =
                    after.in(to.state())
                            .restarted(again ? record.restarts() + counted : record.restarts());
        }
        identities.release(record.id(), record.lease().slot());
        sidecars.end(record);
        if (registry.note(container, after).isEmpty()) {
            // Only what is kept may be forgotten: else the next engine asks the launcher.
            forget(record.id());
        }
        if (oomKilled) {
            announcer.tell(record, "oom");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        Duration ran = Duration.between(began, now);
        attributes.put("execDuration", Long.toString(ran.toSeconds()));
        attributes.put("exitCode", Integer.toString(code));
        announcer.tell(record, "die", attributes);
        container.hub().end();
        container.waiters().exited(code, again);
        if (again) {
            scheduleRestart(container, ran.compareTo(RAN_LONG) > 0);
        } else if (record.host().autoRemove()) {
            removals.afterEnd(container);
        }
    }

    private void forget(String id) {
        try {
            launcher.forget(id);
        } catch (LauncherFailure e) {
            // It is gone with the launcher, or was never known: nothing is kept of it.
        }
    }

    /** Whether a container's policy starts it again after an end. */
    static boolean restarts(ContainerRecord record, int code) {
        if (record.stopped() || record.state() instanceof ContainerState.Removing) {
            return false;
        }
        RestartPolicy policy = record.host().restart();
        return switch (policy.mode()) {
            case NO -> false;
            case ALWAYS, UNLESS_STOPPED -> true;
            case ON_FAILURE ->
                    code != 0
                            && (policy.maximumRetryCount() == 0
                                    || record.restarts() < policy.maximumRetryCount());
        };
    }

    /** Starts it again after a pause; its lock is held. */
    void scheduleRestart(LiveContainer container, boolean ranLong) {
        long delay;
        container.lock().lock();
        try {
            delay = container.nextRestartDelay(ranLong);
            Thread thread =
                    Thread.ofVirtual()
                            .name("jsec-restart")
                            .unstarted(() -> restartAfter(container, delay));
            container.restart(thread);
            thread.start();
        } finally {
            container.lock().unlock();
        }
    }

    private void restartAfter(LiveContainer container, long delayMillis) {
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            return;
        }
        container.lock().lock();
        try {
            boolean waiting = container.record().state() instanceof ContainerState.Restarting;
            if (waiting && !closing && !Thread.currentThread().isInterrupted()) {
                container.restart(null);
                run(container);
            }
        } catch (EngineException e) {
            // The record says so; nobody waits for this start.
        } finally {
            container.lock().unlock();
        }
    }

    /** From now on nothing starts again by policy: the engine ends. */
    void close() {
        closing = true;
    }
}
