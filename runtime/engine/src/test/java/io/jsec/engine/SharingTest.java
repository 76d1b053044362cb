package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers that share a label with what their maker made: reapers of test sessions. */
@Timeout(60)
class SharingTest {
    private static final String SESSION = "org.testcontainers.sessionId";
    private static final Map<String, String> S1 = Map.of(SESSION, "s1");
    private static final Access ANN = Access.within(Map.of("io.jsec.owner", "7"));
    private static final Access BOB = Access.within(Map.of("io.jsec.owner", "8"));

    @TempDir Path folder;
    private final ToldDoor door = new ToldDoor();
    private EngineFixture fixture;
    private Path api = Path.of("/");

    @BeforeEach
    void open() throws IOException {
        api = Files.createFile(folder.resolve("api.sock"));
        fixture = new EngineFixture(folder, sockets(new SharedLabel(SESSION, "ryuk-")));
    }

    private OwnSockets sockets(SharedLabel... shared) {
        return new OwnSockets(true, List.of(api), door, List.of(shared));
    }

    @AfterEach
    void close() {
        fixture.close();
        door.vanish();
    }

    private Engine seenBy(Access access) {
        return fixture.engine().seenBy(access);
    }

    private static CreateRequest request(String name, Map<String, String> labels) {
        return CreateRequest.of(EngineFixture.IMAGE)
                .with(EngineFixture.config().toBuilder().labels(labels).build())
                .named(name);
    }

    private CreateRequest reaper(String name, Map<String, String> labels) {
        return request(name, labels)
                .with(
                        HostConfig.DEFAULT.with(
                                HostConfig.StorageConfig.DEFAULT.withBinds(api + ":/x.sock")));
    }

    private static String made(Engine by, String name, Map<String, String> labels) {
        return by.containers().create(request(name, labels)).id();
    }

    private static void volume(Engine by, String name, Map<String, String> labels) {
        by.volumes().create(new VolumeRequest(name, "", Map.of(), labels));
    }

    /** A container that is made and started, and what it sees by its socket. */
    private Engine started(Engine by, CreateRequest request) {
        String id = by.containers().create(request).id();
        by.containers().start(id);
        return seenBy(access(id));
    }

    private Access access(String id) {
        OwnSockets.Sidecar sidecar =
                door.told.stream().filter(each -> each.container().equals(id)).findFirst().get();
        return new Access(sidecar.scope(), Set.of(), sidecar.shared());
    }

    private static List<String> names(Engine engine) {
        return engine.containers().list(ListRequest.ALL).stream()
                .map(ContainerSummary::name)
                .toList();
    }

    private static List<String> volumes(Engine engine) {
        return engine.volumes().list(Filters.NONE).stream().map(VolumeView::name).toList();
    }

    // Promise P82
    @Test
    void it_sees_what_its_maker_made_with_the_label_and_no_object_of_another() {
        Engine ann = seenBy(ANN);
        Engine bob = seenBy(BOB);
        Engine other = started(ann, reaper("other", Map.of()));
        Map<String, Engine> makers =
                Map.of("ann", ann, "bob", bob, "admin", fixture.engine(), "other", other);
        makers.forEach((who, by) -> {
            made(by, who + "-s1", S1);
            made(by, who + "-s2", Map.of(SESSION, "s2"));
            made(by, who + "-none", Map.of());
            volume(by, who + "-v1", S1);
            volume(by, who + "-v2", Map.of(SESSION, "s2"));
        });

        assertThat(names(started(ann, reaper("r1", S1)))).containsExactly("ann-s1");
        assertThat(volumes(started(ann, reaper("r2", S1)))).containsExactly("ann-v1");
        assertThat(names(started(bob, reaper("ryuk-s1", Map.of())))).containsExactly("bob-s1");
        assertThat(names(started(fixture.engine(), reaper("ryuk-s2", Map.of()))))
                .containsExactly("admin-s2");
        assertThat(volumes(started(fixture.engine(), reaper("r3", S1))))
                .containsExactly("admin-v1");
    }

    // Promise P82
    @Test
    void it_stays_within_the_scope_of_whoever_made_it() {
        Engine team = seenBy(Access.within(Map.of("team", "a")));
        made(team, "mine", S1);
        made(seenBy(Access.within(Map.of("team", "b"))), "theirs", S1);
        made(seenBy(Access.within(Map.of("team", "a", "io.jsec.owner", "7"))), "anns", S1);
        made(fixture.engine(), "nobodys", S1);

        Engine reaper = started(team, reaper("ryuk", S1));
        assertThat(names(reaper)).containsExactly("mine");
        String own = made(reaper, "own", S1);
        assertThat(fixture.containers().inspect(own, false).config().labels())
                .containsEntry("team", "a")
                .containsKey("io.jsec.scope");
        assertThat(names(reaper)).containsExactlyInAnyOrder("mine", "own");
    }

