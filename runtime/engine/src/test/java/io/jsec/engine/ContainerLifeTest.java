package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLifeTest {
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

    private static void refuses(Runnable request, Class<?> kind, String words) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isInstanceOf(kind))
                .hasMessageContaining(words);
    }

    @Test
    void a_container_is_created_started_and_ends_with_its_code() {
        String id = fixture.create("web");
        assertThat(fixture.state(id)).isEqualTo("created");

        fixture.containers().start("web");
        assertThat(fixture.state(id)).isEqualTo("running");
        try (WaitTicket ticket = fixture.containers().await(id, WaitCondition.NEXT_EXIT)) {
            fixture.process(id).exit(7);
            assertThat(ticket.await(EngineFixture.SOON).orElseThrow().exitCode()).isEqualTo(7);
        }
        ContainerView view = fixture.containers().inspect("web", false);
        assertThat(view.state().status().word()).isEqualTo("exited");
        assertThat(view.state().past().exitCode()).isEqualTo(7);
        assertThat(view.argv()).containsExactly("/bin/sh");
        assertThat(fixture.launcher().ids()).isEmpty();
    }

    @Test
    void an_image_that_is_not_there_is_said_in_dockers_words() {
        refuses(
                () -> fixture.containers().create(CreateRequest.of("nowhere")),
                EngineException.Kind.NotFound.class,
                "No such image: nowhere:latest");
    }

    @Test
    void a_name_is_given_once() {
        String id = fixture.create("web");
        refuses(
                () -> fixture.create("web"),
                EngineException.Kind.Conflict.class,
                "Conflict. The container name \"/web\" is already in use by container \""
                        + id
                        + "\". You have to remove (or rename) that container to be able to reuse"
                        + " that name.");
    }

    @Test
    void a_container_is_found_by_the_start_of_its_id_and_with_a_slash() {
        String id = fixture.create("web");
        assertThat(fixture.containers().find(id.substring(0, 6))).contains(id);
        assertThat(fixture.containers().find("/web")).contains(id);
        refuses(
                () -> fixture.containers().start("other"),
                EngineException.Kind.NotFound.class,
                "No such container: other");
    }

    @Test
    void what_runs_is_not_started_twice_and_what_does_not_is_not_stopped() {
        String id = fixture.run("web");
        refuses(
                () -> fixture.containers().start(id),
                EngineException.Kind.NotModified.class,
                "already running");
        fixture.containers().stop(id, StopRequest.DEFAULT);
        refuses(
                () -> fixture.containers().stop(id, StopRequest.DEFAULT),
                EngineException.Kind.NotModified.class,
                "already stopped");
    }

    @Test
    void a_stop_asks_first() {
        String id = fixture.run("web");
        FakeProcess process = fixture.process(id);
        fixture.containers().stop(id, StopRequest.DEFAULT);
        assertThat(process.signals()).containsExactly(15);
        assertThat(fixture.containers().inspect(id, false).state().past().exitCode())
                .isEqualTo(143);
    }

    @Test
    void who_ignores_the_request_is_killed_after_the_grace() {
        fixture.launcher().behave(FakeProcess.Behaviour.IGNORES_TERM);
        String id = fixture.run("web");
        FakeProcess process = fixture.process(id);
        fixture.containers().stop(id, new StopRequest("", OptionalInt.of(0)));
        assertThat(process.signals()).containsExactly(15, 9);
        assertThat(fixture.containers().inspect(id, false).state().past().exitCode())
                .isEqualTo(137);
    }

    @Test
    void a_signal_goes_to_the_first_process() {
        String id = fixture.run("web");
        fixture.containers().kill(id, "SIGUSR1");
        assertThat(fixture.process(id).signals()).containsExactly(10);
        refuses(
                () -> fixture.containers().kill(id, "NONSENSE"),
                EngineException.Kind.BadParameter.class,
                "invalid signal: NONSENSE");
    }

    @Test
    void what_does_not_run_gets_no_signal() {
        String id = fixture.create("web");
        refuses(
                () -> fixture.containers().kill("web", "TERM"),
                EngineException.Kind.Conflict.class,
                "cannot kill container: web: container " + id + " is not running");
    }

    @Test
    void a_running_container_is_removed_by_force_only() {
        String id = fixture.run("web");
        refuses(
                () -> fixture.containers().remove("web", new RemoveRequest(false, false)),
                EngineException.Kind.Conflict.class,
                "cannot remove container \"/web\": container is running: stop the container"
                        + " before removing or force remove");
        fixture.containers().remove("web", new RemoveRequest(true, false));
        assertThat(fixture.containers().find(id)).isEmpty();
        assertThat(directory.resolve("store/engine").resolve(id)).doesNotExist();
        assertThat(fixture.launcher().ids()).isEmpty();
    }

    @Test
    void a_name_is_free_after_its_container() {
        fixture.create("web");
        fixture.containers().remove("web", new RemoveRequest(false, false));
        assertThat(fixture.create("web")).hasSize(64);
    }

    @Test
    void a_container_of_rm_goes_with_its_end_and_tells_its_code() {
        String id = fixture.create("once", HostConfig.DEFAULT.withAutoRemove(true));
        try (WaitTicket ticket = fixture.containers().await(id, WaitCondition.REMOVED)) {
            fixture.containers().start(id);
            fixture.process(id).exit(3);
            assertThat(ticket.await(EngineFixture.SOON).orElseThrow().exitCode()).isEqualTo(3);
        }
        assertThat(fixture.containers().find("once")).isEmpty();
    }

    @Test
    void a_wait_for_the_next_exit_begins_before_the_start() {
        String id = fixture.create("web");
        try (WaitTicket ticket = fixture.containers().await(id, WaitCondition.NEXT_EXIT)) {
            fixture.containers().start(id);
            fixture.process(id).exit(5);
            assertThat(ticket.await(EngineFixture.SOON).orElseThrow().exitCode()).isEqualTo(5);
        }
    }

    @Test
    void an_abandoned_wait_disturbs_nobody() {
        String id = fixture.run("web");
        fixture.containers().await(id, WaitCondition.NEXT_EXIT).close();
        fixture.process(id).exit(0);
        assertThat(fixture.awaitEnd(id)).isZero();
    }

    @Test
    void a_command_that_is_missing_is_said_in_words_clients_know() {
        String id = fixture.create("web");
        fixture.launcher().refuseNextExec(Errno.ENOENT);
        refuses(
                () -> fixture.containers().start(id),
                EngineException.Kind.BadParameter.class,
                "no such file or directory");
        ContainerView view = fixture.containers().inspect(id, false);
        assertThat(view.state().status().word()).isEqualTo("created");
        assertThat(view.state().past().exitCode()).isEqualTo(127);
        assertThat(view.state().past().error()).contains("/bin/sh");
    }

    @Test
    void a_container_is_renamed() {
        String id = fixture.create("web");
        fixture.create("db");
        refuses(
                () -> fixture.containers().rename("web", "db"),
                EngineException.Kind.Conflict.class,
                "is already in use");
        fixture.containers().rename("web", "front");
        assertThat(fixture.containers().find("front")).contains(id);
        assertThat(fixture.containers().find("web")).isEmpty();
    }

    @Test
    void names_follow_dockers_grammar() {
        refuses(
                () -> fixture.create("a b"),
                EngineException.Kind.BadParameter.class,
                "Invalid container name (a b), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    }

    @Test
    void a_container_without_a_name_gets_one() {
        String id =
                fixture.containers()
                        .create(CreateRequest.of(EngineFixture.IMAGE).with(EngineFixture.config()))
                        .id();
        assertThat(fixture.containers().inspect(id, false).name()).matches("[a-z]+_[a-z]+\\d?");
    }

    @Test
    void reserved_labels_are_the_engines_own() {
        ContainerConfig config =
                EngineFixture.config().toBuilder()
                        .labels(java.util.Map.of("io.jsec.owner", "me"))
                        .build();
        refuses(
                () ->
                        fixture.containers()
                                .create(CreateRequest.of(EngineFixture.IMAGE).with(config)),
                EngineException.Kind.BadParameter.class,
                "io.jsec.owner is reserved");
    }

    @Test
    void a_size_before_the_start_is_the_first_one() {
        String id = fixture.create("web");
        fixture.containers().resize(id, 40, 100);
        fixture.containers().start(id);
        assertThat(fixture.state(id)).isEqualTo("running");
        refuses(
                () -> fixture.containers().resize(id, 0, 100),
                EngineException.Kind.BadParameter.class,
                "each side is 1 to 65535");
    }

    @Test
    void prune_takes_what_does_not_run() throws Exception {
        String running = fixture.run("runs");
        String idle = fixture.create("idle");
        Files.writeString(
                directory.resolve("store/engine").resolve(idle).resolve("upper/file"), "12345");
        PruneReport report = fixture.containers().prune(Filters.NONE);
        assertThat(report.removed()).containsExactly(idle);
        assertThat(report.reclaimedBytes()).isEqualTo(5);
        assertThat(fixture.containers().find(running)).isPresent();
    }

    @Test
    void a_restart_stops_and_starts() {
        String id = fixture.run("web");
        fixture.containers().restart(id, StopRequest.DEFAULT);
        assertThat(fixture.state(id)).isEqualTo("running");
        assertThat(fixture.launcher().calls().stream().filter(call -> call.equals("start " + id)))
                .hasSize(2);
    }

    @Test
    void what_it_says_is_in_the_log_in_order() {
        String id = fixture.run("web");
        fixture.process(id).say("one\n");
        fixture.process(id).complain("two\n");
        fixture.process(id).exit(0);
        fixture.awaitEnd(id);
        assertThat(fixture.logs(id)).isEqualTo("one\ntwo\n");
    }

    @Test
    void options_that_cannot_be_done_are_refused_by_name() {
        HostConfig ports =
                HostConfig.DEFAULT.with(
                        new HostConfig.NetworkConfig(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                java.util.Map.of("80/tcp", List.of(":8080")),
                                false,
                                List.of()));
        refuses(() -> fixture.create("aa", ports), EngineException.Kind.Unsupported.class, "-p");
        HostConfig bridge =
                HostConfig.DEFAULT.with(HostConfig.NamespaceConfig.DEFAULT.withNetwork("bridge"));
        refuses(
                () -> fixture.create("bb", bridge),
                EngineException.Kind.Unsupported.class,
                "--network bridge");
        assertThat(fixture.containers().list(ListRequest.ALL)).isEmpty();
        assertThat(Optional.of(fixture.create("aa"))).isPresent();
    }
}
