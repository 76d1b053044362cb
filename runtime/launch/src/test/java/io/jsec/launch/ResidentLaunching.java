package io.jsec.launch;

import io.jsec.linux.abi.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One launcher that stays. */
final class ResidentLaunching implements Launching {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Process process;
    private final ResidentClient client;

    /** Starts it; it serves its socket when it is ready. */
    ResidentLaunching(Path launcher, Path place, IdMaps maps)
            throws IOException, InterruptedException {
        Path socket = place.resolve("launch.sock");
        List<String> words =
                new ArrayList<>(LauncherCommand.resident(socket, maps, Optional.empty()));
        words.set(0, launcher.toString());
        process = new ProcessBuilder(words).inheritIO().start();
        ResidentRun.awaitSocket(process, socket);
        client = ResidentClient.connect(socket, TIMEOUT);
    }

    @Override
    public long start(ContainerSpec spec, LaunchPlan plan) throws LaunchingException {
        return switch (client.start(spec.id(), plan)) {
            case StartOutcome.Failed failed -> throw new LaunchingException(failed.toString());
            case StartOutcome.Started started -> {
                try (started) {
                    yield started.hostPid().orElseThrow();
                }
            }
        };
    }

    @Override
    public void stop(ContainerSpec spec) throws LaunchingException {
        client.kill(spec.id(), Signal.KILL, true);
        if (client.awaitExit(spec.id(), TIMEOUT).isEmpty()) {
            throw new LaunchingException("it does not end");
        }
        client.forget(spec.id());
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO);
        client.close();
        process.destroyForcibly().onExit().join();
    }
}
