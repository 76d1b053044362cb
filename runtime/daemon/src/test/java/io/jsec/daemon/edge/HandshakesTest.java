package io.jsec.daemon.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HandshakesTest {
    private final AtomicLong now = new AtomicLong(7);
    private final Handshakes handshakes =
            new Handshakes(
                    new TlsSettings.Limits(3, 2, 2, Duration.ofNanos(100), Duration.ofSeconds(1)),
                    now::get);

    private static InetAddress address(int... bytes) throws Exception {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        return InetAddress.getByAddress(raw);
    }

    private static InetAddress six(int network, int host) throws Exception {
        return address(0x20, 1, 0xd, 0xb8, 0, 0, 0, network, 0, 0, 0, 0, 0, 0, 0, host);
    }

    @Test
    void one_source_leaves_room_for_the_others() throws Exception {
        InetAddress one = address(10, 0, 0, 1);
        assertThat(handshakes.tryBegin(one)).isTrue();
        assertThat(handshakes.tryBegin(one)).isTrue();
        assertThat(handshakes.tryBegin(one)).isFalse();
        assertThat(handshakes.tryBegin(address(10, 0, 0, 2))).isTrue();
        assertThat(handshakes.tryBegin(address(10, 0, 0, 3))).isFalse();
        handshakes.end(one);
        assertThat(handshakes.tryBegin(address(10, 0, 0, 3))).isTrue();
    }

    @Test
    void all_addresses_of_one_network_of_version_6_are_one_source() throws Exception {
        assertThat(handshakes.tryBegin(six(1, 1))).isTrue();
        assertThat(handshakes.tryBegin(six(1, 2))).isTrue();
        assertThat(handshakes.tryBegin(six(1, 3))).isFalse();
        assertThat(handshakes.tryBegin(six(2, 1))).isTrue();
        handshakes.end(six(1, 200));
        assertThat(handshakes.tryBegin(six(1, 3))).isTrue();
    }

    @Test
    void failures_are_forgotten_with_the_window() throws Exception {
        InetAddress one = address(10, 0, 0, 1);
        assertThat(handshakes.failed(one)).isTrue();
        assertThat(handshakes.tryBegin(one)).isTrue();
        assertThat(handshakes.failed(one)).isTrue();
        assertThat(handshakes.tryBegin(one)).isFalse();
        assertThat(handshakes.tryBegin(address(10, 0, 0, 2))).isTrue();

        now.addAndGet(100);
        assertThat(handshakes.tryBegin(one)).isTrue();
    }

    @Test
    void a_source_that_fails_all_the_time_is_told_of_a_few_times() throws Exception {
        int told = 0;
        for (int i = 0; i < 100; i++) {
            told += handshakes.failed(address(10, 0, 0, 1)) ? 1 : 0;
        }
        assertThat(told).isEqualTo(5);
    }

    @Test
    void what_was_not_taken_cannot_be_given_back() {
        assertThatThrownBy(() -> handshakes.end(address(10, 0, 0, 1)))
                .isInstanceOf(IllegalStateException.class);
    }
}
