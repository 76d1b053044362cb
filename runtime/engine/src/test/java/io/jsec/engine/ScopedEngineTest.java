package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client with a scope can do to itself and to others, reference by reference. */
class ScopedEngineTest {
    private static final Map<String, String> A = Map.of("team", "a");

    @TempDir Path directory;

    @TempDir Path elsewhere;

    private EngineFixture fixture;
    private Engine all;
    private Engine a;
    private Engine b;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(directory);
        all = fixture.engine();
        a = all.seenBy(Access.within(A));
        b = all.seenBy(Access.within(Map.of("team", "b")));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static CreateRequest request(String name) {
        return CreateRequest.of(EngineFixture.IMAGE).with(EngineFixture.config()).named(name);
    }

    private static CreateRequest mounting(String name, String... binds) {
        return request(name)
                .with(HostConfig.DEFAULT.with(HostConfig.StorageConfig.DEFAULT.withBinds(binds)));
    }

    private static CreateRequest labelled(String name, Map<String, String> labels) {
        return request(name).with(EngineFixture.config().toBuilder().labels(labels).build());
    }

    private static void refused(ThrowingCallable call, String rule) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> {
                            assertThat(e.kind())
                                    .isEqualTo(new EngineException.Kind.Forbidden(List.of(rule)));
                            assertThat(e.getMessage())
                                    .startsWith(rule + " ")
                                    .contains(" refused: ", ". Instead: ");
                        });
    }

    private static void absent(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.kind()).isInstanceOf(EngineException.Kind.NotFound.class))
                .hasMessage(message);
    }

    // Promise P35
    @Test
    void what_a_scope_makes_is_labelled_and_another_scope_finds_nothing_of_it() {
        String id = a.containers().create(request("web")).id();
        assertThat(all.containers().inspect(id, false).config().labels()).isEqualTo(A);
        Containers others = b.containers();
        String none = "No such container: ";
        for (String ref : List.of("web", "/web", id, id.substring(0, 12))) {
            absent(() -> others.inspect(ref, false), none + ref);
            absent(() -> others.start(ref), none + ref);
            absent(() -> others.stop(ref, new StopRequest("", OptionalInt.empty())), none + ref);
            absent(() -> others.kill(ref, ""), none + ref);
            absent(() -> others.restart(ref, new StopRequest("", OptionalInt.empty())), none + ref);
            absent(() -> others.pause(ref), none + ref);
            absent(() -> others.unpause(ref), none + ref);
            absent(() -> others.rename(ref, "mine"), none + ref);
            absent(() -> others.remove(ref, new RemoveRequest(true, true)), none + ref);
            absent(() -> others.await(ref, WaitCondition.NOT_RUNNING), none + ref);
            absent(
                    () -> others.update(ref, new UpdateRequest(Asked.pids(9), Optional.empty())),
                    none + ref);
            absent(() -> others.top(ref, "-ef"), none + ref);
            absent(() -> others.stats(ref, true), none + ref);
            absent(() -> others.statsStream(ref), none + ref);
            absent(() -> others.logs(ref, LogsRequest.ALL), none + ref);
            absent(() -> others.attach(ref, attachment(true)), none + ref);
            absent(() -> others.resize(ref, 1, 1), none + ref);
            absent(() -> others.stat(ref, "/etc"), none + ref);
            absent(() -> others.getArchive(ref, "/etc", new ByteArrayOutputStream()), none + ref);
            absent(() -> others.putArchive(ref, "/", SmallTar.root(), false, false), none + ref);
            absent(() -> others.changes(ref), none + ref);
            absent(() -> others.export(ref, new ByteArrayOutputStream()), none + ref);
            absent(() -> others.commit(ref, commit("stolen")), none + ref);
            absent(() -> b.execs().create(ref, ExecRequest.of("ls")), none + ref);
            assertThat(others.find(ref)).isEmpty();
            assertThat(a.containers().find(ref)).contains(id);
        }
        assertThat(fixture.state("web")).isEqualTo("created");
    }

    private static AttachRequest attachment(boolean stdin) {
        return new AttachRequest(false, true, stdin, true, true, "");
    }

    private static CommitRequest commit(String repository, String... changes) {
        return new CommitRequest(repository, "", "", "", false, List.of(changes), Optional.empty());
    }

    @Test
    void labels_of_the_scope_are_not_the_clients_to_choose() {
        refused(() -> a.containers().create(labelled("xx", Map.of("team", "b"))), "JSEC-R-021");
        refused(
                () ->
                        a.volumes()
                                .create(
                                        new VolumeRequest(
                                                "data", "", Map.of(), Map.of("team", "b"))),
                "JSEC-R-021");
        String own = a.containers().create(labelled("yy", Map.of("team", "a", "x", "y"))).id();
        assertThat(a.containers().inspect(own, false).config().labels())
                .isEqualTo(Map.of("team", "a", "x", "y"));
        assertThat(all.containers().find("xx")).isEmpty();
    }

    @Test
    void labels_of_the_engine_are_nobodys_to_choose() {
        Map<String, String> forged = Map.of("io.jsec.owner", "1001");
        Engine owner = all.seenBy(Access.within(forged));
        String reserved =
                "the label io.jsec.owner is reserved: io.jsec.* is set by the engine only";
        for (Engine engine : List.of(all, a, owner)) {
            assertThatThrownBy(() -> engine.containers().create(labelled("xx", forged)))
                    .hasMessage(reserved);
            assertThatThrownBy(() ->
                            engine.volumes()
                                    .create(new VolumeRequest("data", "", Map.of(), forged)))
                    .hasMessage(reserved);
            assertThatThrownBy(() ->
                            engine.images()
                                    .importRoot(
                                            SmallTar.root(),
                                            "forged",
                                            "",
                                            "",
                                            List.of("LABEL \"io.jsec.owner\"='1001'")))
                    .hasMessage(reserved);
        }
        assertThat(all.images().list(true, Filters.NONE)).hasSize(1);
        String made = owner.containers().create(request("mine")).id();
        assertThat(all.containers().inspect(made, false).config().labels()).isEqualTo(forged);
        assertThatThrownBy(() ->
                        a.images()
                                .importRoot(
                                        SmallTar.root(),
                                        "x",
                                        "",
                                        "",
                                        List.of("LABEL io.jsec.scope=team=b")))
                .hasMessageContaining("io.jsec.scope is reserved");
    }

    @Test
    void whose_an_image_is_is_not_whose_a_container_of_it_is() {
        Engine owner = all.seenBy(Access.within(Map.of("io.jsec.owner", "1001")));
        owner.images().importRoot(SmallTar.root(), "mine", "", "", List.of());
        String id =
                all.containers()
                        .create(
                                CreateRequest.of("mine")
                                        .with(
                                                ContainerConfig.builder("mine")
                                                        .cmd("/bin/sh")
                                                        .build()))
                        .id();
        assertThat(all.containers().inspect(id, false).config().labels()).isEmpty();
        assertThat(owner.containers().find(id)).isEmpty();
    }

    @Test
    void a_name_that_others_use_is_taken_and_says_no_more() {
        String hidden = a.containers().create(request("web")).id();
        String own = b.containers().create(request("db")).id();
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(
                        () -> b.containers().create(request("web")),
                        () -> b.containers().rename("db", "web"))) {
            assertThatThrownBy(call)
                    .hasMessageContaining(
                            "The container name \"/web\" is already in use by container"
                                    + " \"another's\"")
                    .hasMessageNotContaining(hidden.substring(0, 12));
        }
        assertThatThrownBy(() -> b.containers().create(request("db"))).hasMessageContaining(own);
        assertThatThrownBy(() -> all.containers().create(request("web")))
                .hasMessageContaining(hidden);
    }

    // Promise P36
    @Test
    void a_volume_of_others_is_neither_mounted_nor_shown_nor_removed() {
        a.volumes().create(new VolumeRequest("data", "", Map.of(), Map.of()));
        all.volumes().create(new VolumeRequest("plain", "", Map.of(), Map.of()));
        for (String name : List.of("data", "plain")) {
            String taken =
                    "create " + name + ": the volume name is already in use; choose another one";
            assertThatThrownBy(() -> b.containers().create(mounting("xx", name + ":/data")))
                    .hasMessage(taken);
            assertThatThrownBy(() ->
                            b.volumes().create(new VolumeRequest(name, "", Map.of(), Map.of())))
                    .hasMessage(taken);
            absent(() -> b.volumes().inspect(name), "get " + name + ": no such volume");
            absent(() -> b.volumes().remove(name, false), "get " + name + ": no such volume");
            b.volumes().remove(name, true);
            assertThat(all.volumes().inspect(name).name()).isEqualTo(name);
        }
        assertThat(b.volumes().list(Filters.NONE)).isEmpty();
        assertThat(b.volumes().prune(Filters.of("all", "1")).removed()).isEmpty();
        assertThat(all.containers().find("xx")).isEmpty();
        assertThat(a.volumes().prune(Filters.of("all", "1")).removed()).containsExactly("data");
    }

    @Test
    void volumes_that_a_container_brings_are_of_its_scope() {
        ContainerConfig config =
                EngineFixture.config().toBuilder().volumes(java.util.Set.of("/cache")).build();
        a.containers().create(mounting("web", "named:/named").with(config));
        List<VolumeView> volumes = a.volumes().list(Filters.NONE);
        assertThat(volumes).hasSize(2).allMatch(volume -> volume.labels().equals(A));
        assertThat(b.volumes().list(Filters.NONE)).isEmpty();
        a.containers().create(mounting("again", "named:/x"));
        assertThat(a.volumes().inspect("named").references()).isEqualTo(2);
    }

    @Test
    void a_volume_in_use_by_others_says_not_by_whom() {
        a.volumes().create(new VolumeRequest("data", "", Map.of(), Map.of()));
        String hidden = all.containers().create(mounting("admin", "data:/data")).id();
        assertThatThrownBy(() -> a.volumes().remove("data", false))
                .hasMessage("remove data: volume is in use - [another's]");
        assertThatThrownBy(() -> all.volumes().remove("data", false)).hasMessageContaining(hidden);
    }

    @Test
    void volumes_from_reach_containers_of_the_scope_only() {
        a.containers().create(mounting("web", "data:/data"));
        HostConfig from =
                HostConfig.DEFAULT.with(
                        new HostConfig.StorageConfig(
                                List.of(), List.of(), Map.of(), List.of("web"), false, 0));
        absent(() -> b.containers().create(request("xx").with(from)), "No such container: web");
        String id = a.containers().create(request("yy").with(from)).id();
        assertThat(a.containers().inspect(id, false).mounts())
                .extracting(MountPoint::name)
                .containsExactly("data");
    }

    @Test
    void namespaces_of_others_containers_are_not_joined() {
        a.containers().create(request("web"));
        for (String mode : List.of("container:web", "container:nothing")) {
            HostConfig joined =
                    HostConfig.DEFAULT.with(
                            new HostConfig.NamespaceConfig("default", mode, "", "", ""));
            assertThatThrownBy(() -> b.containers().create(request("xx").with(joined)))
                    .hasMessage(
                            "failed to join PID namespace: No such container: "
                                    + mode.substring("container:".length()));
        }
        HostConfig linked =
                HostConfig.DEFAULT.with(
                        new HostConfig.NetworkConfig(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                Map.of(),
                                false,
                                List.of("web")));
        assertThatThrownBy(() -> b.containers().create(request("xx").with(linked)))
                .hasMessageStartingWith("--link is not supported");
    }

    @Test
    void filters_that_name_a_container_find_those_of_the_scope_only() {
        a.containers().create(request("old"));
        a.containers().create(request("new"));
        b.containers().create(request("other"));
        for (String key : List.of("before", "since")) {
            absent(() -> listed(b, Filters.of(key, "old")), "No such container: old");
            absent(() -> listed(b, Filters.of(key, "nothing")), "No such container: nothing");
        }
        assertThat(listed(a, Filters.of("since", "old"))).containsExactly("new");
        assertThat(listed(a, Filters.of("label", "team=b"))).isEmpty();
        assertThat(listed(a, Filters.of("label!", "team=a"))).isEmpty();
        assertThat(listed(b, Filters.of("id", all.containers().find("old").orElseThrow())))
                .isEmpty();
    }

    private static List<String> listed(Engine engine, Filters filters) {
        return engine
                .containers()
                .list(new ListRequest(true, OptionalInt.empty(), false, filters))
                .stream()
                .map(ContainerSummary::name)
                .toList();
    }

    @Test
    void a_limit_counts_what_is_seen() {
        a.containers().create(request("mine"));
        b.containers().create(request("theirs"));
        ListRequest one = new ListRequest(false, OptionalInt.of(1), false, Filters.NONE);
        assertThat(a.containers().list(one))
                .extracting(ContainerSummary::name)
                .containsExactly("mine");
    }

    @Test
    void the_start_of_an_id_means_the_only_one_that_is_seen() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Engine engine = i % 2 == 0 ? a : b;
            ids.add(engine.containers().create(request("c" + i)).id());
        }
        int alone = 0;
        for (int i = 0; i < ids.size(); i += 2) {
            String prefix = ids.get(i).substring(0, 1);
            long mine = count(ids, prefix, 0);
            if (mine == 1) {
                alone++;
                assertThat(a.containers().find(prefix)).contains(ids.get(i));
            } else {
                assertThatThrownBy(() -> a.containers().find(prefix))
                        .hasMessage("multiple IDs found with provided prefix: " + prefix);
            }
        }
        assertThat(alone).isPositive();
    }

    private static long count(List<String> ids, String prefix, int first) {
        long count = 0;
        for (int i = first; i < ids.size(); i += 2) {
            count += ids.get(i).startsWith(prefix) ? 1 : 0;
        }
        return count;
    }

    @Test
    void processes_of_others_containers_are_not_there() {
        fixture.containers().start(a.containers().create(request("web")).id());
        String exec = a.execs().create("web", ExecRequest.of("ls"));
        String none = "No such exec instance: " + exec;
        absent(() -> b.execs().inspect(exec), none);
        absent(() -> b.execs().start(exec, true, Optional.empty()), none);
        absent(() -> b.execs().resize(exec, 1, 1), none);
        assertThat(a.execs().inspect(exec).running()).isFalse();
        a.execs().start(exec, true, Optional.empty());
        assertThat(a.execs().inspect(exec).running()).isTrue();
    }

    @Test
    void a_prune_takes_what_is_of_the_scope() {
        String mine = a.containers().create(request("mine")).id();
        b.containers().create(request("theirs"));
        all.containers().create(request("plain"));
        assertThat(a.containers().prune(Filters.NONE).removed()).containsExactly(mine);
        assertThat(listed(all, Filters.NONE)).containsExactlyInAnyOrder("theirs", "plain");
    }

    @Test
    void events_of_others_are_not_heard() {
        all.containers().create(labelled("name-is-a", Map.of("name", "a")));
        a.containers().create(mounting("web", "data:/data"));
        b.containers().create(request("db"));
        b.images().importRoot(SmallTar.root(), "b", "", "", List.of());
        a.containers().prune(Filters.NONE);
        List<String> heard = heard(a);
        assertThat(heard)
                .contains("volume create", "container create", "container destroy", "image import")
                .doesNotContain("container prune");
        assertThat(heard.stream().filter("container create"::equals)).hasSize(1);
        assertThat(heard.stream().filter("image import"::equals)).hasSize(1);
        // A container's name is an attribute of its events too, and no label.
        assertThat(heard(all.seenBy(Access.within(Map.of("name", "web")))))
                .doesNotContain("container create");
        assertThat(heard(all)).contains("container prune");
    }

    private static List<String> heard(Engine engine) {
        List<String> heard = new ArrayList<>();
        EventsRequest past =
                new EventsRequest(
                        Optional.of(java.time.Instant.EPOCH),
                        Optional.of(java.time.Instant.now()),
                        Filters.NONE);
        try (EventStream stream = engine.events().follow(past)) {
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                heard.add(next.get().type() + " " + next.get().action());
            }
        }
        return heard;
    }

    @Test
    void facts_tell_of_what_is_seen_and_nothing_of_the_host() {
        fixture.containers().start(a.containers().create(request("web")).id());
        b.containers().create(request("db"));
        b.images().importRoot(SmallTar.root(), "b", "", "", List.of());
        InfoView info = a.facts().info();
        assertThat(info.counts()).isEqualTo(new InfoView.Counts(1, 1, 0, 0, 1));
        assertThat(all.facts().info().counts()).isEqualTo(new InfoView.Counts(2, 1, 0, 1, 2));
        assertThat(info.name() + info.root() + info.host().osVersion()).isEmpty();
        assertThat(info.host().operatingSystem()).isEqualTo("Linux");
        assertThat(info.labels()).isEmpty();
        assertThat(info.warnings()).isEmpty();
        assertThat(info.eventListeners()).isZero();
        assertThat(a.facts().version()).isEqualTo(all.facts().version());
        DiskUsage usage = a.facts().diskUsage();
        assertThat(usage.containers()).extracting(ContainerSummary::name).containsExactly("web");
        assertThat(usage.layersBytes()).isEqualTo(all.images().inspect("small").sizeBytes());
    }

    @Test
    void a_view_ends_neither_the_engine_nor_its_containers() {
        assertThatThrownBy(() -> a.endContainers(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class);
        a.close();
        assertThat(all.containers().create(request("still")).id()).hasSize(64);
        assertThat(a.seenBy(Access.FULL)).isSameAs(all);
    }

    @Test
    void a_scope_holds_after_the_engine_was_killed() {
        a.containers().create(mounting("web", "data:/data"));
        fixture.killAndOpen();
        Engine again = fixture.engine().seenBy(Access.within(A));
        assertThat(again.containers().find("web")).isPresent();
        assertThat(again.volumes().list(Filters.NONE)).hasSize(1);
        assertThat(
                        fixture.engine()
                                .seenBy(Access.within(Map.of("team", "b")))
                                .containers()
                                .find("web"))
                .isEmpty();
    }

    @Test
    void restraints_hold_on_what_is_resolved() {
        Access held = new Access(Map.of(), java.util.EnumSet.allOf(Restraint.class));
        Engine restrained = all.seenBy(held);
        String source = elsewhere.toString();
        refused(() -> restrained.containers().create(mounting("xx", source + ":/x")), "JSEC-R-011");
        for (HostConfig.SecurityConfig walls :
                List.of(
                        security(List.of("NET_RAW"), List.of()),
                        security(List.of(), List.of("seccomp={\"a\":1}")),
                        security(List.of(), List.of("jsec.proc=writable")))) {
            refused(
                    () ->
                            restrained
                                    .containers()
                                    .create(request("xx").with(HostConfig.DEFAULT.with(walls))),
                    "JSEC-R-012");
        }
        HostConfig.SecurityConfig tight = security(List.of(), List.of("no-new-privileges"));
        String id =
                restrained
                        .containers()
                        .create(
                                request("ok")
                                        .with(
                                                EngineFixture.config().toBuilder()
                                                        .env(List.of("KEY=secret", "N="))
                                                        .build())
                                        .with(HostConfig.DEFAULT.with(tight)))
                        .id();
        assertThat(restrained.containers().inspect(id, false).config().env())
                .containsExactly("KEY=(hidden)", "N=(hidden)");
        assertThat(all.containers().inspect(id, false).config().env())
                .containsExactly("KEY=secret", "N=");
        fixture.containers().start(id);
        refused(() -> restrained.containers().attach(id, attachment(true)), "JSEC-R-014");
        restrained.containers().attach(id, attachment(false)).close();
        ExecRequest typing = typing();
        refused(() -> restrained.execs().create(id, typing), "JSEC-R-014");
        String own = restrained.images().importRoot(SmallTar.root(), "own", "", "", List.of());
        refused(() -> restrained.images().remove(own, true, true), "JSEC-R-013");
        assertThat(restrained.images().remove(own, false, true)).isNotEmpty();
    }

    private static ExecRequest typing() {
        return new ExecRequest(
                List.of("sh"),
                List.of(),
                "",
                "",
                false,
                true,
                true,
                true,
                false,
                "",
                Optional.empty());
    }

    private static HostConfig.SecurityConfig security(List<String> caps, List<String> options) {
        return new HostConfig.SecurityConfig(
                false, caps, List.of(), List.of(), options, "", Map.of(), List.of(), 0);
    }

    @Test
    void a_directory_that_comes_with_volumes_from_is_one_too() {
        all.containers()
                .create(
                        mounting("web", elsewhere + ":/shared")
                                .with(EngineFixture.config().toBuilder().labels(A).build()));
        HostConfig from =
                HostConfig.DEFAULT.with(
                        new HostConfig.StorageConfig(
                                List.of(), List.of(), Map.of(), List.of("web"), false, 0));
        Engine held = all.seenBy(new Access(Map.of(), java.util.Set.of(Restraint.NO_BINDS)));
        refused(() -> held.containers().create(request("xx").with(from)), "JSEC-R-011");
        refused(() -> a.containers().create(request("xx").with(from)), "JSEC-R-024");
    }

    // Promise P40
    @Test
    void a_scope_has_no_directory_of_the_host_but_those_the_configuration_names() {
        refused(() -> a.containers().create(mounting("xx", elsewhere + ":/x")), "JSEC-R-024");
        all.containers().create(mounting("xx", elsewhere + ":/x"));
        List<MountPlan> mounts =
                List.of(
                        new MountPlan(
                                MountPlan.Kind.BIND,
                                "",
                                "/srv/a/b",
                                "/x",
                                false,
                                "",
                                false,
                                false,
                                ""));
        Access scoped = Access.within(A);
        for (String allowed : List.of("bind:/srv/a/b", "bind:/srv/a", "bind:/")) {
            assertThat(
                            RestraintRules.judge(
                                    scoped, HostConfig.DEFAULT, mounts, java.util.Set.of(allowed)))
                    .isEmpty();
        }
        for (String other : List.of("bind:/srv/a/b/c", "bind:/srv/a/bb", "network-host")) {
            assertThat(
                            RestraintRules.judge(
                                    scoped, HostConfig.DEFAULT, mounts, java.util.Set.of(other)))
                    .extracting(Admission.Denial::rule)
                    .containsExactly("JSEC-R-024");
        }
    }

    @Test
    void what_an_archive_holds_is_not_loaded_into_a_scope() {
        refused(() -> a.images().load(new ByteArrayInputStream("x".getBytes(UTF_8))), "JSEC-R-023");
    }
}
