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
                        "jsec.seccomp=",
                        "jsec.seccomp=Docker",
                        "jsec.seccomp=unconfined",
                        "jsec.seccomp",
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
    void the_profiles_that_ship_have_names_in_two_spellings() {
        for (String text : List.of("seccomp=docker", "seccomp:docker", "jsec.seccomp=docker")) {
            SecurityOptions docker = SecurityOptions.parse(List.of(text));
            assertThat(docker.seccomp()).as(text).isEqualTo("docker");
            assertThat(docker.seccompName()).isEqualTo("docker");
        }
        assertThat(SecurityOptions.parse(List.of("seccomp=docker", "jsec.seccomp=hardened")))
                .isEqualTo(SecurityOptions.DEFAULT);
        assertThat(SecurityOptions.parse(List.of("jsec.seccomp=docker", "seccomp=builtin")))
                .isEqualTo(SecurityOptions.DEFAULT);
    }

    @Test
    void what_is_in_force_has_a_name_even_where_it_is_a_text() {
        assertThat(SecurityOptions.DEFAULT.seccompName()).isEqualTo("hardened");
        assertThat(SecurityOptions.parse(List.of("seccomp=unconfined")).seccompName())
                .isEqualTo("unconfined");
        assertThat(SecurityOptions.parse(List.of("seccomp={}")).seccompName()).isEqualTo("custom");
    }

    @Test
    void a_name_that_is_no_profile_is_refused_with_those_there_are() {
        for (String name : List.of("Docker", "dockr", "default", "/etc/profile.json")) {
            assertThatThrownBy(() -> CustomSeccomp.sent(name, CapabilitySet.DEFAULT))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(
                            "--security-opt seccomp="
                                    + name
                                    + " refused: there is no profile of that name. Instead:"
                                    + " seccomp=hardened, seccomp=docker, seccomp=unconfined or a"
                                    + " profile in OCI's JSON");
        }
        assertThatThrownBy(() -> CustomSeccomp.sent("{\"x\": 1}", CapabilitySet.DEFAULT))
                .hasMessageContaining("seccomp=profile refused: ")
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> SecurityOptions.parse(List.of("jsec.seccomp=dockr")))
                .hasMessageContaining(
                        "--security-opt jsec.seccomp=dockr refused: no profile of that name ships"
                                + " with jsec. Instead: jsec.seccomp=hardened,"
                                + " jsec.seccomp=docker");
    }

    @Test
    void the_profile_docker_tells_what_it_opens_for_what_its_user_may_have() {
        SecurityOptions docker = SecurityOptions.parse(List.of("seccomp=docker"));

        assertThat(opened(docker, CapabilitySet.NONE)).contains("ptrace", "vmsplice");
        assertThat(opened(docker, CapabilitySet.of("SYS_PTRACE")))
                .contains("vmsplice")
                .doesNotContain("ptrace");
    }

    private static List<String> opened(SecurityOptions options, CapabilitySet add) {
        Confinement walls =
                options.confinement(
                        add,
                        CapabilitySet.NONE,
                        ContainerUser.ROOT,
                        (profile, bounding) -> new SeccompChoice.Unconfined());
        return ((SeccompChoice.Docker) walls.seccomp()).beyond();
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
