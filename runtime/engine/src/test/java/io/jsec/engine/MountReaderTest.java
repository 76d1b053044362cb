package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountReaderTest {
    @TempDir Path directory;

    private List<MountPlan> read(ContainerConfig config, HostConfig.StorageConfig storage) {
        ContainerRecord other =
                Records.container(
                        "other",
                        ContainerConfig.of("small"),
                        new MountPlan(
                                MountPlan.Kind.VOLUME,
                                "shared",
                                "/store/shared",
                                "/shared",
                                false,
                                "",
                                true,
                                false,
                                ""));
        return MountReader.read(
                config,
                storage,
                ref -> other,
                _ -> Optional.empty(),
                "/run/own.sock"::equals,
                (name, labels) ->
                        new MountReader.VolumeDrafts.Draft(
                                name.isEmpty() ? "generated" : name,
                                directory.resolve("volumes").resolve(name)));
    }

    private List<MountPlan> binds(String... binds) {
        return read(ContainerConfig.of("small"), HostConfig.StorageConfig.DEFAULT.withBinds(binds));
    }

    private void refuses(String bind, String words) {
        assertThatThrownBy(() -> binds(bind))
                .as(bind)
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(words);
    }

    @Test
    void a_bind_is_its_real_path() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Files.createSymbolicLink(directory.resolve("link"), real);
        MountPlan plan = binds(directory.resolve("link") + ":/in//side/:ro").getFirst();
        assertThat(plan.kind()).isEqualTo(MountPlan.Kind.BIND);
        assertThat(plan.source()).isEqualTo(real.toRealPath().toString());
        assertThat(plan.target()).isEqualTo("/in/side");
        assertThat(plan.readOnly()).isTrue();
        assertThat(plan.point().mode()).isEqualTo("ro");
    }

    @Test
    void a_name_is_a_volume_and_nothing_an_anonymous_one() {
        MountPlan named = binds("data:/data:nocopy").getFirst();
        assertThat(named.kind()).isEqualTo(MountPlan.Kind.VOLUME);
        assertThat(named.copyUp()).isFalse();
        assertThat(named.anonymous()).isFalse();
        List<MountPlan> image =
                read(
                        ContainerConfig.builder("small").volumes(Set.of("/cache")).build(),
                        HostConfig.StorageConfig.DEFAULT);
        assertThat(image.getFirst().anonymous()).isTrue();
        assertThat(image.getFirst().name()).isEqualTo("generated");
    }

    @Test
    void what_is_mounted_stands_before_the_images_volume() {
        List<MountPlan> plans =
                read(
                        ContainerConfig.builder("small").volumes(Set.of("/data")).build(),
                        HostConfig.StorageConfig.DEFAULT.withBinds("mine:/data"));
        assertThat(plans).hasSize(1);
        assertThat(plans.getFirst().name()).isEqualTo("mine");
    }

    @Test
    void other_containers_volumes_come_along_and_can_be_replaced() {
        HostConfig.StorageConfig storage =
                new HostConfig.StorageConfig(
                        List.of(), List.of(), Map.of(), List.of("other:ro"), false, 0);
        MountPlan plan = read(ContainerConfig.of("small"), storage).getFirst();
        assertThat(plan.name()).isEqualTo("shared");
        assertThat(plan.readOnly()).isTrue();
        HostConfig.StorageConfig replaced =
                new HostConfig.StorageConfig(
                        List.of("own:/shared"), List.of(), Map.of(), List.of("other"), false, 0);
        assertThat(read(ContainerConfig.of("small"), replaced).getFirst().name()).isEqualTo("own");
    }

    @Test
    void mounts_are_refused_that_make_no_sense() {
        refuses("/nowhere/at/all:/x", "bind source path does not exist: /nowhere/at/all");
        refuses("data", "invalid volume specification");
        refuses("data:relative", "mount path must be absolute");
        refuses("data:/", "destination can't be '/'");
        refuses("data:/x:sideways", "invalid mode: sideways");
        refuses("data:/x:Z", "SELinux");
        refuses("data:/x:rshared", "never travel");
        refuses("v:/x", "create v: volume name is too short");
        refuses("a b:/x", "includes invalid characters for a local volume name");
        assertThatThrownBy(() -> binds("one:/x", "two:/x")).hasMessage("Duplicate mount point: /x");
    }

    @Test
    void the_long_form_is_read() {
        MountSpec tmpfs =
                new MountSpec(
                        "tmpfs",
                        "",
                        "/tmp",
                        true,
                        "",
                        false,
                        false,
                        Map.of(),
                        "",
                        "",
                        65_536,
                        OptionalInt.of(0700));
        HostConfig.StorageConfig storage =
                new HostConfig.StorageConfig(
                        List.of(), List.of(tmpfs), Map.of("/run", "rw"), List.of(), false, 0);
        List<MountPlan> plans = read(ContainerConfig.of("small"), storage);
        assertThat(plans).extracting(MountPlan::target).containsExactly("/tmp", "/run");
        assertThat(plans.getFirst().options()).isEqualTo("ro,size=65536,mode=700");
        assertThat(plans.getFirst().readOnly()).isTrue();
    }

    private static MountSpec volume(String driver, String subpath) {
        return new MountSpec(
                "volume",
                "v",
                "/x",
                false,
                "",
                false,
                false,
                Map.of(),
                driver,
                subpath,
                0,
                OptionalInt.empty());
    }

    private static MountSpec bind(String propagation) {
        return new MountSpec(
                "bind",
                "/tmp",
                "/x",
                false,
                propagation,
                false,
                false,
                Map.of(),
                "",
                "",
                0,
                OptionalInt.empty());
    }

    @Test
    void unknown_parts_of_the_long_form_are_refused() {
        for (MountSpec spec :
                List.of(
                        MountSpec.of("npipe", "", "/x", false),
                        MountSpec.of("bind", "relative", "/x", false),
                        volume("nfs", ""),
                        volume("", "sub"),
                        bind("shared"))) {
            HostConfig.StorageConfig storage =
                    new HostConfig.StorageConfig(
                            List.of(), List.of(spec), Map.of(), List.of(), false, 0);
            assertThatThrownBy(() -> read(ContainerConfig.of("small"), storage))
                    .isInstanceOf(EngineException.class);
        }
    }
}
