package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901234Z");

    @TempDir Path directory;

    private SqliteStore open() {
        return SqliteStore.open(directory.resolve("state.db"), directory.resolve("native"));
    }

    /** Every kind of member there is, none at its default. */
    private static ContainerRecord full(ContainerState state) {
        ContainerConfig config =
                ContainerConfig.builder("small")
                        .names("host", "domain")
                        .user("web")
                        .streams(new ContainerConfig.StreamConfig(true, false, true, true, true))
                        .exposedPorts(Set.of("80/tcp"))
                        .tty(true)
                        .env(List.of("A=1"))
                        .cmd("one", "two")
                        .entrypoint(Optional.of(List.of()))
                        .healthcheck(
                                Optional.of(
                                        new HealthConfig(
                                                List.of("CMD", "x"),
                                                Duration.ofSeconds(1),
                                                Duration.ofMillis(2),
                                                Duration.ZERO,
                                                Duration.ZERO,
                                                3)))
                        .volumes(Set.of("/v"))
                        .workingDir("/w")
                        .labels(Map.of("k", "v"))
                        .stop("INT", OptionalInt.of(5))
                        .build();
        HostConfig host =
                HostConfig.DEFAULT
                        .with(new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, 3))
                        .with(new LogConfig("local", Map.of("max-size", "1m")))
                        .with(HostConfig.SecurityConfig.DEFAULT.withSecurityOpt("jsec.degrade=1"));
        MountPlan volume =
                new MountPlan(MountPlan.Kind.VOLUME, "v", "/s", "/t", true, "ro", true, true, "");
        ContainerRecord.Lease lease =
                new ContainerRecord.Lease(
                        OptionalInt.of(4), "slot 4", List.of("loose"), List.of("warn"));
        return ContainerRecord.of(
                        Records.ID,
                        "web",
                        NOW,
                        "sha256:x",
                        List.of("sha256:y"),
                        config,
                        host,
                        List.of(volume))
                .complete()
                .in(state)
                .restarted(2)
                .stoppedByUser(true)
                .with(lease)
                .dropped(99);
    }

    @Test
    void every_state_comes_back_as_it_was() {
        ContainerState.Past past = new ContainerState.Past(NOW, NOW, 3, true, "why");
        List<ContainerState> states =
                List.of(
                        new ContainerState.Created(past),
                        new ContainerState.Running(7, past),
                        new ContainerState.Paused(7, past),
                        new ContainerState.Restarting(past),
                        new ContainerState.Removing(past),
                        new ContainerState.Exited(past),
                        new ContainerState.Dead(past));
        for (ContainerState state : states) {
            try (SqliteStore store = open()) {
                store.put(full(state));
            }
            try (SqliteStore store = open()) {
                assertThat(store.containers()).containsExactly(full(state));
            }
        }
    }

    @Test
    void rows_are_replaced_and_removed() {
        try (SqliteStore store = open()) {
            ContainerRecord record = Records.container("one");
            store.put(record);
            store.put(record.named("two"));
            assertThat(store.containers()).containsExactly(record.named("two"));
            store.removeContainer(record.id());
            assertThat(store.containers()).isEmpty();
            VolumeRecord volume = new VolumeRecord("v", NOW, Map.of("a", "b"), true);
            store.put(volume);
            assertThat(store.volumes()).containsExactly(volume);
            store.removeVolume("v");
            assertThat(store.volumes()).isEmpty();
        }
    }

    private static ExecRecord exec(String id) {
        ExecRequest request =
                new ExecRequest(
                        List.of("sh", "-c", "true"),
                        List.of("A=1"),
                        "/w",
                        "web:web",
                        true,
                        true,
                        false,
                        true,
                        false,
                        "ctrl-a",
                        Optional.of(new HostConfig.ConsoleSize(3, 4)));
        return new ExecRecord(id, Records.ID, request, NOW, true, true, OptionalInt.of(3));
    }

    private static HealthRecord health(String status) {
        HealthView.Result result = new HealthView.Result(NOW, NOW.plusSeconds(1), 2, "why");
        return new HealthRecord(Records.ID, NOW, new HealthView(status, 4, List.of(result)));
    }

    @Test
    void processes_and_health_come_back_as_they_were() {
        try (SqliteStore store = open()) {
            store.put(Records.container("one"));
            store.put(exec("e1"));
            store.put(health("starting"));
            store.put(health("unhealthy"));
        }
        try (SqliteStore store = open()) {
            assertThat(store.execs()).containsExactly(exec("e1"));
            assertThat(store.healths()).containsExactly(health("unhealthy"));
            store.removeExec("e1");
            assertThat(store.execs()).isEmpty();
        }
    }

    @Test
    void processes_and_health_stay_where_their_container_is_renamed_and_go_with_it() {
        try (SqliteStore store = open()) {
            ContainerRecord record = Records.container("one");
            store.put(record);
            store.put(exec("e1"));
            store.put(health("healthy"));
            store.put(record.named("two"));
            assertThat(store.execs()).hasSize(1);
            assertThat(store.healths()).hasSize(1);
            store.removeContainer(record.id());
            assertThat(store.execs()).isEmpty();
            assertThat(store.healths()).isEmpty();
        }
    }

    @Test
    void nothing_is_kept_of_a_process_whose_container_is_gone() {
        try (SqliteStore store = open()) {
            assertThatThrownBy(() -> store.put(exec("e1"))).isInstanceOf(EngineException.class);
            assertThat(store.execs()).isEmpty();
        }
    }

    @Test
    void a_file_of_the_first_schema_keeps_what_it_has() throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("state.db");
        SqliteLibrary.prepare(directory.resolve("native"));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE container (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
                            + " document TEXT NOT NULL) WITHOUT ROWID");
            statement.execute(
                    "CREATE TABLE volume (name TEXT PRIMARY KEY, document TEXT NOT NULL)"
                            + " WITHOUT ROWID");
            statement.execute(
                    "CREATE TABLE engine (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
                            + " WITHOUT ROWID");
            statement.execute("INSERT INTO engine VALUES ('id', 'of-old')");
            statement.execute("PRAGMA user_version = 1");
        }
        try (SqliteStore store = open()) {
            assertThat(store.engineId()).isEqualTo("of-old");
            store.put(Records.container("one"));
            store.put(exec("e1"));
            assertThat(store.execs()).hasSize(1);
        }
    }

    @Test
    void a_name_stands_there_once() {
        try (SqliteStore store = open()) {
            ContainerRecord one = Records.container("same");
            store.put(one);
            ContainerRecord other =
                    ContainerRecord.of(
                                    "d".repeat(64),
                                    "same",
                                    one.created(),
                                    one.imageId(),
                                    one.layers(),
                                    one.config(),
                                    one.host(),
                                    List.of())
                            .complete();
            assertThatThrownBy(() -> store.put(other)).isInstanceOf(EngineException.class);
        }
    }

    @Test
    void a_write_that_failed_hinders_none_after_it() {
        try (SqliteStore store = open()) {
            ContainerRecord one = Records.container("same");
            store.put(one);
            ExecRecord stray =
                    new ExecRecord(
                            "e1",
                            "nobody",
                            ExecRequest.of("true"),
                            NOW,
                            false,
                            false,
                            OptionalInt.empty());
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> store.put(stray)).isInstanceOf(EngineException.class);
            }
            store.put(exec("e1"));
            assertThat(store.execs()).hasSize(1);
        }
    }

    @Test
    void a_reserve_is_taken_once_and_stays_where_the_engine_is_killed() throws Exception {
        Path log = directory.resolve("state.db-wal");
        try (SqliteStore store = open()) {
            store.put(Records.container("one"));
            long reserved = Files.size(log);
            assertThat(reserved).isGreaterThanOrEqualTo(1 << 20);
            for (int i = 0; i < 1000; i++) {
                store.put(Records.container("name" + i));
            }
            assertThat(Files.size(log))
                    .as("the log begins anew in time")
                    .isLessThan(reserved + (1 << 16));
        }
        String url = "jdbc:sqlite:" + directory.resolve("state.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                java.sql.ResultSet row = statement.executeQuery("PRAGMA freelist_count")) {
            assertThat(row.getInt(1)).isGreaterThan(100);
        }
        long size = Files.size(directory.resolve("state.db"));
        for (int i = 0; i < 10; i++) {
            open().close();
        }
        assertThat(Files.size(directory.resolve("state.db"))).isLessThan(size + 8 * 4096);
    }

    @Test
    void nothing_of_it_is_mapped_so_that_no_file_system_ends_the_process() throws Exception {
        try (SqliteStore store = open()) {
            store.put(Records.container("one"));

            assertThat(directory.resolve("state.db-wal")).isNotEmptyFile();
            assertThat(directory.resolve("state.db-shm")).doesNotExist();
        }
        try (SqliteStore again = open()) {
            assertThat(again.containers()).hasSize(1);
            assertThat(directory.resolve("state.db-shm")).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "13 | x | no space left on device",
                "8 | x | the file system is read-only",
                "1032 | x | the file system is read-only",
                "778 | [SQLITE_IOERR_WRITE] x | the disk takes no writes (a quota is used up, it is"
                        + " read-only, or it fails): [SQLITE_IOERR_WRITE] x",
                "1 | no such table | no such table",
            })
    void what_a_disk_did_is_said_in_words(int code, String message, String words) {
        assertThat(SqliteStore.why(code, message)).isEqualTo(words);
    }

    @Test
    void the_engines_id_is_made_once() {
        String id;
        try (SqliteStore store = open()) {
            id = store.engineId();
        }
        try (SqliteStore store = open()) {
            assertThat(store.engineId()).isEqualTo(id).matches("[0-9a-f]{32}");
        }
    }

    @Test
    void a_file_of_a_later_schema_is_left_alone() throws Exception {
        open().close();
        String url = "jdbc:sqlite:" + directory.resolve("state.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + (SqliteStore.SCHEMA + 1));
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("was written by a later jsec");
    }

    @Test
    void a_file_that_is_no_database_is_said() throws Exception {
        Files.writeString(directory.resolve("state.db"), "x".repeat(4096));
        assertThatThrownBy(this::open)
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("state.db");
    }

    @Test
    void the_native_library_lies_in_a_directory_of_its_own() throws Exception {
        open().close();
        Path library = directory.resolve("native/libsqlitejdbc.so");
        assertThat(library).isRegularFile();
        assertThat(Files.getPosixFilePermissions(directory.resolve("native"))).hasSize(3);
        Files.delete(library);
        Files.writeString(library, "stale");
        SqliteLibrary.prepare(directory.resolve("native"));
        assertThat(Files.size(library)).isGreaterThan(100_000);
    }
}
