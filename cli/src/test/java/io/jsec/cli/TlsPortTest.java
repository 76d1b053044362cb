package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.ca.AltName;
import io.jsec.ca.Names;
import io.jsec.daemon.enrol.EnrolAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports with TLS, and what their certificates are called. */
class TlsPortTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:2376,127.0.0.1,2376",
        "tcp://127.0.0.1,127.0.0.1,2376",
        "tcp://[::1]:1/,::1,1",
        "tcp://localhost:65535,localhost,65535",
        "tcp://br-lan.5:2377,br-lan.5,2377"
    })
    void addresses_and_interfaces_are_read(String text, String host, int port) {
        assertThat(TlsPort.parse(text)).isEqualTo(new TlsPort(text, host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://:2376",
        "tcp://127.0.0.1:0",
        "tcp://127.0.0.1:65536",
        "tcp://::1:2376",
        "tcp://a b:2376",
        "https://127.0.0.1:2376"
    })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> TlsPort.parse(text))
                .hasMessageContaining("it does not read tcp://ADDRESS:PORT");
    }

    // Promise P50
    @ParameterizedTest
    @CsvSource({
        "tcp://0.0.0.0:2376,it is every address of this host",
        "tcp://[::]:2376,it is every address of this host",
        "tcp://8.8.8.8:2376,it is not a private address",
        "tcp://[2001:db8::1]:2376,it is not a private address",
        "tcp://nosuch0:2376,this host has no interface nosuch0",
        "tcp://999.1.1.1:2376,it is no address"
    })
    void where_everybody_comes_by_is_bound_by_its_own_key_only(String text, String why) {
        assertThatThrownBy(() -> TlsPort.parse(text).addresses(false)).hasMessageContaining(why);
    }

    @Test
    void a_public_address_can_be_meant() {
        assertThat(TlsPort.parse("tcp://8.8.8.8:2376").addresses(true)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,true",
        "10.1.2.3,true",
        "172.16.0.1,true",
        "172.32.0.1,false",
        "192.168.1.1,true",
        "169.254.1.1,true",
        "::1,true",
        "fd00::1,true",
        "fe80::1,true",
        "fec0::1,false",
        "2001:db8::1,false",
        "100.64.0.1,false",
        "0.0.0.0,false"
    })
    void private_is_what_no_stranger_is_routed_to(String address, boolean expected)
            throws Exception {
        assertThat(EnrolAddress.isPrivate(InetAddress.getAllByName(address)[0]))
                .isEqualTo(expected);
    }

    @Test
    void an_interface_is_its_private_addresses() {
        List<InetSocketAddress> found = TlsPort.parse("tcp://lo:2376").addresses(false);

        assertThat(found).extracting(TlsPort::text).contains("tcp://127.0.0.1:2376");
        assertThat(TlsPort.parse("tcp://lo:2376").isInterface()).isTrue();
    }

    private static List<String> names(List<String> configured, Names permitted, String... ports) {
        List<InetSocketAddress> bound =
                List.of(ports).stream()
                        .flatMap(port -> TlsPort.parse(port).addresses(true).stream())
                        .toList();
        return TlsNames.of(configured, bound, "box", permitted).stream()
                .map(AltName::text)
                .toList();
    }

    @Test
    void a_server_is_called_by_its_configuration_its_addresses_and_its_host() {
        Names permitted = Names.parse(List.of("example.lan", "box", "localhost", "127.0.0.0/8"));

        assertThat(names(List.of("docker.example.lan"), permitted, "tcp://127.0.0.1:1"))
                .containsExactly("docker.example.lan", "127.0.0.1", "localhost", "box");
        assertThat(names(List.of(), permitted, "tcp://10.0.0.5:1")).containsExactly("box");
        assertThat(names(List.of(), Names.ofHost("box"), "tcp://0.0.0.0:1"))
                .contains("127.0.0.1", "localhost", "box")
                .doesNotContain("0.0.0.0");
    }

    @Test
    void a_server_without_a_name_the_ca_may_give_is_refused() {
        Names permitted = Names.parse(List.of("example.lan"));

        assertThatThrownBy(() -> names(List.of(), permitted, "tcp://127.0.0.1:1"))
                .hasMessageContaining("this server has no such name");
        assertThatThrownBy(() -> names(List.of("other.lan"), permitted, "tcp://127.0.0.1:1"))
                .hasMessageContaining("jsec.tls-names other.lan refused");
    }
}
