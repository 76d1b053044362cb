package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.linux.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class LaunchHostReaderTest {
    @TempDir Path root;

    @Test
    void the_running_host_has_a_kernel_cpus_and_limits() {
        IdentityForm.Ids ids = new IdentityForm.Ids(1000, 200_000, 65_536);
        LaunchHost host =
                LaunchHostReader.read(
                        HostFiles.here(),
                        new CgroupView.None("why", "fix"),
                        new IdentityForm.Owner(ids, ids),
                        Path.of("/store"),
                        List.of());
        assertThat(host.kernelAtLeast(5, 13)).isTrue();
        assertThat(host.machine())
                .isEqualTo(System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64");
        assertThat(host.possibleCpus())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(host.hardLimits()).hasSize(16);
        assertThat(host.lastCapability()).isGreaterThanOrEqualTo(40);
        assertThat(host.files().hosts()).endsWith("\n");
    }

    @Test
    void possible_cpus_are_read_as_ranges_and_lists() throws IOException {
        assertThat(possible("0-7\n")).isEqualTo(8);
        assertThat(possible("0\n")).isEqualTo(1);
        assertThat(possible("0-3,8-11\n")).isEqualTo(12);
        assertThat(possible("junk\n")).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    private int possible(String text) throws IOException {
        Path file = root.resolve("sys/devices/system/cpu/possible");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return LaunchHostReader.possibleCpus(new HostFiles(root));
    }
}
