package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Identity;
import io.jsec.linux.KernelVersion;
import io.jsec.linux.Uname;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine as a child of the real launcher, of an ordinary user. */
@Tag("kernel")
class LocalEngineKernelTest {
    private EngineProcess process;

    @BeforeAll
    static void root() {
        assumeTrue(Identity.uid() == 0, "not-root: another user's launcher is started");
    }

    @BeforeEach
    void a_place_of_an_ordinary_user() throws Exception {
        process = new EngineProcess();
    }

    @AfterEach
    void everything_is_removed() throws Exception {
        process.close();
    }

    @Test
    void containers_run_stop_and_go() throws Exception {
        Map<String, String> said = process.play("life");
        assertThat(said)
                .containsEntry("code", "3")
                .containsEntry("logs", "out err")
                .containsEntry("missing code", "127")
                .containsEntry("stubborn", "137")
                .containsEntry("polite", "9")
                .containsEntry("left", "0");
        assertThat(said.get("who")).startsWith("0 SHORT /root /usr/local/sbin:");
        assertThat(said.get("missing")).contains("executable file not found in $PATH");
    }

    @Test
    void nothing_of_a_fast_programs_output_is_lost_and_input_reaches_it() throws Exception {
        assertThat(process.play("streams"))
                .containsEntry("bytes", "588895")
                .containsEntry("dropped", "0")
                .containsEntry("echo", "hello")
                .containsEntry("end", "(end)")
                .containsEntry("cat", "0")
                .containsEntry("tty", "tty 33 77");
    }

    @Test
    void a_process_joins_and_its_code_is_there_when_its_streams_end() throws Exception {
        Map<String, String> said = process.play("exec");
        assertThat(said)
                .containsEntry("said", "in 0")
                .containsEntry("code", "4")
                .containsEntry("missing code", "127");
    }

    @Test
    void the_digest_in_the_journal_is_that_of_the_plan_the_launcher_holds() throws Exception {
        assertThat(process.play("told"))
                .containsEntry("launches", "1")
                .containsEntry("equal", "true");
    }

    @Test
    void volumes_take_the_images_content_and_outlive_containers() throws Exception {
        assertThat(process.play("volumes"))
                .containsEntry("seed", "from the image")
                .containsEntry("two", "/data: more seed  /new: x")
                .containsEntry("still", "6data")
                .containsEntry("three", "copied")
                .containsEntry("volumes", "[data, fresh]");
    }

    @Test
    void files_go_in_and_out_and_become_an_image() throws Exception {
        assertThat(process.play("files"))
                .containsEntry("stat", "8")
                .containsEntry("tar", "true")
                .containsEntry("put", "12")
                .containsEntry("stopped", "12")
                .containsEntry("changes", "[/tmp, /tmp/file, /tmp/put]")
                .containsEntry("again", "written");
    }

    // Promise P19
    @Test
    void containers_outlive_a_killed_engine_and_no_line_is_lost_or_told_twice() throws Exception {
        assertThat(process.play("killed"))
                .containsEntry("runs", "running")
                .containsEntry("ends", "6")
                .containsEntry("bye", "bye")
                .containsEntry("fast", "8")
                .containsEntry("gaps", "none")
                .containsEntry("stopped", "137");
    }

    @Test
    void many_clients_at_once_each_get_their_output_and_code_and_leave_nothing() throws Exception {
        assertThat(process.play("many"))
                .containsEntry("right", "80")
                .containsEntry("left", "0")
                .containsEntry("kept", "0");
    }

    @Test
    void settings_of_its_own_namespaces_are_written_before_proc_is_closed() throws Exception {
        KernelVersion kernel = KernelVersion.parse(Uname.read().release()).orElseThrow();
        boolean ipc = kernel.compareTo(new KernelVersion(6, 9)) >= 0;
        assertThat(process.play("sysctls"))
                .containsEntry("set", "1 1024")
                .containsEntry("ipc", ipc ? "2048 9" : "true")
                .containsEntry("closed", "0 closed")
                .containsEntry("host", "true");
    }

    @Test
    void limits_are_held_and_change_while_the_container_runs() throws Exception {
        assumeTrue(process.delegate(), "no-cgroup1: no group can be made for another user");
        assertThat(process.play("limits"))
                .containsEntry("cpu", "100000 50000 512")
                .containsEntry("cpuset", "0 0")
                .containsEntry("pids", "50")
                .containsEntry("score", "700")
                .containsEntry("disk", "right")
                .containsEntry("changed", "50000 20000 60")
                .containsEntry("kept", "20000 60")
                .containsEntry("refused", "true")
                .containsEntry("unchanged", "50000 20000 60")
                .containsEntry("memory", "true")
                .containsEntry("not joined", "true")
                .containsEntry("restarted", "50000 20000 60");
    }

    @Test
    void control_groups_freeze_count_and_list() throws Exception {
        assumeTrue(process.delegate(), "no-cgroup1: no group can be made for another user");
        assertThat(process.play("groups"))
                .containsEntry("paused", "paused")
                .containsEntry("top", "true")
                .containsEntry("pids", "true")
                .containsEntry("system", "true")
                .containsEntry("killed", "137");
    }
}
