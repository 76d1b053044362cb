package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ContainerPidsTest {
    @TempDir private Path proc;

    private void process(int pid, String namespace) throws IOException {
        Path dir = Files.createDirectories(proc.resolve(Integer.toString(pid)).resolve("ns"));
        Files.createSymbolicLink(dir.resolve("mnt"), Path.of(namespace));
    }

    @Test
    void a_containers_processes_are_those_of_its_mount_namespace() throws IOException {
        process(1, "mnt:[1]");
        process(12, "mnt:[7]");
        process(9, "mnt:[7]");
        process(10, "mnt:[8]");
        Files.createDirectory(proc.resolve("sys"));
        Files.createDirectory(proc.resolve("11")); // ended in between
        assertThat(ContainerPids.of(proc, 9)).containsExactly(9, 12);
    }

    @Test
    void a_container_that_ended_has_none() throws IOException {
        process(1, "mnt:[1]");
        assertThat(ContainerPids.of(proc, 9)).isEmpty();
    }

    @Test
    void a_process_has_a_number_on_the_host_until_it_ends() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        int pid = (int) process.pid();
        assertThat(ContainerPids.onHost(pid)).hasValue(pid);
        process.destroyForcibly().waitFor();
        assertThat(ContainerPids.onHost(pid)).isEmpty();
    }
}
