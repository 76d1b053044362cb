package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.CgroupView;
import io.jsec.launch.LaunchPlan;
import io.jsec.launch.NamespaceKind;
import io.jsec.launch.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code container:NAME} in three modes: of whom, with whose ids, and how long. */
class DonorsTest {
    private static final int SLOTS = 2;

    @TempDir Path directory;
    private EngineFixture fixture;

    @BeforeEach
    void an_engine_with_two_slots() throws IOException {
        makeLocks();
        CgroupView view = new CgroupView.V2(directory.resolve("cgroup"), Set.of("pids"));
        fixture =
                new EngineFixture(
                        directory,
                        old -> EngineFixture.withSlots(EngineFixture.with(old, view), SLOTS),
                        UnaryOperator.identity());
    }

    /** The locks of an engine that was killed go with its process, which here lives on. */
    private void makeLocks() throws IOException {
        for (int slot = 0; slot < SLOTS; slot++) {
            Path file = directory.resolve("store/slots").resolve(Integer.toString(slot));
            Files.createDirectories(directory.resolve("store/slots"));
            Files.deleteIfExists(file);
            Files.createFile(file);
        }
    }

    private void killAndOpen() throws IOException {
        fixture.kill();
        makeLocks();
        fixture.reopen();
    }

    @AfterEach
    void the_engine_ends() {
        fixture.close();
    }

    private static HostConfig modes(String network, String pid, String ipc) {
        return HostConfig.DEFAULT.with(new HostConfig.NamespaceConfig(network, pid, ipc, "", ""));
    }

    private static HostConfig network(String donor) {
        return modes("container:" + donor, "", "");
    }

    private static HostConfig pid(String donor) {
        return modes("none", "container:" + donor, "");
    }

    private static HostConfig ipc(String donor) {
        return modes("none", "", "container:" + donor);
    }

    private String shareable(String name) {
        return fixture.run(name, modes("none", "", "shareable"));
    }

    private LaunchPlan plan(String id) {
        return fixture.launcher().plan(id);
    }

    private long slot(String id) {
        return plan(id).steps(Step.IdMap.class).getFirst().uids().getFirst().outside();
    }

    private void end(String id) {
        fixture.process(id).exit(0);
        int _ = fixture.awaitEnd(id);
    }

