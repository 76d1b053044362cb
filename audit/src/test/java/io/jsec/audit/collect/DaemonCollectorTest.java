package io.jsec.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.audit.Unreadable;
import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonCollectorTest {
    @TempDir Path root;

    @BeforeEach
    void plant() throws IOException {
        Files.createDirectories(root.resolve("etc/docker"));
        Files.createDirectories(root.resolve("proc/self"));
    }

    private void process(int pid, String... words) throws IOException {
        Path folder = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(folder.resolve("cmdline"), String.join("\0", words) + "\0");
    }

    private void file(String text) throws IOException {
        Files.writeString(root.resolve("etc/docker/daemon.json"), text);
    }

    private Collected collect() throws IOException {
        return new DaemonCollector(root, Optional.empty()).collect();
    }

    private DaemonFacts one() throws IOException {
        List<Facts> facts = collect().facts();
        assertThat(facts).hasSize(1);
        return (DaemonFacts) facts.getFirst();
    }

    @Test
    void a_host_without_an_engine_has_nothing_to_judge() throws IOException {
        process(7, "/usr/bin/dockerd-proxy", "-H", "x");
        process(8, "");
        assertThat(collect().facts()).isEmpty();
        assertThat(collect().unreadable()).isEmpty();
    }

    @Test
    void the_file_is_judged_where_no_engine_runs() throws IOException {
        file("{\"icc\": false}");
        assertThat(one().truth("icc").orElse(true)).isFalse();
        assertThat(one().target().name()).endsWith("/etc/docker/daemon.json");
    }

    @Test
    void the_command_line_and_the_file_are_judged_as_one() throws IOException {
        file("{\"icc\": false}");
        process(12, "/usr/bin/dockerd", "-H", "tcp://127.0.0.1:2375");
        assertThat(one().truth("icc").orElse(true)).isFalse();
        assertThat(one().texts("hosts").getFirst().value()).isEqualTo("tcp://127.0.0.1:2375");
        assertThat(one().target()).hasToString("daemon/dockerd process 12");
    }

    @Test
    void every_engine_is_judged_with_the_file_it_sees() throws IOException {
        file("{\"debug\": true}");
        process(12, "dockerd");
        process(30, "dockerd", "--config-file=/etc/other.json");
        Files.createDirectories(root.resolve("proc/30/root/etc"));
        Files.writeString(root.resolve("proc/30/root/etc/other.json"), "{\"debug\": false}");
        List<Boolean> debug =
                collect().facts().stream()
                        .map(each -> ((DaemonFacts) each).truth("debug").orElse(false))
                        .toList();
        assertThat(debug).containsExactly(true, false);
    }

    @Test
    void a_broken_file_is_told_with_its_place_and_the_engine_is_not_judged_half()
            throws IOException {
        file("{\n  oops\n}");
        process(12, "dockerd");
        Collected found = collect();
        assertThat(found.facts()).isEmpty();
        assertThat(found.unreadable()).extracting(Unreadable::at).asString().contains(":2:3");
    }

    @Test
    void a_relative_path_of_the_file_cannot_be_followed() throws IOException {
        process(12, "dockerd", "--config-file", "here.json");
        assertThat(collect().unreadable())
                .extracting(Unreadable::why)
                .containsExactly("the engine was started with a path relative to a folder");
    }

    @Test
    void a_folder_in_the_place_of_the_file_is_told() throws IOException {
        Files.createDirectories(root.resolve("etc/docker/daemon.json"));
        assertThat(collect().unreadable()).hasSize(1);
        assertThat(collect().unreadable().getFirst().why()).startsWith("cannot be read: ");
    }

    @Test
    void a_rootless_engine_has_the_file_of_its_user() throws IOException {
        Path own = Files.writeString(root.resolve("own.json"), "{\"debug\": true}");
        Collected found = new DaemonCollector(root, Optional.of(own)).collect();
        assertThat(found.facts()).hasSize(1);
        assertThat(((DaemonFacts) found.facts().getFirst()).truth("debug").orElse(false)).isTrue();
    }

    @Test
    void what_dockerd_refuses_to_start_with_is_a_problem() throws IOException {
        file("{\"hosts\": [\"fd://\"]}");
        process(12, "dockerd", "-H", "fd://");
        assertThat(one().problems())
                .extracting(Evidence::message)
                .containsExactly("hosts stands on the command line too: dockerd will not start");
    }
}
