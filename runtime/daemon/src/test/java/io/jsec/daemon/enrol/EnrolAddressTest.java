package io.jsec.daemon.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.ca.AltName;
import io.jsec.ca.Names;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrolAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:2378",
        "127.0.0.1:9, 127.0.0.1:9",
        "localhost, 127.0.0.1:2378",
        "LOCALHOST:1, 127.0.0.1:1",
        "10.1.2.3:0, 10.1.2.3:0",
        "172.31.0.1, 172.31.0.1:2378",
        "192.168.7.7:65535, 192.168.7.7:65535",
        "169.254.1.1, 169.254.1.1:2378",
        "::1, [0:0:0:0:0:0:0:1]:2378",
        "[::1], [0:0:0:0:0:0:0:1]:2378",
        "[::1]:80, [0:0:0:0:0:0:0:1]:80",
        "[fd00::1]:80, [fd00:0:0:0:0:0:0:1]:80",
    })
    void loopback_and_private_addresses_are_taken(String typed, String meant) {
        assertThat(EnrolAddress.parse(typed))
                .isInstanceOfSatisfying(
                        EnrolAddress.Parsed.Right.class,
                        right -> assertThat(right.address().text()).isEqualTo(meant));
    }

    // Promise P59
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, it means every address of this host",
        "[::]:2378, it means every address of this host",
        "8.8.8.8, it is neither a loopback nor a private address",
        "172.32.0.1, it is neither a loopback nor a private address",
        "[2001:db8::1]:2378, it is neither a loopback nor a private address",
        "docker.example.lan, it is no address",
        "127.0.0.1:, its port is none",
        "127.0.0.1:65536, its port is none",
        "127.0.0.1:x, its port is none",
        "300.0.0.1, it is no address",
        "'', it is no address",
        "[::1, it is no address",
    })
    void every_other_address_is_refused_with_its_reason(String typed, String why) {
        assertThat(EnrolAddress.parse(typed))
                .isInstanceOfSatisfying(
                        EnrolAddress.Parsed.Wrong.class,
                        wrong -> assertThat(wrong.why()).startsWith(why));
    }

    @Test
    void a_listener_is_called_what_its_authority_may_certify() {
        Names permitted = Names.parse(List.of("example.lan", "localhost", "127.0.0.0/8"));
        List<EnrolAddress> addresses = List.of(address("127.0.0.1"), address("10.0.0.1"));

        assertThat(EnrolNames.of(permitted, addresses, "a.example.lan"))
                .extracting(AltName::text)
                .containsExactly("127.0.0.1", "a.example.lan", "localhost");
        assertThat(EnrolNames.of(permitted, List.of(address("10.0.0.1")), "a_b")).isEmpty();
    }

    private static EnrolAddress address(String text) {
        return ((EnrolAddress.Parsed.Right) EnrolAddress.parse(text)).address();
    }
}
