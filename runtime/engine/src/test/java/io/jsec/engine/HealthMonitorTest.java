package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a test answers, one by one. */
class HealthMonitorTest {
    /** The answer that the container does not run. */
    private static final int ENDED = -99;

    @TempDir Path directory = Path.of("/");

    private final LinkedBlockingQueue<HealthMonitor.Probe.Outcome> answers =
            new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<List<String>> asked = new LinkedBlockingQueue<>();
    private final EventLog events = new EventLog(Clock.systemUTC());
    private final MemoryStore store = new MemoryStore();
    private final HealthMonitor monitor =
            new HealthMonitor(
                    this::probe,
                    store,
                    new Announcer(events, new ToldJournal()),
                    Clock.systemUTC());
    private EventStream told = events.follow(EventsRequest.NEW);
    private LiveContainer container = new LiveContainer(Records.container("web"), log());

    private ContainerLog log() {
        return Records.log(directory);
    }

    private HealthMonitor.Probe.Outcome probe(
            LiveContainer which, List<String> words, Duration timeout) throws InterruptedException {
        asked.add(words);
        HealthMonitor.Probe.Outcome outcome = answers.take();
        if (outcome.exitCode() == ENDED) {
            throw EngineException.conflict("container is not running");
        }
        return outcome;
    }

    @BeforeEach
    void run() {
        told = events.follow(EventsRequest.NEW);
        container = running(2, Duration.ZERO);
    }

    @AfterEach
    void end() {
        monitor.end(container);
        told.close();
    }

    private LiveContainer running(int retries, Duration startPeriod) {
        return running(retries, startPeriod, Instant.now());
    }

    private LiveContainer running(int retries, Duration startPeriod, Instant began) {
        return running(retries, startPeriod, began, Duration.ofMillis(1));
    }

    private LiveContainer running(
            int retries, Duration startPeriod, Instant began, Duration interval) {
        ContainerConfig config =
                ContainerConfig.builder("small:latest")
                        .cmd("/bin/sh")
                        .healthcheck(
                                Optional.of(
                                        new HealthConfig(
                                                List.of("CMD", "check", "it"),
                                                interval,
                                                Duration.ofSeconds(1),
                                                startPeriod,
                                                Duration.ofMillis(1),
                                                retries)))
                        .build();
        ContainerRecord record =
                Records.container("web", config)
                        .in(new ContainerState.Running(7, ContainerState.Past.NONE.started(began)));
        return new LiveContainer(record, log());
    }

    private void answer(int code) {
        answers.add(new HealthMonitor.Probe.Outcome(code, "said " + code));
    }

    private String nextEvent() {
        return told.next().orElseThrow().action();
    }

    private List<String> nextQuestion() throws InterruptedException {
        List<String> words = asked.poll(10, TimeUnit.SECONDS);
        assertThat(words).isNotNull();
        return words;
    }

    private HealthView health() {
        return container.health().orElseThrow();
    }

    @Test
    void a_container_is_starting_until_its_first_success() throws Exception {
        monitor.begin(container);
        assertThat(nextQuestion()).containsExactly("check", "it");
        assertThat(health().status()).isEqualTo("starting");
        answer(0);
        assertThat(nextEvent()).isEqualTo("health_status: healthy");
        assertThat(health().log()).extracting(HealthView.Result::output).containsExactly("said 0");
    }

    @Test
    void so_many_failures_in_a_row_make_it_unhealthy_and_one_success_heals_it() throws Exception {
        monitor.begin(container);
        answer(0);
        assertThat(nextEvent()).isEqualTo("health_status: healthy");
        answer(1);
        answer(0);
        answer(1);
        answer(1);
        assertThat(nextEvent()).isEqualTo("health_status: unhealthy");
        assertThat(health().failingStreak()).isEqualTo(2);
        answer(0);
        assertThat(nextEvent()).isEqualTo("health_status: healthy");
        assertThat(health().failingStreak()).isZero();
        assertThat(health().log()).hasSize(HealthView.RESULTS_MAX);
    }