    // Promise P83
    @Test
    void it_removes_what_it_sees_and_hears_of_it() {
        Engine all = fixture.engine();
        String running = made(all, "running", S1);
        all.containers().start(running);
        String idle = made(all, "idle", S1);
        volume(all, "v1", S1);
        volume(all, "v2", S1);
        made(all, "kept", Map.of(SESSION, "s2"));
        volume(all, "kept", Map.of());
        String image = all.images().importRoot(SmallTar.root(), "mine", "", "", sessionImage());
        Engine reaper = started(all, reaper("ryuk-s1", Map.of()));
        Instant before = Instant.now();

        reaper.containers().kill(running, "KILL");
        assertThat(fixture.awaitEnd(running)).isEqualTo(137);
        reaper.containers().remove(running, new RemoveRequest(true, true));
        assertThat(reaper.containers().prune(Filters.NONE).removed()).containsExactly(idle);
        reaper.volumes().remove("v1", true);
        assertThat(reaper.volumes().prune(Filters.of("all", "true")).removed())
                .containsExactly("v2");
        assertThat(reaper.images().remove(image, false, true)).isNotEmpty();

        assertThat(names(all)).containsExactlyInAnyOrder("kept", "ryuk-s1");
        assertThat(volumes(all)).containsExactly("kept");
        assertThat(heard(reaper, before)).contains("running die", "running destroy", "v1 destroy");
        assertThat(heard(reaper, before)).noneMatch(each -> each.startsWith("kept"));
    }

    private static List<String> sessionImage() {
        return List.of("LABEL " + SESSION + "=s1");
    }

