package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EtcFilesTest {
    @Test
    void without_a_network_only_loopback_has_names() {
        EtcFiles files = EtcFiles.of(Hosts.spec().build(), Hosts.owner());
        assertThat(files.hosts())
                .isEqualTo(
                        """
                        127.0.0.1\tlocalhost
                        ::1\tlocalhost ip6-localhost ip6-loopback
                        127.0.1.1\t0123456789ab
                        """);
        assertThat(files.hostname()).isEqualTo("0123456789ab\n");
        assertThat(files.resolvConf()).startsWith("#").doesNotContain("nameserver");
    }

    @Test
    void on_the_hosts_network_its_names_and_resolvers_count() {
        ContainerSpec spec =
                Hosts.spec()
                        .network(NetworkMode.HOST)
                        .identity(new HostIdentity("web", ""))
                        .build();
        EtcFiles files = EtcFiles.of(spec, Hosts.owner());
        assertThat(files.hosts()).contains("10.1.2.3\tdb\n").endsWith("127.0.1.1\tweb\n");
        assertThat(files.resolvConf()).isEqualTo("nameserver 10.1.2.1\n");
    }

    @Test
    void the_files_are_named_as_the_plan_binds_them() {
        EtcFiles files = EtcFiles.of(Hosts.spec().build(), Hosts.owner());
        assertThat(files.byName().keySet()).containsExactlyInAnyOrderElementsOf(EtcFiles.NAMES);
    }
}
