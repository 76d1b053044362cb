package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container that root started with the system engine, and its processes as the host sees them.
 */
final class SlotContainer implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private SlotContainer(Process process) {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a shell script in a container that says "ready" and then waits for its input's end.
     */
    static SlotContainer start(Path jsec, List<String> options, String script) throws IOException {
        List<String> command = new ArrayList<>(List.of(jsec.toString(), "run", "--rm", "-i"));
        command.addAll(options);
        command.addAll(List.of("sh", "-c", script + "; echo ready; read end"));
        SlotContainer container =
                new SlotContainer(new ProcessBuilder(command).redirectErrorStream(true).start());
        container.await("ready");
        return container;
    }

    private void await(String wanted) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(wanted)) {
                return;
            }
            said.append(line).append('\n');
        }
        assertThat(said.toString()).as("what it said instead of ready").isEqualTo(wanted);
    }

    /** Every process that came of the start, itself first. */
    List<Long> processes() {
        List<Long> pids = new ArrayList<>(List.of(process.pid()));
        process.descendants().map(ProcessHandle::pid).forEach(pids::add);
        return pids;
    }

    /** The container's shell, by its name. */
    long shell() throws IOException {
        for (long pid : processes()) {
            Optional<String> name = field(pid, "Name");
            if (name.equals(Optional.of("sh")) && !field(pid, "Uid").equals(Optional.of("0"))) {
                return pid;
            }
        }
        throw new AssertionError("no shell among " + processes());
    }

    /** The first word of a line of /proc/PID/status; nothing if the process has ended. */
    static Optional<String> field(long pid, String name) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Files.readString(status)
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.split("\\s+", -1)[1])
                .findFirst();
    }

    /** Ends the input, and with it the container; its exit status. */
    int end() throws IOException, InterruptedException {
        try (OutputStream input = process.getOutputStream()) {
            input.write('\n');
        }
        return process.waitFor();
    }

    /** Kills what is left, and waits until the kernel has ended all of it. */
    @Override
    public void close() {
        List<ProcessHandle> left = new ArrayList<>(process.descendants().toList());
        left.add(process.toHandle());
        process.destroyForcibly();
        left.forEach(each -> each.onExit().join());
    }
}