    private static List<String> heard(Engine engine, Instant since) {
        List<String> heard = new ArrayList<>();
        EventsRequest past =
                new EventsRequest(Optional.of(since), Optional.of(Instant.now()), Filters.NONE);
        try (EventStream stream = engine.events().follow(past)) {
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                EventMessage event = next.get();
                String name = event.attributes().getOrDefault("name", event.actor());
                heard.add(name + " " + event.action());
            }
        }
        return heard;
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.kind())
                                        .isEqualTo(
                                                new EngineException.Kind.Forbidden(
                                                        List.of("JSEC-R-025"))))
                .hasMessageStartingWith("JSEC-R-025 ")
                .hasMessageContaining(" refused: ")
                .hasMessageContaining(". Instead: ");
    }

    // Promise P84
    @Test
    void it_enters_and_uses_nothing_that_it_did_not_make() {
        Engine all = fixture.engine();
        String web = made(all, "web", S1);
        all.containers().start(web);
        String exec = all.execs().create(web, ExecRequest.of("ls"));
        volume(all, "data", S1);
        String image = all.images().importRoot(SmallTar.root(), "app", "", "", sessionImage());
        Engine reaper = started(all, reaper("ryuk-s1", Map.of()));
        Containers seen = reaper.containers();
        assertThat(seen.inspect("web", false).id()).isEqualTo(web);
        assertThat(reaper.execs().inspect(exec).containerId()).isEqualTo(web);

        refused(() -> reaper.execs().create("web", ExecRequest.of("sh")));
        refused(() -> reaper.execs().start(exec, true, Optional.empty()));
        refused(() -> reaper.execs().resize(exec, 1, 1));
        refused(() -> seen.attach("web", AttachRequest.OUTPUT));
        refused(() -> seen.stat("web", "/"));
        refused(() -> seen.getArchive("web", "/", new ByteArrayOutputStream()));
        refused(() -> seen.putArchive("web", "/", SmallTar.root(), false, false));
        refused(() -> seen.export("web", new ByteArrayOutputStream()));
        refused(() -> seen.commit("web", commit()));
        refused(() -> seen.rename("web", "mine"));
        refused(() -> seen.start("web"));
        refused(() -> seen.restart("web", StopRequest.DEFAULT));
        refused(() -> seen.pause("web"));
        refused(() -> seen.unpause("web"));
        refused(() -> seen.resize("web", 1, 1));
        refused(() -> seen.update("web", new UpdateRequest(Resources.DEFAULT, Optional.empty())));
        refused(() -> volume(reaper, "data", Map.of()));
        refused(() -> reaper.images().tag(image, "mine", ""));
        for (HostConfig host : uses()) {
            refused(() -> seen.create(request("thief", Map.of()).with(host)));
        }
        assertThatThrownBy(() ->
                        reaper.images().importRoot(SmallTar.root(), "app", "latest", "", List.of()))
                .hasMessageStartingWith("JSEC-R-022 the name app:latest refused: ");
        assertThat(names(all)).containsExactlyInAnyOrder("web", "ryuk-s1");
    }

    private static CommitRequest commit() {
        return new CommitRequest("mine", "1", "", "", false, List.of(), Optional.empty());
    }

    /** Its volume, its mounts and each of its namespaces. */
    private static List<HostConfig> uses() {
        HostConfig.StorageConfig from =
                new HostConfig.StorageConfig(
                        List.of(), List.of(), Map.of(), List.of("web"), false, 0);
        return List.of(
                HostConfig.DEFAULT.with(HostConfig.StorageConfig.DEFAULT.withBinds("data:/d")),
                HostConfig.DEFAULT.with(from),
                HostConfig.DEFAULT.with(spaces("container:web", "", "")),
                HostConfig.DEFAULT.with(spaces("default", "container:web", "")),
                HostConfig.DEFAULT.with(spaces("default", "", "container:web")));
    }

    private static HostConfig.NamespaceConfig spaces(String network, String pid, String ipc) {
        return new HostConfig.NamespaceConfig(network, pid, ipc, "", "");
    }

    @Test
    void neither_itself_nor_what_others_made_by_sockets_is_shared() {
        Engine all = fixture.engine();
        Engine ci = started(all, reaper("ci", S1));
        made(ci, "inner", S1);
        assertThat(names(ci)).containsExactly("inner");

        Engine second = started(all, reaper("second", S1));
        assertThat(names(second)).containsExactly("ci");
        assertThat(names(ci)).containsExactlyInAnyOrder("inner", "second");
    }

    @Test
    void the_client_is_told_what_is_shared() {
        Containers all = fixture.containers();
        assertThat(all.create(reaper("ryuk-s1", Map.of())).warnings())
                .singleElement()
                .asString()
                .endsWith(
                        "it sees and touches what was made that way, ends and removes what its"
                                + " maker made with the label "
                                + SESSION
                                + "=s1, and nothing else");
        assertThat(all.create(reaper("plain", Map.of())).warnings())
                .singleElement()
                .asString()
                .endsWith("it sees and touches what was made that way, and nothing else");
    }

    @Test
    void a_label_of_the_image_shares_nothing() {
        Engine all = fixture.engine();
        made(all, "mine", S1);
        all.images().importRoot(SmallTar.root(), "sly", "", "", sessionImage());
        CreateRequest asked = reaper("sly", Map.of());
        CreateRequest of = asked.with(asked.config().toBuilder().image("sly:latest").build());
        Engine sly = started(all, of);
        assertThat(fixture.containers().inspect("sly", false).config().labels())
                .containsEntry(SESSION, "s1");
        assertThat(names(sly)).isEmpty();
    }

    @Test
    void an_empty_value_shares_nothing() {
        Engine all = fixture.engine();
        made(all, "mine", Map.of(SESSION, ""));
        assertThat(names(started(all, reaper("ryuk-", Map.of())))).isEmpty();
        assertThat(names(started(all, reaper("r4", Map.of(SESSION, ""))))).isEmpty();
    }

    @Test
    void what_is_shared_is_fixed_when_the_container_is_made() {
        Engine all = fixture.engine();
        made(all, "mine", S1);
        made(all, "theirs", Map.of(SESSION, "s2"));
        String ryuk = all.containers().create(reaper("ryuk-s1", Map.of())).id();
        String late = all.containers().create(reaper("late", Map.of())).id();
        all.containers().rename("ryuk-s1", "ryuk-s2");
        all.containers().rename("late", "ryuk-s1");
        all.containers().start(ryuk);
        all.containers().start(late);

        assertThat(names(seenBy(access(ryuk)))).containsExactly("mine");
        assertThat(names(seenBy(access(late)))).isEmpty();
        assertThat(all.containers().inspect(ryuk, false).config().labels())
                .isEqualTo(Map.of("io.jsec.sidecar", ryuk, "io.jsec.shares." + SESSION, "s1"));

        fixture.kill();
        door.vanish();
        door.told.clear();
        fixture.reopen();
        assertThat(names(seenBy(access(ryuk)))).containsExactly("mine");
        assertThat(names(seenBy(access(late)))).isEmpty();
    }

    @Test
    void a_container_that_it_makes_shares_the_same() {
        Engine all = fixture.engine();
        made(all, "mine", S1);
        made(all, "theirs", Map.of(SESSION, "s2"));
        String id = all.containers().create(reaper("ryuk-s1", Map.of())).id();
        all.containers().start(id);
        Engine outer = seenBy(access(id));
        String nested = outer.containers().create(reaper("ryuk-s2", Map.of(SESSION, "s2"))).id();
        outer.containers().start(nested);

        assertThat(access(nested)).isEqualTo(access(id));
        assertThat(names(seenBy(access(nested)))).containsExactlyInAnyOrder("mine", "ryuk-s2");
    }

    @Test
    void no_client_says_of_itself_what_it_shares() {
        assertThatThrownBy(() ->
                        made(fixture.engine(), "sly", Map.of("io.jsec.shares." + SESSION, "s1")))
                .hasMessageContaining("is reserved");
        assertThatThrownBy(() -> made(fixture.engine(), "sly", Map.of("io.jsec.sidecar", "x")))
                .hasMessageContaining("is reserved");
    }

    @Test
    void where_no_label_is_configured_nothing_is_shared() throws IOException {
        fixture.close();
        Path second = Files.createDirectory(folder.resolve("second"));
        fixture = new EngineFixture(second, sockets());
        made(fixture.engine(), "mine", S1);
        assertThat(names(started(fixture.engine(), reaper("ryuk-s1", S1)))).isEmpty();
    }
}
