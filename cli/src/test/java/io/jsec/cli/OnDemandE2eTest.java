package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that nobody started: the first command does, and nobody's need ends it. */
@Tag("e2e")
class OnDemandE2eTest {
    private static final String USER = "jsectest";
    private static final int CLIENTS = 6;

    @TempDir Path folder;

    private final List<Own> made = new ArrayList<>();

    @BeforeEach
    void a_user_without_an_engine() {
        Jsec.requireRoot();
        made.add(new Own(folder, USER));
    }

    @AfterEach
    void his_engine_ends() throws IOException {
        for (Own own : made) {
            own.close();
        }
    }

    private Own own() {
        return made.getFirst();
    }

    private void ok(Jsec.Result result) {
        assertThat(result.exit()).as(result.err()).isZero();
    }

    @Test
    void the_first_command_starts_it_in_a_session_of_its_own_with_a_log() throws Exception {
        assertThat(own().jsec("version").exit()).as("versions start nothing").isZero();
        assertThat(own().engines()).isEmpty();

        Jsec.Result first = own().jsec("ps", "-q");

        assertThat(first).isEqualTo(new Jsec.Result(0, "", ""));
        assertThat(own().engines()).hasSize(1);
        long pid = own().engines().getFirst().pid();
        String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat")).split(" ", -1);
        assertThat(stat[5]).as("its session").isEqualTo(Long.toString(pid));
        assertThat(stat[6]).as("its terminal").isEqualTo("0");
        assertThat(own().log()).contains("EngineCommand: serving [" + own().socket() + "]");
        assertThat(own().jsec("ps", "-q").exit()).isZero();
        assertThat(own().engines()).hasSize(1);
    }

    @Test
    void run_goes_through_it() throws Exception {
        own().importBusybox();
        Jsec.Result ran =
                own().jsec("run", "--name", "web", "busybox:1", "sh", "-c", "echo a; exit 7");

        assertThat(ran).isEqualTo(new Jsec.Result(7, "a\n", ""));
        assertThat(own().jsec("ps", "-a", "--format", "{{.Names}} {{.Status}}").out())
                .startsWith("web Exited (7)");
        ok(own().jsec("rm", "web"));
    }

    @Test
    void many_at_once_make_one() throws Exception {
        List<Process> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(own().starting("ps", "-q"));
        }
        for (Process client : clients) {
            assertThat(Jsec.finish(client, "")).isEqualTo(new Jsec.Result(0, "", ""));
        }
        assertThat(own().engines()).hasSize(1);
        assertThat(own().log().lines().filter(line -> line.contains("serving"))).hasSize(1);
    }

    @Test
    void nobodys_need_ends_it_and_the_next_command_starts_another() throws Exception {
        own().configure("{\"jsec\": {\"idle-stop\": \"1s\"}}");
        ok(own().jsec("ps"));
        own().awaitNone();
        assertThat(own().log()).contains("nobody needed this engine for PT1S: it ends");
        assertThat(own().socket()).doesNotExist();

        ok(own().jsec("ps"));
        own().awaitNone();
    }

    @Test
    void a_container_that_runs_and_a_client_that_follows_keep_it() throws Exception {
        own().configure("{\"jsec\": {\"idle-stop\": \"1s\"}}");
        own().importBusybox();
        ok(own().jsec("run", "-d", "--name", "long", "busybox:1", "sleep", "4"));
        Process events = own().starting("events");
        ok(own().jsec("wait", "long"));
        Thread.sleep(3_000);
        assertThat(own().engines()).as("events are followed").hasSize(1);
        assertThat(own().log()).doesNotContain("nobody needed");

        events.destroy();
        events.waitFor();
        own().awaitNone();
    }

    @Test
    void clients_that_come_while_it_ends_are_all_served() throws Exception {
        own().configure("{\"jsec\": {\"idle-stop\": \"50ms\"}}");
        for (int round = 0; round < 12; round++) {
            assertThat(own().jsec("ps", "-q")).isEqualTo(new Jsec.Result(0, "", ""));
        }
        own().awaitNone();
    }

    @Test
    void one_that_is_started_by_hand_does_not_end_by_itself() throws Exception {
        own().configure("{\"jsec\": {\"idle-stop\": \"1s\"}}");
        Process daemon = own().starting("daemon");
        own().awaitListening(own().socket());
        ok(own().jsec("ps"));
        Thread.sleep(3_000);
        assertThat(daemon.isAlive()).isTrue();
        assertThat(own().engines()).hasSize(1);
    }

    @Test
    void what_keeps_it_from_starting_is_told() throws Exception {
        own().configure("{\"bip\": \"x\"}");
        Jsec.Result result = own().jsec("ps");

        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err())
                .contains("bip is not supported", "JSEC-C-045 starting the engine of unix://")
                .contains("it ended with status 1", "engine.log");
        assertThat(own().engines()).isEmpty();
    }

    @Test
    void a_state_has_one_engine_wherever_that_serves() throws Exception {
        Path other = folder.resolve("run/other.sock");
        Process daemon = own().starting("daemon", "-H", "unix://" + other);
        own().awaitListening(other);
        Jsec.Result result = own().jsec("ps");

        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).contains("Instead: export DOCKER_HOST=unix://" + other);
        assertThat(daemon.isAlive()).isTrue();
    }

    @Test
    void a_user_without_subordinate_ids_is_told_so_and_has_no_engine() {
        Jsec bare = Jsec.as("jsecbare", folder);

        assertThat(bare.jsec("ps").err())
                .contains("JSEC-C-045 jsec ps refused: there is no engine and none is started: no")
                .contains("usermod --add-subuids");
        assertThat(bare.jsec("version").exit()).isZero();
    }
}