    @Test
    void failures_in_the_start_period_do_not_count() throws Exception {
        container = running(1, Duration.ofHours(1));
        monitor.begin(container);
        for (int i = 0; i < 3; i++) {
            answer(1);
            nextQuestion();
        }
        nextQuestion();
        assertThat(health().status()).isEqualTo("starting");
        assertThat(health().failingStreak()).isZero();
        answer(0);
        assertThat(nextEvent()).isEqualTo("health_status: healthy");
    }

    @Test
    void nobody_is_asked_after_the_end() throws Exception {
        monitor.begin(container);
        nextQuestion();
        monitor.end(container);
        answer(0);
        // The answer came after the end, so it is nobody's: nothing is told, nothing kept.
        assertThat(asked.poll(50, TimeUnit.MILLISECONDS)).isNull();
        assertThat(health().status()).isEqualTo("starting");
    }

    @Test
    void a_check_of_what_does_not_run_says_nothing_of_its_health() throws Exception {
        monitor.begin(container);
        answer(0);
        assertThat(nextEvent()).isEqualTo("health_status: healthy");
        answer(ENDED);
        answer(ENDED);
        answer(ENDED);
        for (int i = 0; i < 4; i++) {
            nextQuestion();
        }
        nextQuestion();
        assertThat(health().status()).isEqualTo("healthy");
        assertThat(health().failingStreak()).isZero();
        assertThat(health().log()).hasSize(1);
    }

    @Test
    void every_result_is_kept_for_the_next_engine() throws Exception {
        monitor.begin(container);
        answer(0);
        assertThat(nextEvent()).isEqualTo("health_status: healthy");
        answer(1);
        answer(1);
        assertThat(nextEvent()).isEqualTo("health_status: unhealthy");
        HealthRecord kept = store.healths().getFirst();
        assertThat(kept.of(container.record())).contains(health());
        assertThat(kept.of(Records.container("web"))).as("another run's").isEmpty();
    }

    @Test
    void a_check_whose_result_cannot_be_kept_counts_all_the_same() throws Exception {
        store.full();
        monitor.begin(container);
        answer(0);
        assertThat(nextEvent()).isEqualTo("health_status: healthy");
    }

    @Test
    void a_run_that_goes_on_is_as_healthy_as_it_was() throws Exception {
        HealthView.Result failure =
                new HealthView.Result(Instant.now(), Instant.now(), 1, "said before");
        container.health(Optional.of(new HealthView("healthy", 1, List.of(failure))));
        monitor.resume(container);
        answer(1);
        assertThat(nextEvent()).isEqualTo("health_status: unhealthy");
        assertThat(health().failingStreak()).isEqualTo(2);
        assertThat(health().log())
                .extracting(HealthView.Result::output)
                .containsExactly("said before", "said 1");
    }

    @Test
    void a_start_period_began_with_the_run_and_not_with_the_engine() throws Exception {
        container = running(1, Duration.ofHours(1), Instant.now().minus(Duration.ofHours(2)));
        monitor.resume(container);
        answer(1);
        assertThat(nextEvent()).isEqualTo("health_status: unhealthy");
    }

    @Test
    void an_interval_that_is_over_is_not_waited_for_again() throws Exception {
        Instant longAgo = Instant.now().minus(Duration.ofHours(1));
        container = running(1, Duration.ZERO, longAgo, Duration.ofMinutes(30));
        monitor.resume(container);
        assertThat(nextQuestion()).containsExactly("check", "it");
    }

    @Test
    void an_interval_goes_on_where_the_engine_before_was_in_it() throws Exception {
        container = running(1, Duration.ZERO, Instant.now(), Duration.ofMinutes(30));
        HealthView.Result now = new HealthView.Result(Instant.now(), Instant.now(), 0, "well");
        container.health(Optional.of(new HealthView("healthy", 0, List.of(now))));
        monitor.resume(container);
        assertThat(asked.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void a_container_without_a_check_has_no_health() {
        LiveContainer plain = new LiveContainer(Records.container("plain"), log());
        plain.health(Optional.of(new HealthView("healthy", 0, List.of())));
        monitor.begin(plain);
        assertThat(plain.health()).isEmpty();
        assertThat(asked).isEmpty();
    }
}
