package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A /proc as an engine sees it: the launcher is 100, its children 200 (the engine) and others. */
class HostPidsTest {
    @TempDir Path proc = Path.of("/");

    @BeforeEach
    void populate() throws IOException {
        status("self", "PPid:\t100\nNSpid:\t200\t2\n");
        Path threads = Files.createDirectories(proc.resolve("100/task"));
        Files.writeString(Files.createDirectories(threads.resolve("100")).resolve("children"), "");
        Files.writeString(
                Files.createDirectories(threads.resolve("101")).resolve("children"),
                "200 300 400 500 ");
        status("200", "Name:\tjava\nPPid:\t100\nNSpid:\t200\t2\n");
        status("300", "Name:\tsh\nPPid:\t100\nNSpid:\t300\t17\t1\n");
        // One that is gone: 400. One whose own namespace is the host's: 500.
        status("500", "Name:\tx\nPPid:\t100\nNSpid:\t500\n");
    }

    private void status(String process, String text) throws IOException {
        Files.writeString(Files.createDirectories(proc.resolve(process)).resolve("status"), text);
    }

    @Test
    void a_child_of_the_launcher_is_found_by_its_number_there() {
        assertThat(HostPids.of(proc, 17)).hasValue(300);
        assertThat(HostPids.of(proc, 2)).hasValue(200);
    }

    @Test
    void a_neighbour_whose_name_is_no_text_hides_nobody() throws IOException {
        Files.write(
                Files.createDirectories(proc.resolve("200")).resolve("status"),
                "Name:\t\u00ff\nNSpid:\t200\t2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(HostPids.of(proc, 17)).hasValue(300);
    }

    @Test
    void another_number_is_nobody() {
        assertThat(HostPids.of(proc, 300)).isEmpty();
        assertThat(HostPids.of(proc, 1)).isEmpty();
        assertThat(HostPids.of(proc, 500)).isEmpty();
    }

    @Test
    void the_children_of_a_process_are_those_of_all_its_threads() {
        assertThat(HostPids.children(proc, 100)).containsExactly(200, 300, 400, 500);
        assertThat(HostPids.children(proc, 300)).isEmpty();
    }

    private void profile(String process, String label) throws IOException {
        Path directory = Files.createDirectories(proc.resolve(process + "/attr/apparmor"));
        Files.writeString(directory.resolve("current"), label + "\n");
    }

    @Test
    void a_containers_profile_is_that_of_its_first_process_or_of_what_its_init_started()
            throws IOException {
        profile("300", "jsec-container (enforce)");
        assertThat(Inspection.appArmor(proc, 300)).isEqualTo("jsec-container");
        profile("100", "jsec-launch (unconfined)");
        assertThat(Inspection.appArmor(proc, 100)).isEqualTo("jsec-container");
    }

    @Test
    void a_container_without_a_profile_has_none_to_be_told() throws IOException {
        profile("300", "unconfined");
        assertThat(Inspection.appArmor(proc, 300)).isEmpty();
        assertThat(Inspection.appArmor(proc, 4711)).isEmpty();
        assertThat(Inspection.appArmor(proc, 0)).isEmpty();
    }

    @Test
    void a_proc_that_says_nothing_is_no_error() throws IOException {
        Files.writeString(proc.resolve("self/status"), "Name:\tjava\n");
        assertThat(HostPids.of(proc, 17)).isEmpty();
        assertThat(HostPids.of(proc.resolve("nowhere"), 17)).isEmpty();
    }
}
