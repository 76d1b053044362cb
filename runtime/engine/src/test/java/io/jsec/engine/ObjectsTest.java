package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists, execs, images, volumes, events and facts of one engine. */
class ObjectsTest {
    @TempDir Path directory;

    EngineFixture fixture;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> names(String key, String... values) {
        ListRequest request =
                new ListRequest(true, OptionalInt.empty(), false, Filters.of(key, values));
        return fixture.containers().list(request).stream().map(ContainerSummary::name).toList();
    }

    private String labelled(String name, Map<String, String> labels) {
        ContainerConfig config = EngineFixture.config().toBuilder().labels(labels).build();
        return fixture.containers()
                .create(CreateRequest.of(EngineFixture.IMAGE).with(config).named(name))
                .id();
    }

    @Test
    void a_list_is_narrowed_by_every_key() {
        String web = labelled("web-1", Map.of("tier", "front"));
        String db = labelled("db-1", Map.of("tier", "back"));
        fixture.containers().start(db);
        assertThat(names("name", "web")).containsExactly("web-1");
        assertThat(names("name", "^/db")).containsExactly("db-1");
        assertThat(names("label", "tier=back")).containsExactly("db-1");
        assertThat(names("label", "tier")).containsExactly("db-1", "web-1");
        assertThat(names("label!", "tier=back")).containsExactly("web-1");
        assertThat(names("status", "created")).containsExactly("web-1");
        assertThat(names("status", "created", "running")).hasSize(2);
        assertThat(names("id", web.substring(0, 8))).containsExactly("web-1");
        assertThat(names("ancestor", "small")).hasSize(2);
        assertThat(names("ancestor", "other")).isEmpty();
        assertThat(names("before", "db-1")).containsExactly("web-1");
        assertThat(names("since", "web-1")).containsExactly("db-1");
        assertThat(names("network", "none")).hasSize(2);
        assertThat(names("health", "none")).hasSize(2);
        fixture.process(db).exit(3);
        fixture.awaitEnd(db);
        assertThat(names("exited", "3")).containsExactly("db-1");
        assertThat(names("exited", "4")).isEmpty();
        assertThatThrownBy(() -> names("colour", "red")).hasMessage("invalid filter 'colour'");
        assertThatThrownBy(() -> names("status", "asleep"))
                .hasMessage("invalid filter 'status=asleep'");
        assertThatThrownBy(() -> names("before", "nobody")).hasMessage("No such container: nobody");
    }

    @Test
    void a_plain_list_shows_what_runs_and_a_limit_the_newest() {
        fixture.create("old");
        fixture.run("new");
        assertThat(fixture.containers().list(ListRequest.RUNNING))
                .extracting(ContainerSummary::name)
                .containsExactly("new");
        ListRequest last = new ListRequest(false, OptionalInt.of(2), true, Filters.NONE);
        List<ContainerSummary> two = fixture.containers().list(last);
        assertThat(two).extracting(ContainerSummary::name).containsExactly("new", "old");
        assertThat(two.getFirst().status()).startsWith("Up ");
        assertThat(two.getFirst().image()).isEqualTo(EngineFixture.IMAGE);
        assertThat(two.getFirst().sizes()).isPresent();
    }

    @Test
    void a_process_joins_and_its_code_can_be_asked_for() throws Exception {
        String id = fixture.run("web");
        String exec = fixture.engine().execs().create("web", ExecRequest.of("ls"));
        try (AttachSession session =
                fixture.engine().execs().start(exec, false, Optional.empty()).orElseThrow()) {
            assertThat(fixture.containers().inspect(id, false).execIds()).containsExactly(exec);
            fixture.process(exec).say("listed");
            fixture.process(exec).exit(4);
            assertThat(EngineFixture.text(session)).isEqualTo("listed");
        }
        ExecView view = fixture.engine().execs().inspect(exec);
        assertThat(view.exitCode()).hasValue(4);
        assertThat(view.running()).isFalse();
        assertThatThrownBy(() -> fixture.engine().execs().start(exec, true, Optional.empty()))
                .hasMessageContaining("is already running");
    }

