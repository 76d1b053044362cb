package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {
    @Test
    void what_is_not_set_is_the_hardened_default() {
        ContainerSpec spec = Hosts.spec().build();
        assertThat(spec.confinement()).isEqualTo(Confinement.DEFAULT);
        assertThat(spec.network()).isEqualTo(NetworkMode.NONE);
        assertThat(spec.userns()).isEqualTo(UsernsMode.AUTO);
        assertThat(spec.user()).isEqualTo(ContainerUser.ROOT);
        assertThat(spec.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(spec.streams()).isEqualTo(Streams.DEFAULT);
        assertThat(spec.lifecycle()).isEqualTo(Lifecycle.DEFAULT);
        assertThat(spec.name()).isEmpty();
        assertThat(spec.mounts()).isEmpty();
    }

    @Test
    void a_container_is_called_by_the_first_digits_of_its_id() {
        ContainerSpec spec = Hosts.spec().build();
        assertThat(spec.shortId()).isEqualTo("0123456789ab");
        assertThat(spec.identity()).isEqualTo(new HostIdentity("0123456789ab", ""));
    }

    @Test
    void a_builder_of_a_spec_makes_the_same_spec() {
        for (long seed = 0; seed < 50; seed++) {
            ContainerSpec spec = PlanSamples.onPaper(seed).next();
            assertThat(ContainerSpecBuilder.of(spec).build()).isEqualTo(spec);
        }
        ContainerSpec everything = PlanTextTest.everything().build();
        assertThat(ContainerSpecBuilder.of(everything).build()).isEqualTo(everything);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123", "0123456789ABCDEF", "xyz"})
    void an_id_is_64_hexadecimal_digits(String id) {
        String padded = id.isEmpty() ? id : id.repeat(64 / id.length() + 1).substring(0, 63) + "G";
        assertThatThrownBy(() ->
                        ContainerSpec.builder(
                                        padded,
                                        Hosts.DIRECTORY,
                                        new RootFs(List.of(Hosts.LOWER), false))
                                .identity(new HostIdentity("x", ""))
                                .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lists_and_maps_cannot_be_changed_from_outside() {
        List<String> words = new ArrayList<>(List.of("/bin/true"));
        Map<String, String> env = new LinkedHashMap<>(Map.of("A", "b"));
        Command command = new Command(words, env, "/", false);
        words.add("more");
        env.put("C", "d");
        assertThat(command.argv()).containsExactly("/bin/true");
        assertThat(command.env()).containsOnlyKeys("A");
        assertThatThrownBy(() -> command.env().put("x", "y"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void variables_keep_their_order() {
        Map<String, String> env = new LinkedHashMap<>();
        for (String name : List.of("Z", "A", "M")) {
            env.put(name, "1");
        }
        assertThat(new Command(List.of("a"), env, "/", false).env().keySet())
                .containsExactly("Z", "A", "M");
    }

    @Test
    void a_working_directory_is_normalised() {
        assertThat(new Command(List.of("a"), Map.of(), "/a//b/./", false).workdir())
                .isEqualTo("/a/b");
        assertThat(new Command(List.of("a"), Map.of(), "/", false).workdir()).isEqualTo("/");
        assertThat(new Command(List.of("a"), Map.of(), "/process", false).workdir())
                .isEqualTo("/process");
    }

    @Test
    void a_terminal_has_a_size() {
        assertThatThrownBy(() -> new Streams(true, true, 0, 80))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Streams(true, true, 24, 65_536))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_path_is_within_itself_and_what_is_above() {
        assertThat(SpecPaths.within("/a", "/a")).isTrue();
        assertThat(SpecPaths.within("/a/b", "/a")).isTrue();
        assertThat(SpecPaths.within("/ab", "/a")).isFalse();
        assertThat(SpecPaths.within("/a", "/")).isTrue();
        assertThat(SpecPaths.within("/a", "/a/b")).isFalse();
    }

    @Test
    void a_refusal_says_what_why_and_what_instead() {
        Refusal refusal = new Refusal(Rule.PRIVILEGED, "--privileged", "no", "--cap-add X");
        assertThat(refusal.sentence())
                .isEqualTo("JSEC-C-121 --privileged refused: no. Instead: --cap-add X");
        assertThat(refusal.exception()).hasMessage(refusal.sentence());
        assertThatThrownBy(() -> new Refusal(Rule.NAME, "x", " ", "y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RefusedException(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Decision.Deny(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void several_refusals_are_several_lines() {
        Refusal one = new Refusal(Rule.NAME, "a", "b", "c");
        Refusal two = new Refusal(Rule.USER, "d", "e", "f");
        assertThat(new RefusedException(List.of(one, two)))
                .hasMessage(one.sentence() + "\n" + two.sentence());
    }

    @Test
    void a_host_has_a_version_cpus_and_absolute_places() {
        LaunchHost host = Hosts.owner();
        assertThat(host.kernelAtLeast(6, 18)).isTrue();
        assertThat(host.kernelAtLeast(5, 99)).isTrue();
        assertThat(host.kernelAtLeast(6, 19)).isFalse();
        assertThat(host.kernelAtLeast(7, 0)).isFalse();
        assertThat(host.withIdentity(Hosts.SLOT).identity()).isEqualTo(Hosts.SLOT);
        assertThatThrownBy(() -> Hosts.host(Hosts.OWNER, Hosts.V2, 7, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LaunchHost.Workspace(Path.of("a"), Path.of("/b")))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> new CgroupView.V2(Path.of("a"), java.util.Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CgroupView.Hierarchy(Path.of("/a"), List.of(), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
