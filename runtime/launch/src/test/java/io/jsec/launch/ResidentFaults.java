package io.jsec.launch;

import io.jsec.linux.LinuxException;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The resident launcher with one system call failing, each time another one, while it starts a
 * container, lets a process join it, attaches to both and ends. Whatever fails: nobody waits in
 * vain, and nothing is left.
 */
final class ResidentFaults {
    private static final int STATE_BYTES = 64;
    private static final int FIRED_AT = 8;
    private static final int NAME_AT = 32;
    private static final int STRIDE = 5;
    private static final int ROUND_SECONDS = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Streams INPUT = new Streams(true, false, 24, 80);

    private final ResidentRun run;
    private final List<String> words;
    private final Path state;

    ResidentFaults(ResidentRun run, List<String> words, Path place) {
        this.run = run;
        this.words = words;
        this.state = place.resolve("state");
    }

    /** Prints what was wrong in any round, and how many rounds there were. */
    void act() throws Exception {
        int count = round(0);
        System.out.println("calls enough " + (count > 300));
        List<String> wrong = new ArrayList<>();
        int fired = 0;
        for (int number = 1; number <= count; number += STRIDE) {
            String flaw = "";
            try {
                round(number);
            } catch (IllegalStateException e) {
                flaw = String.valueOf(e.getMessage());
            }
            fired += word(FIRED_AT) == 0 ? 0 : 1;
            if (!flaw.isEmpty()) {
                wrong.add("call " + number + " (" + name() + "): " + flaw);
            }
        }
        wrong.forEach(System.out::println);
        System.out.println("most fired " + (fired > count / STRIDE * 8 / 10));
    }

    private int word(int at) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(state)).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private String name() throws IOException {
        byte[] bytes = Files.readAllBytes(state);
        return new String(bytes, NAME_AT, STATE_BYTES - NAME_AT, StandardCharsets.UTF_8)
                .strip()
                .replace("\0", "");
    }

    /** One life of a launcher; how many calls it made. */
    private int round(int number) throws Exception {
        Files.write(state, new byte[STATE_BYTES]);
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" 8<>" + state, "sh"));
        command.addAll(words);
        command.addAll(
                List.of("--fault", Integer.toString(number), "--fault-fd", Integer.toString(8)));
        Process launcher = new ProcessBuilder(command).redirectErrorStream(true).start();
        launcher.getInputStream().close();
        boolean ended;
        try {
            ResidentRun.awaitSocket(launcher, run.socket());
            converse(launcher);
            launcher.destroy();
            ended = launcher.waitFor(ROUND_SECONDS, TimeUnit.SECONDS);
        } finally {
            launcher.destroyForcibly().waitFor();
            Files.deleteIfExists(run.socket());
        }
        if (!ended) {
            throw new IllegalStateException("the launcher does not end");
        }
        long left = ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).count();
        if (left > 0) {
            throw new IllegalStateException(left + " processes are left");
        }
        if (run.groups() > 0) {
            throw new IllegalStateException(run.groups() + " groups are left");
        }
        return word(0);
    }

    private void converse(Process launcher) throws IOException {
        if (!launcher.isAlive() || !Files.exists(run.socket())) {
            return;
        }
        try (ResidentClient client =
                ResidentClient.adopt(
                        UnixSocket.connect(run.socket(), UnixSocket.Kind.SEQPACKET), TIMEOUT)) {
            StartOutcome outcome = client.start(id(1), run.plan(1, "read x", INPUT));
            if (outcome instanceof StartOutcome.Started started) {
                started.close();
                join(client);
                client.attach(id(1)).close();
                client.kill(id(1), Signal.KILL, true);
                if (client.awaitExit(id(1), TIMEOUT).isEmpty()) {
                    throw new IllegalStateException("the container does not end");
                }
            }
            client.shutdown(Duration.ZERO);
        } catch (LinuxException e) {
            // The launcher ended, as it may.
        } catch (LauncherException e) {
            if (String.valueOf(e.getMessage()).contains("did not answer")) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void join(ResidentClient client) {
        Command command = new Command(List.of("true"), Map.of("PATH", "/bin"), "/", false);
        ExecSpec spec = new ExecSpec(command, ContainerUser.ROOT, Streams.DEFAULT);
        ExecPlan plan = ExecPlan.compile(spec, id(1), client.plan(id(1)));
        if (client.exec(id(2), plan) instanceof StartOutcome.Started started) {
            started.close();
            if (client.awaitExit(id(2), TIMEOUT).isEmpty()) {
                throw new IllegalStateException("the process does not end");
            }
        }
    }

    private static String id(int number) {
        return ResidentRun.id(number);
    }
}