    private static void refused(ThrowingCallable what, String... words) {
        assertThatThrownBy(what)
                .isInstanceOf(EngineException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void names_become_ids_and_the_plan_takes_what_was_named() {
        String donor = shareable("web");
        String id = fixture.run("debug", modes("container:web", "container:/web", "container:web"));
        HostConfig.NamespaceConfig kept =
                fixture.containers().inspect(id, false).host().namespaces();
        assertThat(List.of(kept.network(), kept.pid(), kept.ipc()))
                .containsOnly("container:" + donor);
        assertThat(plan(id).steps(Step.Share.class))
                .containsExactly(
                        new Step.Share(
                                donor,
                                NamespaceKind.NET.flag()
                                        | NamespaceKind.PID.flag()
                                        | NamespaceKind.IPC.flag()));
    }

    // Promise P46
    @Test
    void whoever_shares_has_the_ids_of_the_other_and_nobody_else_has() {
        String web = fixture.run("web");
        String debug = fixture.run("debug", pid("web"));
        String other = fixture.run("other");
        assertThat(slot(debug)).isEqualTo(slot(web)).isNotEqualTo(slot(other));
        refused(() -> fixture.run("third"), "all 2 slots are in use");
        fixture.run("more", network("web"));
    }

    @Test
    void a_slot_is_free_when_the_last_who_shares_it_ended() {
        String web = fixture.run("web");
        String debug = fixture.run("debug", network("web"));
        fixture.run("other");
        end(web);
        refused(() -> fixture.run("third"), "all 2 slots are in use");
        end(debug);
        String third = fixture.create("fourth");
        fixture.containers().start(third);
        assertThat(slot(third)).isEqualTo(slot(web));
    }

    @Test
    void an_engine_that_was_killed_knows_who_shares_a_slot() throws IOException {
        String web = fixture.run("web");
        String debug = fixture.run("debug", network("web"));
        fixture.run("other");
        killAndOpen();
        end(web);
        killAndOpen();
        refused(() -> fixture.run("third"), "all 2 slots are in use");
        end(debug);
        assertThat(fixture.run("fourth")).isNotEmpty();
    }

    @Test
    void an_end_while_no_engine_looked_frees_nobody_elses_slot() throws IOException {
        String web = fixture.run("web");
        String debug = fixture.run("debug", network("web"));
        fixture.run("other");
        fixture.kill();
        makeLocks();
        fixture.process(web).exit(0);
        fixture.reopen();
        assertThat(fixture.state("web")).isEqualTo("exited");
        refused(() -> fixture.run("third"), "all 2 slots are in use");
        end(debug);
        assertThat(fixture.run("fourth")).isNotEmpty();
    }

    @Test
    void a_start_that_fails_gives_nothing_back_that_is_not_its_own() {
        fixture.run("web");
        fixture.run("other");
        String debug = fixture.create("debug", pid("web"));
        fixture.launcher().refuseNextExec(2);
        refused(() -> fixture.containers().start(debug), "no such file or directory");
        refused(() -> fixture.run("third"), "all 2 slots are in use");
    }

    @Test
    void the_other_must_be_there_and_run() {
        for (HostConfig host : List.of(network("web"), pid("web"), ipc("web"))) {
            refused(() -> fixture.create("early", host), "No such container: web");
        }
        String web = fixture.create("web", modes("none", "", "shareable"));
        String first = fixture.create("first", network("web"));
        String second = fixture.create("second", pid("web"));
        String third = fixture.create("third", ipc("web"));
        refused(
                () -> fixture.containers().start(first),
                "cannot join network namespace of a non running container: container web is"
                        + " created");
        refused(
                () -> fixture.containers().start(second),
                "failed to join PID namespace: container " + web + " is not running");
        refused(
                () -> fixture.containers().start(third),
                "failed to join IPC namespace: container " + web + " is not running");
        fixture.containers().start(web);
        fixture.containers().start(first);
        fixture.containers().remove(web, new RemoveRequest(true, false));
        assertThat(fixture.state("first")).isEqualTo("running");
        refused(
                () -> fixture.containers().start(second),
                "failed to join PID namespace: No such container: " + web);
    }

    @Test
    void nobody_shares_with_itself() {
        refused(() -> fixture.create("self", pid("self")), "No such container: self");
    }

    @Test
    void an_ipc_namespace_is_shared_by_who_says_so() {
        String web = fixture.run("web");
        refused(
                () -> fixture.run("debug", ipc("web")),
                "failed to join IPC namespace: container "
                        + web
                        + ": non-shareable IPC"
                        + " (hint: use IpcMode:shareable for the donor container)");
        shareable("open");
        fixture.run("second", ipc("open"));
        fixture.run("third", ipc("second"));
    }

    @Test
    void a_dev_shm_of_the_users_goes_to_nobody() {
        HostConfig own =
                modes("none", "", "shareable")
                        .with(
                                new HostConfig.StorageConfig(
                                        List.of(),
                                        List.of(),
                                        Map.of("/dev/shm", ""),
                                        List.of(),
                                        false,
                                        0));
        fixture.run("web", own);
        refused(() -> fixture.run("debug", ipc("web")), "non-shareable IPC");
    }

    @Test
    void without_ipc_there_is_no_dev_shm() {
        String id = fixture.run("bare", modes("none", "", "none"));
        assertThat(plan(id).steps(Step.Mount.class))
                .extracting(Step.Mount::target)
                .doesNotContain("/dev/shm");
    }

    @Test
    void a_size_for_a_dev_shm_that_is_not_its_own_is_refused() {
        shareable("web");
        HostConfig.StorageConfig sized =
                new HostConfig.StorageConfig(
                        List.of(), List.of(), Map.of(), List.of(), false, 65_536);
        for (String mode : List.of("none", "container:web")) {
            refused(
                    () -> fixture.create("sized", modes("none", "", mode).with(sized)),
                    "--shm-size with --ipc " + mode);
        }
    }

    @Test
    void a_shared_network_has_the_names_of_the_other() throws IOException {
        ContainerConfig named = EngineFixture.config().toBuilder().names("front", "site").build();
        String web =
                fixture.containers()
                        .create(
                                CreateRequest.of(EngineFixture.IMAGE)
                                        .with(named)
                                        .with(HostConfig.DEFAULT)
                                        .named("web"))
                        .id();
        fixture.containers().start(web);
        String debug = fixture.run("debug", network("web"));
        String chained = fixture.run("chained", network("debug"));
        for (String id : List.of(debug, chained)) {
            assertThat(plan(id).steps(Step.Hostname.class))
                    .containsExactly(new Step.Hostname("front", "site"));
            assertThat(plan(id).steps(Step.Bind.class))
                    .extracting(Step.Bind::source)
                    .filteredOn(source -> source.endsWith("/etc/hosts"))
                    .allMatch(source -> source.contains(web));
            ContainerView view = fixture.containers().inspect(id, false);
            assertThat(view.config().hostname()).isEqualTo("front");
            assertThat(view.files().hosts()).contains(web);
        }
    }

    @Test
    void what_another_network_leaves_no_room_for_is_refused_in_dockers_words() {
        fixture.run("web");
        HostConfig host = network("web");
        ContainerConfig config = EngineFixture.config();
        conflict(config.toBuilder().names("x", "").build(), host, "hostname and the network mode");
        conflict(
                config,
                host.with(names(List.of("1.1.1.1"), List.of(), false)),
                "dns and the network mode");
        conflict(
                config,
                host.with(names(List.of(), List.of("a:1.2.3.4"), false)),
                "custom host-to-IP mapping and the network mode");
        conflict(
                config,
                host.with(names(List.of(), List.of(), true)),
                "port publishing and the container type network mode");
    }

    private static HostConfig.NetworkConfig names(
            List<String> dns, List<String> hosts, boolean publish) {
        return new HostConfig.NetworkConfig(
                dns, List.of(), List.of(), hosts, Map.of(), publish, List.of());
    }

    private void conflict(ContainerConfig config, HostConfig host, String what) {
        refused(
                () ->
                        fixture.containers()
                                .create(
                                        CreateRequest.of(EngineFixture.IMAGE)
                                                .with(config)
                                                .with(host)
                                                .named("second")),
                "conflicting options: " + what);
    }

    @Test
    void other_ids_than_the_others_are_refused() {
        fixture.run("web");
        fixture.run(
                "owner",
                HostConfig.DEFAULT.with(
                        HostConfig.SecurityConfig.DEFAULT.withSecurityOpt("jsec.userns=owner")));
        refused(
                () ->
                        fixture.run(
                                "debug",
                                pid("web")
                                        .with(
                                                HostConfig.SecurityConfig.DEFAULT.withSecurityOpt(
                                                        "jsec.userns=owner"))),
                "jsec.userns=owner is not supported");
        refused(
                () ->
                        fixture.run(
                                "slot",
                                pid("owner")
                                        .with(
                                                HostConfig.SecurityConfig.DEFAULT.withSecurityOpt(
                                                        "jsec.userns=slot"))),
                "jsec.userns=slot is not supported");
        refused(
                () -> fixture.run("both", modes("container:owner", "container:web", "")),
                "run with different ids");
        fixture.run("like", pid("owner"));
    }

    @Test
    void modes_that_are_none_are_refused_in_dockers_words() {
        refused(
                () -> fixture.create("a", modes("none", "private", "")),
                "invalid PID mode: private");
        refused(() -> fixture.create("b", modes("none", "", "public")), "invalid IPC mode: public");
        refused(() -> fixture.create("c", pid("")), "invalid PID mode: container:");
        refused(() -> fixture.create("d", network("")), "--network container:");
        fixture.run("web");
        refused(
                () ->
                        fixture.create(
                                "e",
                                HostConfig.DEFAULT.with(
                                        new HostConfig.NamespaceConfig(
                                                "none", "", "", "container:web", ""))),
                "invalid UTS mode: container:web");
    }
}
