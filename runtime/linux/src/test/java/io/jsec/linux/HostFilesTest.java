package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class HostFilesTest {
    @TempDir Path root;

    @Test
    void a_sysctl_is_read_by_its_dotted_name() throws IOException {
        Files.createDirectories(root.resolve("proc/sys/kernel"));
        Files.writeString(root.resolve("proc/sys/kernel/io_uring_disabled"), "2\n");
        assertThat(new HostFiles(root).sysctl("kernel.io_uring_disabled")).hasValue(2);
    }

    @Test
    void what_is_missing_or_no_number_is_empty() throws IOException {
        Files.writeString(root.resolve("word"), "many\n");
        HostFiles host = new HostFiles(root);
        assertThat(host.number("/word")).isEmpty();
        assertThat(host.number("/none")).isEmpty();
        assertThat(host.text("/none")).isEmpty();
        assertThat(host.lines("/none")).isEmpty();
        assertThat(host.exists("/none")).isFalse();
        assertThat(host.exists("/word")).isTrue();
    }

    @Test
    void the_running_host_is_found_at_its_own_root() {
        assertThat(HostFiles.here().at("/proc/self")).isEqualTo(Path.of("/proc/self"));
    }
}
