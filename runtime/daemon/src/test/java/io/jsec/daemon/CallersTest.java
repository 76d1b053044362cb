package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.ca.AltName;
import io.jsec.ca.Identity;
import io.jsec.ca.Purpose;
import io.jsec.ca.Role;
import io.jsec.daemon.edge.Peer;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who the peers are, and as what they come. */
class CallersTest {
    private static final Callers CALLERS = new Callers(1000, Set.of(990L));

    private static String role(Peer peer) {
        return CALLERS.of(peer).role().text();
    }

    @Test
    void the_owner_and_root_are_admins() {
        assertThat(role(new Peer(1, 1000, 1000, List.of()))).isEqualTo("admin");
        assertThat(role(new Peer(1, 0, 0, List.of()))).isEqualTo("admin");
    }

    // Promise P34
    @Test
    void a_member_of_the_sockets_group_operates_what_is_his_own() {
        assertThat(role(new Peer(1, 1005, 1005, List.of(4L, 990L))))
                .isEqualTo("operator@io.jsec.owner=1005");
        assertThat(role(new Peer(1, 1006, 990, List.of())))
                .isEqualTo("operator@io.jsec.owner=1006");
        assertThat(CALLERS.of(new Peer(1, 1005, 990, List.of())).who().text())
                .isEqualTo("uid:1005");
    }

    @Test
    void any_other_user_has_no_role() {
        assertThat(role(new Peer(1, 1005, 1000, List.of(4L)))).isEqualTo("nobody");
    }

    @Test
    void whoever_comes_by_an_open_port_is_an_admin_that_nobody_knows() {
        assertThat(role(Peer.UNKNOWN)).isEqualTo("admin");
        assertThat(CALLERS.of(Peer.UNKNOWN).who().text()).isEqualTo("peer");
    }

    @Test
    void the_holder_of_a_certificate_has_its_role_whatever_it_is() {
        assertThat(role(Peer.of(holder(Optional.of(new Role("deployer@team=a"))))))
                .isEqualTo("deployer@team=a");
        assertThat(role(Peer.of(holder(Optional.empty())))).isEqualTo("nobody");
        assertThat(CALLERS.of(Peer.of(holder(Optional.empty()))).who().text())
                .isEqualTo("cert:ann");
    }

    // Promise P73
    @Test
    void whoever_comes_by_the_socket_of_a_container_is_that_container() {
        String id = "0123456789abcdef".repeat(4);
        Map<String, String> scope = Map.of("io.jsec.scope", id, "team", "a");
        Map<String, String> shared = Map.of("session", "s1");
        Peer peer = Peer.of(new Peer.Container(id, scope, shared));
        Caller caller = CALLERS.of(peer);

        assertThat(peer.label()).isEqualTo("container 0123456789ab");
        assertThat(peer.isKnown()).isFalse();
        assertThat(caller.who().text()).isEqualTo("container:" + id);
        assertThat(caller.role().text()).isEqualTo("sidecar");
        assertThat(caller.scope()).isEqualTo(scope);
        assertThat(caller.shared()).isEqualTo(shared);
    }

    private static Identity holder(Optional<Role> role) {
        return new Identity(
                Purpose.CLIENT,
                List.of(new AltName.Dns("ann")),
                role,
                BigInteger.ONE,
                BigInteger.TWO,
                Instant.EPOCH);
    }
}
