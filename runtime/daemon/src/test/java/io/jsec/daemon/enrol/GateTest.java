package io.jsec.daemon.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GateTest {
    private final AtomicLong nanos = new AtomicLong();

    private Gate gate(int connections, int sourceConnections, int burst, int allBurst) {
        return new Gate(
                new EnrolLimits(
                        connections,
                        sourceConnections,
                        burst,
                        1,
                        allBurst,
                        10,
                        Duration.ofSeconds(10)),
                nanos::get);
    }

    private static InetAddress source(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Gate.Answer once(Gate gate, String source) {
        Gate.Answer answer = gate.enter(source(source));
        if (answer != Gate.Answer.CLOSED) {
            gate.leave(source(source));
        }
        return answer;
    }

    private void seconds(int count) {
        nanos.addAndGet(Duration.ofSeconds(count).toNanos());
    }

    @Test
    void a_source_has_so_many_at_once_then_as_many_answers_then_none() {
        Gate gate = gate(64, 8, 3, 100);
        for (int i = 0; i < 3; i++) {
            assertThat(once(gate, "10.0.0.1")).isEqualTo(Gate.Answer.SERVED);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(once(gate, "10.0.0.1")).isEqualTo(Gate.Answer.TOO_MANY);
        }
        assertThat(once(gate, "10.0.0.1")).isEqualTo(Gate.Answer.CLOSED);
        assertThat(once(gate, "10.0.0.2")).as("another source").isEqualTo(Gate.Answer.SERVED);
    }

    @Test
    void time_gives_it_back() {
        Gate gate = gate(64, 8, 3, 100);
        for (int i = 0; i < 3; i++) {
            once(gate, "10.0.0.1");
        }
        assertThat(once(gate, "10.0.0.1")).isEqualTo(Gate.Answer.TOO_MANY);
        seconds(2);
        assertThat(once(gate, "10.0.0.1")).isEqualTo(Gate.Answer.SERVED);
        seconds(1_000);
        for (int i = 0; i < 3; i++) {
            assertThat(once(gate, "10.0.0.1")).isEqualTo(Gate.Answer.SERVED);
        }
        assertThat(once(gate, "10.0.0.1")).isEqualTo(Gate.Answer.TOO_MANY);
    }

    @Test
    void all_sources_together_have_a_limit_of_their_own() {
        Gate gate = gate(64, 8, 20, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(once(gate, "10.0.0." + i)).isEqualTo(Gate.Answer.SERVED);
        }
        assertThat(once(gate, "10.0.0.100")).isEqualTo(Gate.Answer.TOO_MANY);
        seconds(1);
        assertThat(once(gate, "10.0.0.100")).isEqualTo(Gate.Answer.SERVED);
    }

    @Test
    void a_source_that_floods_leaves_room_for_others() {
        Gate gate = gate(64, 8, 3, 20);
        for (int i = 0; i < 1_000; i++) {
            once(gate, "10.0.0.1");
        }
        assertThat(once(gate, "10.0.0.2")).isEqualTo(Gate.Answer.SERVED);
    }

    @Test
    void open_connections_are_counted_by_source_and_in_all() {
        Gate gate = gate(3, 2, 20, 100);
        assertThat(gate.enter(source("10.0.0.1"))).isEqualTo(Gate.Answer.SERVED);
        assertThat(gate.enter(source("10.0.0.1"))).isEqualTo(Gate.Answer.SERVED);
        assertThat(gate.enter(source("10.0.0.1"))).isEqualTo(Gate.Answer.CLOSED);
        assertThat(gate.enter(source("10.0.0.2"))).isEqualTo(Gate.Answer.SERVED);
        assertThat(gate.enter(source("10.0.0.3"))).isEqualTo(Gate.Answer.CLOSED);
        gate.leave(source("10.0.0.1"));
        assertThat(gate.enter(source("10.0.0.3"))).isEqualTo(Gate.Answer.SERVED);
        assertThat(gate.open()).isEqualTo(3);
    }

    @Test
    void half_an_address_of_ipv6_is_one_source() {
        Gate gate = gate(64, 1, 20, 100);
        assertThat(gate.enter(source("fd00::1"))).isEqualTo(Gate.Answer.SERVED);
        assertThat(gate.enter(source("fd00::2"))).isEqualTo(Gate.Answer.CLOSED);
        assertThat(gate.enter(source("fd00:0:0:1::1"))).isEqualTo(Gate.Answer.SERVED);
    }

    @Test
    void only_so_many_sources_are_remembered_and_none_that_is_here_is_forgotten() {
        Gate gate = gate(64, 1, 1, 1_000_000);
        gate.enter(source("10.0.0.1"));
        for (int i = 0; i < 2 * EnrolLimits.SOURCES_MAX; i++) {
            once(gate, "10.1." + (i >> 8) + "." + (i & 0xff));
        }
        assertThat(gate.sources()).isLessThanOrEqualTo(EnrolLimits.SOURCES_MAX);
        assertThat(gate.enter(source("10.0.0.1"))).isEqualTo(Gate.Answer.CLOSED);
    }
}
