package io.jsec.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.ApiClient;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.ClientException;
import io.jsec.cli.client.EngineAddress;
import io.jsec.cli.client.Request;
import io.jsec.daemon.DaemonConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code jsec daemon stop}: ends this user's engine, or for root the system's, however it was
 * started, and returns when the last of its processes is gone.
 */
@Command(
        name = "stop",
        description =
                "End this user's engine, or for root the system's, and wait until it is gone. What"
                        + " systemd started is systemctl's to stop.")
final class DaemonStop implements Callable<Integer> {
    /** What an engine gives its containers, and what it needs itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String WHAT = "jsec daemon stop";
    private static final String UNIT = "/jsec.service";
    private static final int NAMED_MAX = 3;

    @Mixin HelpOption help = new HelpOption();

    @Option(
            names = {"-f", "--force"},
            description =
                    "Containers that run are stopped first, each with its own signal, and killed"
                            + " after eight seconds.")
    boolean force;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration that the engine was started with, where it named one.")
    Optional<String> config = Optional.empty();

    private final Environment environment;

    DaemonStop(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Places places = Places.here(environment);
        Path state = state(places);
        Optional<EngineLock.Holder> holder = EngineLock.holder(state);
        if (holder.isEmpty()) {
            say("no engine with the state " + state + " runs");
            return ExitCode.OK;
        }
        EngineLock.Holder engine = holder.orElseThrow();
        long pid =
                engine.pid()
                        .orElseThrow(() ->
                                CliException.refused(
                                        Code.ENGINE_THERE,
                                        WHAT,
                                        "the engine is only beginning, or began before this one's"
                                                + " version",
                                        "again, or kill of its jsec-launch"));
        checkUnit(pid, places.system());
        if (!force) {
            checkContainers(engine.serves());
        }
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        await(state, pid);
        say("the engine of " + engine.serves() + " has ended");
        return ExitCode.OK;
    }

    private void say(String line) {
        environment.out().println(line);
        environment.out().flush();
    }

    private Path state(Places places) {
        Path file =
                config.map(environment::path)
                        .orElse(EnginePlaces.here(places, environment).daemonJson());
        if (config.isEmpty() && !Files.exists(file)) {
            return places.state();
        }
        DaemonConfig read = DaemonCommand.read(file);
        return read.dataRoot().orElse(places.state());
    }

    /** A unit whose engine ends behind its back is started again, or failed. */
    private static void checkUnit(long pid, boolean system) {
        String groups;
        try {
            groups = Files.readString(Path.of("/proc/" + pid + "/cgroup"));
        } catch (IOException e) {
            // It ends already, or is not to be seen: then no signal reaches it either.
            return;
        }
        if (isOfUnit(groups)) {
            throw CliException.refused(
                    Code.SERVICE,
                    WHAT,
                    "systemd started it, as the unit jsec.service",
                    "systemctl " + (system ? "" : "--user ") + "stop jsec.socket jsec.service");
        }
    }

    /** Whether a process in these groups, as the kernel tells them, is our unit's. */
    static boolean isOfUnit(String groups) {
        return groups.lines().anyMatch(line -> (line + "/").contains(UNIT + "/"));
    }

    private static void checkContainers(String serves) {
        List<String> names = new ArrayList<>();
        try {
            EngineAddress address = EngineAddress.parse(serves);
            ApiClient client = new ApiClient(address, "jsec/" + VersionCommand.VERSION);
            for (JsonNode container : client.json(Request.get("/containers/json"))) {
                names.add(container.path("Names").path(0).asText("").replaceFirst("^/", ""));
            }
        } catch (ApiException | ClientException | IllegalArgumentException e) {
            throw CliException.refused(
                    Code.ENGINE_THERE,
                    WHAT,
                    "what runs in it is not known: " + e.getMessage(),
                    "--force, which stops whatever runs");
        }
        if (!names.isEmpty()) {
            throw CliException.refused(
                    Code.ENGINE_THERE,
                    WHAT,
                    running(names),
                    "docker stop of them before, or --force, which stops them in order");
        }
    }

    /** Says who runs, by name as far as that is read. */
    static String running(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(NAMED_MAX, names.size())));
        String more = names.size() > NAMED_MAX ? " and " + (names.size() - NAMED_MAX) : "";
        return names.size() == 1
                ? "the container " + some + " runs"
                : names.size()
                        + " containers run: "
                        + some
                        + more
                        + (more.isEmpty() ? "" : " more");
    }

    private static void await(Path state, long pid) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (EngineLock.holder(state).filter(holder -> holder.isProcess(pid)).isPresent()) {
            if (System.nanoTime() >= end) {
                throw CliException.failed(
                        Code.ENGINE_THERE,
                        WHAT,
                        "process " + pid + " did not end for " + PATIENCE.toSeconds() + " seconds",
                        "what its log says, then kill -9 " + pid + ", which ends its containers");
            }
            EngineLock.pause();
        }
    }
}
