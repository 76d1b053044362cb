package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceTest {
    @Test
    void an_address_of_version_6_is_told_by_its_network() throws UnknownHostException {
        assertThat(Source.of(InetAddress.getByName("10.1.2.255"))).hasToString("10.1.2.255");
        assertThat(Source.of(InetAddress.getByName("2001:db8::1:2:3:4")))
                .hasToString("2001:db8:0:0::/64");
        assertThat(Source.of(InetAddress.getByName("::2"))).hasToString("0:0:0:0::/64");
    }

    @Test
    void an_address_with_its_interface_is_a_source_too() throws UnknownHostException {
        byte[] local = InetAddress.getByName("fe80::1").getAddress();
        assertThat(Source.of(java.net.Inet6Address.getByAddress("", local, 7)))
                .hasToString("fe80:0:0:0::/64");
    }

    @Test
    void nothing_else_is_a_source() {
        for (String wrong :
                List.of("", "peer", "10.0.0", "10.0.0.1/24", "::1", "a b", "1.2.3.4\n")) {
            assertThatThrownBy(() -> new Source(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void handshakes_that_were_not_refused_are_no_entry() {
        assertThatThrownBy(() ->
                        Entry.Handshakes.of(
                                Source.OTHERS, Instant.EPOCH, new TreeMap<Token, Long>()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
