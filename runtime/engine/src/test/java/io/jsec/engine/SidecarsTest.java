package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.journal.Entry;
import io.jsec.launch.Step;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers that mount the engine's own socket, and get another one. */
@Timeout(60)
class SidecarsTest {
    @TempDir Path folder;
    private final ToldDoor doors = new ToldDoor();
    private Path api = Path.of("/");

    @BeforeEach
    void an_api() throws IOException {
        api = Files.createFile(folder.resolve("api.sock"));
    }

    @AfterEach
    void no_socket_is_left() {
        doors.vanish();
    }

    private EngineFixture fixture(boolean mediated) {
        return new EngineFixture(folder, new OwnSockets(mediated, List.of(api), doors));
    }

    private HostConfig mounting(String... binds) {
        return HostConfig.DEFAULT.with(HostConfig.StorageConfig.DEFAULT.withBinds(binds));
    }

    private static HostConfig from(String other) {
        return HostConfig.DEFAULT.with(
                new HostConfig.StorageConfig(
                        List.of(), List.of(), Map.of(), List.of(other), false, 0));
    }

    private CreateRequest request(String name, HostConfig host) {
        return CreateRequest.of(EngineFixture.IMAGE)
                .with(EngineFixture.config())
                .with(host)
                .named(name);
    }

    private Path file(String id) {
        return folder.resolve("sidecar").resolve(id);
    }

    /** Whether whoever listens is the one that the file leads to. */
    private static void connects(Path file, Fd listener) {
        try (Fd client = UnixSocket.connect(file, UnixSocket.Kind.STREAM);
                Fd accepted = UnixSocket.accept(listener)) {
            client.write(new byte[] {7});
            byte[] got = new byte[1];
            assertThat(accepted.read(got)).isEqualTo(1);
            assertThat(got[0]).isEqualTo((byte) 7);
        }
    }

