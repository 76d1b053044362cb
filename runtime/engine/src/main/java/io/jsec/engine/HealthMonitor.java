package io.jsec.engine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the health checks of containers, one virtual thread each. */
final class HealthMonitor {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration START_INTERVAL = Duration.ofSeconds(5);
    private static final int RETRIES = 3;
    private static final HealthView STARTING = new HealthView("starting", 0, List.of());

    private final Probe probe;
    private final StateStore store;
    private final Announcer announcer;
    private final Clock clock;
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();

    HealthMonitor(Probe probe, StateStore store, Announcer announcer, Clock clock) {
        this.probe = probe;
        this.store = store;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Runs one check. */
    interface Probe {
        /**
         * A command in a container.
         *
         * @return its code and output; -1 where it did not end in time
         */
        Outcome run(LiveContainer container, List<String> words, Duration timeout)
                throws InterruptedException;

        /** What came of it. */
        record Outcome(int exitCode, String output) {}
    }

    /** The words of a check; none where nothing checks. */
    static List<String> words(ContainerConfig config) {
        List<String> test = config.healthcheck().map(HealthConfig::test).orElse(List.of());
        if (test.size() < 2) {
            return List.of();
        }
        return switch (test.getFirst()) {
            case "CMD" -> test.subList(1, test.size());
            case "CMD-SHELL" -> {
                List<String> words =
                        new ArrayList<>(
                                config.shell().isEmpty()
                                        ? List.of("/bin/sh", "-c")
                                        : config.shell());
                words.add(test.get(1));
                yield words;
            }
            default -> List.of();
        };
    }

    /** A run of the container began. */
    void begin(LiveContainer container) {
        container.health(Optional.empty());
        resume(container);
    }

    /** A run goes on that an engine before this one checked: from what is known of it. */
    void resume(LiveContainer container) {
        List<String> words = words(container.record().config());
        HealthConfig config = container.record().config().healthcheck().orElse(null);
        if (words.isEmpty() || config == null) {
            container.health(Optional.empty());
            return;
        }
        if (container.health().isEmpty()) {
            container.health(Optional.of(STARTING));
        }
        Thread thread =
                Thread.ofVirtual()
                        .name("jsec-health")
                        .unstarted(() -> watch(container, words, config));
        threads.put(container.id(), thread);
        thread.start();
    }

    /** The run is over. */
    void end(LiveContainer container) {
        Thread thread = threads.remove(container.id());
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void watch(LiveContainer container, List<String> words, HealthConfig config) {
        Instant began = container.record().state().past().startedAt();
        Instant last = last(container).orElse(began);
        try {
            while (container.record().state().alive()) {
                Duration pause = pause(container, config, began);
                Duration rest = Duration.between(clock.instant(), last.plus(pause));
                // A clock that was set back makes no check wait longer than its pause.
                Thread.sleep(rest.compareTo(pause) > 0 ? pause : rest);
                if (container.record().state() instanceof ContainerState.Running) {
                    check(container, words, config, began);
                }
                last = clock.instant();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When the last check that counted ended. */
    private static Optional<Instant> last(LiveContainer container) {
        List<HealthView.Result> log = container.health().map(HealthView::log).orElse(List.of());
        return log.isEmpty() ? Optional.empty() : Optional.of(log.getLast().end());
    }

    private Duration pause(LiveContainer container, HealthConfig config, Instant began) {
        boolean starting =
                container.health().filter(view -> view.status().equals("starting")).isPresent();
        return starting && inStartPeriod(config, began)
                ? either(config.startInterval(), START_INTERVAL)
                : either(config.interval(), INTERVAL);
    }

    private boolean inStartPeriod(HealthConfig config, Instant began) {
        return clock.instant().isBefore(began.plus(config.startPeriod()));
    }

    private static Duration either(Duration own, Duration fallback) {
        return own.isZero() ? fallback : own;
    }

    private void check(
            LiveContainer container, List<String> words, HealthConfig config, Instant began)
            throws InterruptedException {
        Instant start = clock.instant();
        Duration timeout = either(config.timeout(), INTERVAL);
        Probe.Outcome outcome;
        try {
            outcome = probe.run(container, words, timeout);
        } catch (EngineException e) {
            if (e.kind() instanceof EngineException.Kind.Conflict) {
                // It does not run any more, or not now: that says nothing of its health.
                return;
            }
            outcome = new Probe.Outcome(-1, String.valueOf(e.getMessage()));
        }
        HealthView.Result result =
                new HealthView.Result(
                        start, clock.instant(), outcome.exitCode(), cut(outcome.output()));
        HealthView before = container.health().orElse(STARTING);
        int retries = config.retries() == 0 ? RETRIES : config.retries();
        HealthView after = next(before, result, retries, inStartPeriod(config, began));
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        container.health(Optional.of(after));
        keep(container, began, after);
        if (!after.status().equals(before.status())) {
            announcer.tell(container.record(), "health_status: " + after.status());
        }
    }

    private void keep(LiveContainer container, Instant run, HealthView health) {
        try {
            store.put(new HealthRecord(container.id(), run, health));
        } catch (EngineException e) {
            // The next engine knows of the checks before this one.
        }
    }

    /** What a result does to a health. Pure. */
    static HealthView next(
            HealthView before, HealthView.Result result, int retries, boolean inStartPeriod) {
        List<HealthView.Result> log = new ArrayList<>(before.log());
        log.add(result);
        while (log.size() > HealthView.RESULTS_MAX) {
            log.removeFirst();
        }
        if (result.exitCode() == 0) {
            return new HealthView("healthy", 0, log);
        }
        boolean starting = before.status().equals("starting");
        if (starting && inStartPeriod) {
            return new HealthView("starting", 0, log);
        }
        int streak = before.failingStreak() + 1;
        String status = streak >= retries ? "unhealthy" : before.status();
        return new HealthView(status, streak, log);
    }

    private static String cut(String output) {
        return output.length() <= HealthView.OUTPUT_CHARS_MAX
                ? output
                : output.substring(0, HealthView.OUTPUT_CHARS_MAX);
    }

    /** Bytes as text, for results. */
    static String text(byte[] output) {
        return new String(output, StandardCharsets.UTF_8);
    }
}