    @Test
    void a_process_that_ends_before_its_start_is_answered_loses_no_output() {
        fixture.run("web");
        fixture.launcher().execsEndAtOnce();
        String exec = fixture.engine().execs().create("web", ExecRequest.of("quick"));
        try (AttachSession session =
                fixture.engine().execs().start(exec, false, Optional.empty()).orElseThrow()) {
            assertThat(EngineFixture.text(session)).isEqualTo("quick");
        }
        assertThat(fixture.engine().execs().inspect(exec).exitCode()).hasValue(0);
    }

    @Test
    void a_process_joins_nothing_that_does_not_run() {
        fixture.create("web");
        assertThatThrownBy(() -> fixture.engine().execs().create("web", ExecRequest.of("ls")))
                .hasMessageContaining("is not running");
        assertThatThrownBy(() -> fixture.engine().execs().inspect("nothing"))
                .hasMessage("No such exec instance: nothing");
        fixture.run("up");
        assertThatThrownBy(() -> fixture.engine().execs().create("up", ExecRequest.of("")))
                .hasMessage("No exec command specified");
    }

    @Test
    void health_is_checked_in_the_container() throws Exception {
        HealthConfig check =
                new HealthConfig(
                        List.of("CMD", "check"),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(5),
                        Duration.ZERO,
                        Duration.ZERO,
                        1);
        ContainerConfig config =
                EngineFixture.config().toBuilder().healthcheck(Optional.of(check)).build();
        String id =
                fixture.containers()
                        .create(CreateRequest.of(EngineFixture.IMAGE).with(config))
                        .id();
        try (EventStream events =
                fixture.engine()
                        .events()
                        .follow(
                                new EventsRequest(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Filters.of("event", "health_status")))) {
            fixture.containers().start(id);
            FakeProcess first = awaitProbe(id);
            first.say("fine");
            first.exit(0);
            assertThat(events.next().orElseThrow().action()).isEqualTo("health_status: healthy");
            awaitProbe(id).exit(1);
            assertThat(events.next().orElseThrow().action()).isEqualTo("health_status: unhealthy");
        }
        HealthView health = fixture.containers().inspect(id, false).health().orElseThrow();
        assertThat(health.log().getFirst().output()).isEqualTo("fine");
    }

    private FakeProcess awaitProbe(String id) throws InterruptedException {
        long deadline = System.nanoTime() + EngineFixture.SOON.toNanos();
        while (System.nanoTime() < deadline) {
            for (String each : fixture.launcher().ids()) {
                if (!each.equals(id) && fixture.process(each).running()) {
                    return fixture.process(each);
                }
            }
            Thread.sleep(2);
        }
        throw new AssertionError("nothing checks");
    }