    // Promise P76
    @Test
    void the_container_mounts_a_socket_of_its_own_and_never_the_engines() throws IOException {
        try (EngineFixture fixture = fixture(true)) {
            String id = fixture.run("ci", mounting(api + ":/run/x.sock", api + ":/y.sock:ro"));

            List<Step.Bind> binds =
                    fixture.launcher().plan(id).steps(Step.Bind.class).stream()
                            .filter(bind -> bind.target().endsWith(".sock"))
                            .toList();
            assertThat(binds).hasSize(2);
            assertThat(binds).extracting(Step.Bind::source).containsOnly(file(id).toString());
            assertThat(fixture.launcher().plan(id).steps(Step.Bind.class))
                    .extracting(Step.Bind::source)
                    .doesNotContain(api.toString());
            assertThat(Files.getPosixFilePermissions(file(id)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
            assertThat(Files.getPosixFilePermissions(file(id).getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            connects(file(id), Objects.requireNonNull(doors.listening.get(id)));
            assertThat(fixture.containers().inspect(id, false).mounts())
                    .extracting(MountPoint::type, MountPoint::source, MountPoint::readWrite)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("bind", api.toString(), true),
                            org.assertj.core.groups.Tuple.tuple("bind", api.toString(), false));
        }
    }

    @Test
    void a_policy_that_enforces_the_rule_over_engines_sockets_gives_none() throws IOException {
        try (EngineFixture fixture = fixture(true)) {
            fixture.engine()
                    .judgeBy(
                            new AdmissionPolicy(
                                    "own",
                                    Map.of("JSEC-C-501", AdmissionPolicy.Mode.ENFORCE),
                                    Optional.empty()));

            assertThatThrownBy(() ->
                            fixture.containers()
                                    .create(request("ci", mounting(api + ":/run/x.sock"))))
                    .hasMessageContaining("JSEC-C-501 container ci refused");
        }
    }

    // Promise P73
    @Test
    void its_scope_is_its_own_and_that_of_who_made_it() {
        Access ann = new Access(Map.of("io.jsec.owner", "7", "team", "a"), Set.of());
        try (EngineFixture fixture = fixture(true)) {
            String mine = fixture.run("mine", mounting(api + ":/x.sock"));
            Containers anns = fixture.engine().seenBy(ann).containers();
            String hers = anns.create(request("hers", mounting(api + ":/x.sock"))).id();
            anns.start(hers);

            assertThat(doors.told)
                    .containsExactly(
                            new OwnSockets.Sidecar(mine, Map.of("io.jsec.scope", mine)),
                            new OwnSockets.Sidecar(
                                    hers,
                                    Map.of(
                                            "io.jsec.scope",
                                            hers,
                                            "io.jsec.owner",
                                            "7",
                                            "team",
                                            "a")));
        }
    }

    @Test
    void what_it_makes_carries_its_scope_and_is_all_that_it_sees() {
        try (EngineFixture fixture = fixture(true)) {
            String id = fixture.run("ci", mounting(api + ":/x.sock"));
            Access access = new Access(doors.told.getFirst().scope(), Set.of());
            Containers seen = fixture.engine().seenBy(access).containers();
            assertThat(seen.list(ListRequest.ALL)).isEmpty();
            assertThat(seen.find(id)).isEmpty();

            String made = seen.create(request("made", HostConfig.DEFAULT)).id();
            assertThat(seen.list(ListRequest.ALL)).hasSize(1);
            assertThat(fixture.containers().inspect(made, false).config().labels())
                    .isEqualTo(Map.of("io.jsec.scope", id));
            String image =
                    seen.commit(
                            made,
                            new CommitRequest(
                                    "mine", "1", "", "", false, List.of(), Optional.empty()));
            Images images = fixture.engine().seenBy(access).images();
            assertThat(images.inspect(image).id()).isEqualTo(image);
            assertThat(images.remove(image, false, false)).isNotEmpty();
        }
    }

    // Promise P77
    @Test
    void a_client_that_may_less_gets_none() {
        try (EngineFixture fixture = fixture(true)) {
            Access held = Access.FULL.with(Restraint.NO_SOCKET);
            Containers seen = fixture.engine().seenBy(held).containers();
            assertThatThrownBy(() -> seen.create(request("less", mounting(api + ":/x.sock"))))
                    .hasMessageContaining("JSEC-R-015 -v " + api + ":/x.sock refused: ");
            String ours = fixture.create("ci", mounting(api + ":/x.sock"));
            assertThatThrownBy(() -> seen.create(request("heir", from(ours))))
                    .hasMessageContaining("JSEC-R-015");
        }
    }

    // Promise P73
    @Test
    void a_sidecar_that_a_sidecar_made_sees_what_that_one_sees_and_no_more() {
        try (EngineFixture fixture = fixture(true)) {
            String id = fixture.run("ci", mounting(api + ":/x.sock"));
            OwnSockets.Sidecar first = doors.told.getFirst();
            Access access = new Access(first.scope(), Set.of(Restraint.NO_BINDS));
            Containers seen = fixture.engine().seenBy(access).containers();
            String made = seen.create(request("ryuk", mounting(api + ":/x.sock"))).id();
            seen.start(made);

            assertThat(doors.told.getLast())
                    .isEqualTo(new OwnSockets.Sidecar(made, Map.of("io.jsec.scope", id)));
            assertThat(doors.told.getLast().head()).isEqualTo(id);
            assertThat(file(made)).isNotEqualTo(file(id));
        }
    }

    @Test
    void volumes_from_gives_another_socket_with_another_scope() {
        try (EngineFixture fixture = fixture(true)) {
            String first = fixture.run("first", mounting(api + ":/x.sock"));
            String second = fixture.run("second", from("first"));

            assertThat(doors.told)
                    .extracting(OwnSockets.Sidecar::container)
                    .containsExactly(first, second);
            assertThat(doors.told.getLast().scope()).isEqualTo(Map.of("io.jsec.scope", second));
        }
    }

    // Promise P75
    @Test
    void the_socket_is_the_same_after_the_engine_was_killed() {
        try (EngineFixture fixture = fixture(true)) {
            String id = fixture.run("ci", mounting(api + ":/x.sock"));
            fixture.kill();
            doors.vanish();
            try (Fd waiting = UnixSocket.connect(file(id), UnixSocket.Kind.STREAM)) {
                assertThat(waiting.isClosed()).isFalse();
                fixture.reopen();
                Fd listener = Objects.requireNonNull(doors.listening.get(id));
                try (Fd accepted = UnixSocket.accept(listener)) {
                    assertThat(accepted.isClosed()).isFalse();
                }
                connects(file(id), listener);
            }
            assertThat(doors.told).hasSize(2);
            assertThat(doors.told.getLast()).isEqualTo(doors.told.getFirst());
        }
    }

    // Promise P75
    @Test
    void the_socket_ends_with_each_run_and_the_next_has_a_new_one() {
        try (EngineFixture fixture = fixture(true)) {
            String id = fixture.run("ci", mounting(api + ":/x.sock"));
            fixture.process(id).exit(0);
            int _ = fixture.awaitEnd(id);
            assertThat(doors.listening).isEmpty();
            assertThat(Files.exists(file(id))).isFalse();

            fixture.containers().start(id);
            connects(file(id), Objects.requireNonNull(doors.listening.get(id)));
            fixture.containers().remove(id, new RemoveRequest(true, false));
            assertThat(doors.listening).isEmpty();
            assertThat(Files.exists(file(id))).isFalse();
        }
    }

    @Test
    void a_start_that_fails_leaves_no_socket() {
        try (EngineFixture fixture = fixture(true)) {
            String id = fixture.create("ci", mounting(api + ":/x.sock"));
            fixture.launcher().refuseNextStart(new Launcher.Outcome.Failed(0, 0, 2, "open", "x"));
            assertThatThrownBy(() -> fixture.containers().start(id))
                    .isInstanceOf(EngineException.class);
            assertThat(Files.exists(file(id))).isFalse();
            fixture.launcher().failNext("start", 5);
            assertThatThrownBy(() -> fixture.containers().start(id))
                    .isInstanceOf(EngineException.class);
            assertThat(Files.exists(file(id))).isFalse();
            assertThat(doors.told).isEmpty();
        }
    }

    @Test
    void files_of_containers_that_run_no_more_are_removed_by_the_next_engine() throws IOException {
        try (EngineFixture fixture = fixture(true)) {
            String id = fixture.run("ci", mounting(api + ":/x.sock"));
            fixture.kill();
            doors.vanish();
            Path stranger = Files.createFile(file("f".repeat(64)));
            fixture.launcher().die();
            fixture.reopen();
            assertThat(Files.exists(stranger)).isFalse();
            assertThat(Files.exists(file(id))).isFalse();
            assertThat(fixture.state("ci")).isEqualTo("exited");
        }
    }

    @Test
    void the_client_is_told_and_the_journal() {
        try (EngineFixture fixture = fixture(true)) {
            CreateResult made =
                    fixture.containers().create(request("ci", mounting(api + ":/x.sock")));
            assertThat(made.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("-v " + api + ":/x.sock narrowed: ")
                    .contains("role sidecar");
            assertThat(fixture.journal().entries())
                    .filteredOn(Entry.Decision.class::isInstance)
                    .singleElement()
                    .satisfies(entry -> {
                        Entry.Decision decision = (Entry.Decision) entry;
                        assertThat(decision.verdict()).isEqualTo(Entry.Verdict.NARROW);
                        assertThat(decision.rule().toString()).isEqualTo("JSEC-C-501");
                    });
        }
    }

    // Promise P76
    @Test
    void where_none_are_given_the_mount_is_refused_by_name() {
        try (EngineFixture fixture = fixture(false)) {
            assertThatThrownBy(() -> fixture.create("ci", mounting(api + ":/x.sock")))
                    .hasMessageStartingWith("JSEC-C-501 -v " + api + " refused: ")
                    .hasMessageContaining("sidecar-socket");
        }
    }

    @Test
    void copying_out_of_the_target_reads_no_file_of_the_host() {
        try (EngineFixture fixture = fixture(true)) {
            String id = fixture.create("ci", mounting(api + ":/x.sock"));
            assertThat(fixture.containers().find(id)).contains(id);
            MountPlan asked =
                    new MountPlan(
                            MountPlan.Kind.SOCKET,
                            "",
                            api.toString(),
                            "/x.sock",
                            false,
                            "",
                            false,
                            false,
                            "");
            assertThat(Archives.mount(Records.container("ci", asked), "/x.sock")).isEmpty();
        }
    }

    @Test
    void nobody_is_served_where_no_container_asks() {
        try (EngineFixture fixture = fixture(true)) {
            String id = fixture.run("plain");
            assertThat(doors.told).isEmpty();
            assertThatThrownBy(() -> UnixSocket.connect(file(id), UnixSocket.Kind.STREAM))
                    .isInstanceOf(LinuxException.class);
        }
    }
}
