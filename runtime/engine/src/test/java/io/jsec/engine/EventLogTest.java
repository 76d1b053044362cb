package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLogTest {
    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
    private static final String ID = "0123456789ab".repeat(5) + "cdef";

    private final SetClock clock = new SetClock(START);
    private final EventLog log = new EventLog(clock);

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            log.publish("container", "e" + i, ID, Map.of());
            clock.forward(Duration.ofSeconds(1));
        }
    }

    private static EventsRequest between(Optional<Instant> since, Optional<Instant> until) {
        return new EventsRequest(since, until, Filters.NONE);
    }

    /** All there is of a stream that ends. */
    private static List<String> all(EventStream stream) {
        List<String> actions = new ArrayList<>();
        try (stream) {
            for (Optional<EventMessage> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                actions.add(next.get().action());
            }
        }
        return actions;
    }

    @Test
    void the_past_is_told_between_two_times_both_included_and_ends() {
        publish(10);
        assertThat(
                        all(
                                log.follow(
                                        between(
                                                Optional.of(START.plusSeconds(3)),
                                                Optional.of(START.plusSeconds(5))))))
                .containsExactly("e3", "e4", "e5");
        assertThat(log.listeners()).isZero();
    }

    @Test
    void an_end_in_the_past_alone_tells_all_before_it() {
        publish(4);
        assertThat(all(log.follow(between(Optional.empty(), Optional.of(START.plusSeconds(1))))))
                .containsExactly("e0", "e1");
    }

    @Test
    void without_a_time_only_what_comes_is_told() {
        publish(3);
        try (EventStream stream = log.follow(EventsRequest.NEW)) {
            log.publish("container", "new", ID, Map.of());
            assertThat(stream.next().orElseThrow().action()).isEqualTo("new");
        }
        assertThat(log.listeners()).isZero();
    }

    @Test
    void the_past_comes_first_and_what_is_new_follows_it() {
        publish(2);
        try (EventStream stream = log.follow(between(Optional.of(START), Optional.empty()))) {
            log.publish("container", "new", ID, Map.of());
            assertThat(stream.next().orElseThrow().action()).isEqualTo("e0");
            assertThat(stream.next().orElseThrow().action()).isEqualTo("e1");
            assertThat(stream.next().orElseThrow().action()).isEqualTo("new");
        }
    }

    @Test
    void an_end_to_come_alone_tells_the_past_and_what_is_new_until_then() {
        publish(2);
        EventStream stream =
                log.follow(between(Optional.empty(), Optional.of(clock.instant().plusMillis(50))));
        log.publish("container", "new", ID, Map.of());
        clock.forward(Duration.ofSeconds(1));
        assertThat(all(stream)).containsExactly("e0", "e1", "new");
    }

    @Test
    void an_end_that_comes_ends_who_waits() {
        EventStream stream =
                log.follow(between(Optional.empty(), Optional.of(START.plusMillis(50))));
        log.publish("container", "before", ID, Map.of());
        clock.forward(Duration.ofSeconds(1));
        log.publish("container", "late", ID, Map.of());
        assertThat(all(stream)).containsExactly("before");
    }

    @Test
    void the_last_thousand_are_remembered() {
        publish(EventLog.REMEMBERED_MAX + 5);
        List<String> told =
                all(log.follow(between(Optional.of(Instant.EPOCH), Optional.of(clock.instant()))));
        assertThat(told).hasSize(EventLog.REMEMBERED_MAX).startsWith("e5").endsWith("e1028");
    }

    @Test
    void a_follower_that_does_not_read_loses_the_oldest_and_nobody_else_does() {
        try (EventStream slow = log.follow(EventsRequest.NEW);
                EventStream other = log.follow(EventsRequest.NEW)) {
            publish(1);
            assertThat(other.next().orElseThrow().action()).isEqualTo("e0");
            publish(EventLog.WAITING_MAX);
            assertThat(slow.next().orElseThrow().action()).isEqualTo("e0");
            assertThat(slow.next().orElseThrow().action()).isEqualTo("e1");
        }
    }

    @Test
    void a_closed_stream_wakes_its_reader_and_hears_nothing_more() throws Exception {
        EventStream stream = log.follow(EventsRequest.NEW);
        Thread reader = Thread.ofVirtual().start(() -> assertThat(stream.next()).isEmpty());
        stream.close();
        assertThat(reader.join(EngineFixture.SOON)).isTrue();
        publish(1);
        assertThat(stream.next()).isEmpty();
        assertThat(log.listeners()).isZero();
    }

    private static EventMessage container(String action) {
        return new EventMessage(
                "container",
                action,
                ID,
                Map.of("name", "web", "image", "shop/app:2", "tier", "front"),
                START);
    }

    @ParameterizedTest
    @CsvSource({
        "type, container, true",
        "type, image, false",
        "event, start, true",
        "event, die, false",
        "event, star, false",
        "container, web, true",
        "container, /web, true",
        "container, 0123456789ab, true",
        "container, ab, false",
        "container, '', false",
        "image, shop/app:2, true",
        "image, shop/app, true",
        "image, app, false",
        "image, shop/app:3, false",
        "label, tier, true",
        "label, tier=front, true",
        "label, tier=back, false",
        "volume, web, false",
        "network, web, false",
        "scope, local, true",
        "scope, swarm, false",
        "daemon, web, false",
    })
    void one_key_narrows(String key, String value, boolean told) {
        assertThat(EventFilter.of(Filters.of(key, value)).matches(container("start")))
                .isEqualTo(told);
    }

    @Test
    void of_one_key_any_value_and_of_several_keys_all() {
        Map<String, List<String>> both =
                Map.of("event", List.of("start", "die"), "container", List.of("web"));
        assertThat(EventFilter.of(new Filters(both)).matches(container("die"))).isTrue();
        assertThat(EventFilter.of(new Filters(both)).matches(container("stop"))).isFalse();
        Map<String, List<String>> other =
                Map.of("event", List.of("start"), "container", List.of("db"));
        assertThat(EventFilter.of(new Filters(other)).matches(container("start"))).isFalse();
    }

    @Test
    void an_exec_is_told_with_and_without_its_words() {
        EventFilter filter = EventFilter.of(Filters.of("event", "exec_start"));
        assertThat(filter.matches(container("exec_start: sh -c true"))).isTrue();
        assertThat(filter.matches(container("exec_started"))).isFalse();
    }

    @Test
    void an_images_own_events_are_told_by_its_name_and_id() {
        EventMessage message =
                new EventMessage(
                        "image", "tag", "sha256:abc", Map.of("name", "host:5000/app"), START);
        assertThat(EventFilter.of(Filters.of("image", "host:5000/app")).matches(message)).isTrue();
        assertThat(EventFilter.of(Filters.of("image", "sha256:abc")).matches(message)).isTrue();
        assertThat(EventFilter.of(Filters.of("image", "host")).matches(message)).isFalse();
    }

    @Test
    void a_key_nobody_knows_is_refused() {
        assertThatThrownBy(() ->
                        log.follow(
                                new EventsRequest(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Filters.of("colour", "red"))))
                .hasMessage("invalid filter 'colour'");
        assertThat(log.listeners()).isZero();
    }
}
