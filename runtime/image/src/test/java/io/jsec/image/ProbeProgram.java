package io.jsec.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The built probe, run by tests. */
final class ProbeProgram {
    private static final int SECONDS_MAX = 120;

    /** What a run left behind. */
    record Run(int exit, String output, String errors) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(output);
        }
    }

    private ProbeProgram() {}

    static Path path() {
        String root = Objects.requireNonNull(System.getProperty("jsec.root"), "jsec.root");
        return Path.of(root, "runtime/image/target/bin/jsec-probe");
    }

    static Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(path().toString()));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    /**
     * Runs it as root of fresh namespaces and without any wall. The capabilities are those over the
     * namespaces only, so that nothing of the host is in reach; its cgroups and /tmp are covered,
     * where the program itself may lie.
     */
    static Run unconfined(String... arguments) throws IOException, InterruptedException {
        String script =
                "mount -t tmpfs none /sys/fs/cgroup; cp \"$0\" /sys/fs/cgroup/probe;"
                        + " mount -t tmpfs none /tmp; exec /sys/fs/cgroup/probe \"$@\"";
        List<String> command = new ArrayList<>(List.of("unshare", "--user", "--map-root-user"));
        command.addAll(List.of("--mount", "--net", "--ipc", "--uts", "--pid", "--fork"));
        command.addAll(List.of("--mount-proc", "sh", "-c", script, path().toString()));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    static Run execute(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("probe", ".out");
        Path errors = Files.createTempFile("probe", ".err");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile())
                            .start();
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException("no end within " + SECONDS_MAX + " s: " + command);
            }
            return new Run(
                    process.exitValue(),
                    Files.readString(output, UTF_8),
                    Files.readString(errors, UTF_8));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