    @Test
    void images_are_listed_with_their_containers_and_kept_for_them() {
        String id = fixture.create("web");
        Images images = fixture.engine().images();
        Images.ImageSummary summary = images.list(false, Filters.NONE).getFirst();
        assertThat(summary.repoTags()).containsExactly("small:latest");
        assertThat(summary.containers()).isEqualTo(1);
        assertThatThrownBy(() -> images.remove("small", false, true))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.kind())
                                        .isInstanceOf(EngineException.Kind.Conflict.class));
        images.tag("small", "other", "v1");
        assertThat(images.inspect("other:v1").id()).isEqualTo(summary.id());
        assertThat(images.history("small")).hasSize(1);
        fixture.containers().remove(id, new RemoveRequest(false, false));
        assertThat(images.remove("other:v1", false, true))
                .containsExactly(new Images.ImageDeletion(true, "other:v1"));
        assertThat(images.remove("small", false, true)).hasSizeGreaterThan(1);
        assertThat(images.list(true, Filters.NONE)).isEmpty();
        assertThatThrownBy(() -> images.inspect("small")).hasMessage("No such image: small:latest");
    }

    @Test
    void an_image_travels_as_an_archive() {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        fixture.engine().images().save(List.of("small"), archive);
        fixture.engine().images().remove("small", true, true);
        ImageLoad load =
                fixture.engine().images().load(new ByteArrayInputStream(archive.toByteArray()));
        assertThat(load.images())
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.id()).startsWith("sha256:");
                    assertThat(image.names()).containsExactly("small:latest");
                });
        assertThatThrownBy(() ->
                        fixture.engine()
                                .images()
                                .load(new ByteArrayInputStream("nonsense".getBytes(UTF_8))))
                .isInstanceOf(EngineException.class);
    }

    private HostConfig mounting(String... binds) {
        return HostConfig.DEFAULT.with(HostConfig.StorageConfig.DEFAULT.withBinds(binds));
    }

    @Test
    void a_volume_in_use_stays() {
        String id = fixture.create("web", mounting("data:/data"));
        Volumes volumes = fixture.engine().volumes();
        assertThat(volumes.inspect("data").references()).isEqualTo(1);
        assertThat(Path.of(volumes.inspect("data").mountpoint())).isDirectory();
        assertThatThrownBy(() -> volumes.remove("data", false))
                .hasMessage("remove data: volume is in use - [" + id + "]");
        fixture.containers().remove("web", new RemoveRequest(false, true));
        assertThat(volumes.list(Filters.of("dangling", "true"))).hasSize(1);
        volumes.remove("data", false);
        assertThatThrownBy(() -> volumes.inspect("data")).hasMessage("get data: no such volume");
        volumes.remove("data", true);
    }

    @Test
    void anonymous_volumes_go_with_their_container_only_when_asked() throws Exception {
        ContainerConfig config =
                EngineFixture.config().toBuilder().volumes(java.util.Set.of("/cache")).build();
        CreateRequest request = CreateRequest.of(EngineFixture.IMAGE).with(config);
        String kept = fixture.containers().create(request).id();
        String gone = fixture.containers().create(request).id();
        assertThat(fixture.engine().volumes().list(Filters.NONE)).hasSize(2);
        fixture.containers().remove(gone, new RemoveRequest(false, true));
        fixture.containers().remove(kept, new RemoveRequest(false, false));
        VolumeView left = fixture.engine().volumes().list(Filters.NONE).getFirst();
        assertThat(left.anonymous()).isTrue();
        Files.writeString(Path.of(left.mountpoint()).resolve("file"), "123");
        fixture.engine()
                .volumes()
                .create(new VolumeRequest("named", "", Map.of(), Map.of("a", "b")));
        PruneReport report = fixture.engine().volumes().prune(Filters.NONE);
        assertThat(report).isEqualTo(new PruneReport(List.of(left.name()), 3));
        assertThat(fixture.engine().volumes().list(Filters.of("label", "a"))).hasSize(1);
        assertThat(fixture.engine().volumes().prune(Filters.of("all", "1")).removed())
                .containsExactly("named");
    }

    @Test
    void a_volume_whose_directory_cannot_be_made_is_not_there() throws Exception {
        Volumes volumes = fixture.engine().volumes();
        VolumeView there = volumes.create(new VolumeRequest("there", "", Map.of(), Map.of()));
        Path top = Path.of(there.mountpoint()).resolve("../..").normalize();
        Path inTheWay = Files.writeString(top.resolve("taken"), "somebody's");
        VolumeRequest taken = new VolumeRequest("taken", "", Map.of(), Map.of());

        assertThatThrownBy(() -> volumes.create(taken))
                .hasMessageContaining("making the volume taken");

        assertThat(volumes.list(Filters.NONE)).extracting(VolumeView::name).containsOnly("there");
        assertThat(inTheWay).hasContent("somebody's");
        Files.delete(inTheWay);
        assertThat(Path.of(volumes.create(taken).mountpoint())).isDirectory();
    }

    @Test
    void volumes_take_no_options_and_no_other_driver() {
        Volumes volumes = fixture.engine().volumes();
        assertThatThrownBy(() -> volumes.create(new VolumeRequest("a1", "nfs", Map.of(), Map.of())))
                .hasMessageContaining("volume driver nfs");
        assertThatThrownBy(() ->
                        volumes.create(
                                new VolumeRequest("a1", "", Map.of("type", "nfs"), Map.of())))
                .hasMessageContaining("volume option type");
        assertThatThrownBy(() -> volumes.create(new VolumeRequest("a/b", "", Map.of(), Map.of())))
                .hasMessageContaining("includes invalid characters");
        VolumeView made = volumes.create(new VolumeRequest("same", "", Map.of(), Map.of()));
        assertThat(volumes.create(new VolumeRequest("same", "", Map.of(), Map.of())))
                .isEqualTo(made);
    }

    private List<String> past(Filters filters) {
        List<String> actions = new ArrayList<>();
        try (EventStream stream =
                fixture.engine()
                        .events()
                        .follow(
                                new EventsRequest(
                                        Optional.of(java.time.Instant.EPOCH),
                                        Optional.of(java.time.Instant.now()),
                                        filters))) {
            Optional<EventMessage> message = stream.next();
            while (message.isPresent()) {
                actions.add(message.get().action());
                message = stream.next();
            }
        }
        return actions;
    }

    @Test
    void a_life_is_told_in_order() {
        String id = fixture.create("web");
        fixture.containers().start(id);
        fixture.containers().stop(id, StopRequest.DEFAULT);
        fixture.containers().remove(id, new RemoveRequest(false, false));
        assertThat(past(Filters.of("container", "web")))
                .containsExactly("create", "start", "kill", "die", "stop", "destroy");
        assertThat(past(Filters.of("event", "die", "start"))).containsExactly("start", "die");
        assertThat(past(Filters.of("type", "image"))).containsExactly("import");
        assertThat(past(Filters.of("image", "small"))).contains("create", "start");
        assertThatThrownBy(() -> past(Filters.of("colour", "red")))
                .hasMessage("invalid filter 'colour'");
    }

    @Test
    void who_follows_hears_what_comes_and_ends_when_closed() throws Exception {
        EventStream stream = fixture.engine().events().follow(EventsRequest.NEW);
        String id = fixture.create("web");
        EventMessage message = stream.next().orElseThrow();
        assertThat(message.actor()).isEqualTo(id);
        assertThat(message.attributes())
                .containsEntry("name", "web")
                .containsEntry("image", EngineFixture.IMAGE);
        Thread reader = Thread.ofVirtual().start(() -> assertThat(stream.next()).isEmpty());
        stream.close();
        assertThat(reader.join(EngineFixture.SOON)).isTrue();
    }

    @Test
    void facts_count_and_warn() {
        fixture.create("idle");
        fixture.run("runs");
        InfoView info = fixture.engine().facts().info();
        assertThat(info.counts()).isEqualTo(new InfoView.Counts(2, 1, 0, 1, 1));
        assertThat(info.securityOptions())
                .contains(
                        "name=seccomp,profile=hardened", "name=rootless", "name=no-new-privileges");
        assertThat(info.limits().memory()).isFalse();
        assertThat(info.warnings()).anyMatch(line -> line.contains("no limits can be held"));
        assertThat(info.id()).matches("[0-9a-f]{32}");
        assertThat(fixture.engine().facts().version().version()).isEqualTo("0.1.0");
        DiskUsage usage = fixture.engine().facts().diskUsage();
        assertThat(usage.containers()).hasSize(2);
        assertThat(usage.layersBytes()).isPositive();
        fixture.killAndOpen();
        assertThat(fixture.engine().facts().info().id()).isEqualTo(info.id());
    }

    @Test
    void freezing_needs_a_group_and_says_so() {
        fixture.run("web");
        assertThatThrownBy(() -> fixture.containers().pause("web"))
                .hasMessageContaining("docker pause is not supported")
                .hasMessageContaining("jsec setup");
        assertThat(fixture.state("web")).isEqualTo("running");
    }

    @Test
    void an_image_of_what_runs_needs_a_group_or_no_pause() {
        fixture.run("web");
        assertThatThrownBy(() -> fixture.containers().commit("web", commit(true)))
                .hasMessageContaining("docker commit of a container that runs")
                .hasMessageContaining("Instead: docker commit --pause=false, jsec setup");
        assertThat(fixture.containers().commit("web", commit(false))).startsWith("sha256:");
        assertThat(fixture.state("web")).isEqualTo("running");
    }

    private static CommitRequest commit(boolean pause) {
        return new CommitRequest("", "", "", "", pause, List.of(), Optional.empty());
    }
}
