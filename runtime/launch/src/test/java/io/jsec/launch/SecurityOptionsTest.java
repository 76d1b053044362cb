package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityOptionsTest {
    @Test
    void security_options_move_one_wall_each() {
        SecurityOptions opts =
                SecurityOptions.parse(
                        List.of(
                                "no-new-privileges=false",
                                "seccomp=unconfined",
                                "jsec.landlock=off",
                                "jsec.proc=writable",
                                "jsec.degrade=1",
                                "jsec.userns=owner",
                                "apparmor:unconfined"));
        assertThat(opts.noNewPrivileges()).isFalse();
        assertThat(opts.seccomp()).isEqualTo("unconfined");
        assertThat(opts.landlock()).isFalse();
        assertThat(opts.procReadOnly()).isFalse();
        assertThat(opts.degrade()).isTrue();
        assertThat(opts.userns()).contains(UsernsMode.OWNER);
        assertThat(opts.appArmor()).contains("unconfined");
        assertThat(SecurityOptions.parse(List.of())).isEqualTo(SecurityOptions.DEFAULT);
        assertThat(SecurityOptions.parse(List.of("no-new-privileges")))
                .isEqualTo(SecurityOptions.DEFAULT);
    }

    @Test
    void security_options_that_are_unknown_are_refused() {
        for (String text :
                List.of(
                        "label=disable",
                        "systempaths=unconfined",
                        "nonsense",
                        "jsec.degrade=maybe",
                        "jsec.userns=host",
                        "seccomp=",
                        "apparmor=")) {
            assertThatThrownBy(() -> SecurityOptions.parse(List.of(text)))
                    .as(text)
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void the_last_of_a_key_counts() {
        SecurityOptions opts =
                SecurityOptions.parse(
                        List.of("seccomp=/a.json", "seccomp=builtin", "jsec.proc=read-only"));

        assertThat(opts).isEqualTo(SecurityOptions.DEFAULT);
    }

    @Test
    void a_profile_is_compiled_for_what_its_user_may_have() {
        SecurityOptions opts = SecurityOptions.parse(List.of("seccomp=mine"));
        SeccompChoice compiled = new SeccompChoice.Unconfined();

        Confinement walls =
                opts.confinement(
                        CapabilitySet.of("NET_RAW"),
                        CapabilitySet.ALL,
                        ContainerUser.ROOT,
                        (profile, bounding) -> {
                            assertThat(profile).isEqualTo("mine");
                            assertThat(bounding).isEqualTo(CapabilitySet.of("NET_RAW"));
                            return compiled;
                        });

        assertThat(walls.seccomp()).isSameAs(compiled);
        assertThat(walls.add()).isEqualTo(CapabilitySet.of("NET_RAW"));
    }

    @Test
    void the_hosts_user_namespace_is_refused_in_both_spellings() {
        for (String asked : List.of("--userns host", "--security-opt jsec.userns=host")) {
            assertThatThrownBy(() -> UsernsMode.parse(asked, "host"))
                    .hasMessageContaining(asked + " refused: a container never shares the host's");
        }
        assertThat(UsernsMode.parse("", "")).isEqualTo(UsernsMode.AUTO);
        assertThat(UsernsMode.parse("", "slot")).isEqualTo(UsernsMode.SLOT);
    }
}
