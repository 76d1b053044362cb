package io.jsec.cli;

import io.jsec.daemon.ConfigException;
import io.jsec.daemon.DaemonConfig;
import io.jsec.launch.ApiSocket;
import io.jsec.launch.CgroupPlacement;
import io.jsec.launch.CgroupView;
import io.jsec.launch.EngineProgram;
import io.jsec.launch.IdMaps;
import io.jsec.launch.IdentityForm;
import io.jsec.launch.LauncherPaths;
import io.jsec.launch.OneShot;
import io.jsec.linux.Caller;
import io.jsec.linux.Fd;
import io.jsec.linux.Flock;
import io.jsec.linux.HostFiles;
import io.jsec.linux.Identity;
import io.jsec.linux.LinuxException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec daemon}: becomes the launcher, which starts the engine and keeps it running. */
@Command(
        name = "daemon",
        description =
                "Serve the Docker Engine API on a unix socket, in the foreground. Containers"
                        + " outlive the engine's own process and end with this command.")
final class DaemonCommand implements Callable<Integer> {
    private static final String MALLOC_ARENAS = "2";

    /** Longer than the launcher's inner half outlives its outer one. */
    private static final int LOCK_POLLS_MAX = 120;

    private static final int LOCK_POLL_MILLIS = 100;

    @Mixin HelpOption help = new HelpOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration, instead of the engine's daemon.json.")
    Optional<String> config = Optional.empty();

    @Option(
            names = "--validate",
            description = "Check the configuration and start nothing. Exit status 1: it is wrong.")
    boolean validate;

    @Option(
            names = {"-D", "--debug"},
            description = "Say more in the log.")
    boolean debug;

    @Option(
            names = {"-H", "--host"},
            paramLabel = "ADDRESS",
            description =
                    "Where to serve: unix://PATH, or fd:// for sockets of systemd. May be repeated."
                            + " tcp:// is refused: it needs certificates.")
    List<String> hosts = new ArrayList<>();

    @Option(
            names = "--i-accept-unauthenticated-tcp",
            hidden = true,
            description = "Refused, as tcp:// is.")
    boolean unauthenticated;

    private final Environment environment;

    DaemonCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Places places = Places.here(environment);
        EnginePlaces engine = EnginePlaces.here(places, environment);
        Optional<Path> file = file(engine);
        DaemonConfig read = file.map(DaemonCommand::read).orElse(DaemonConfig.DEFAULT);
        List<ApiSocket> sockets = sockets(engine, read, places);
        if (validate) {
            environment.out().println("configuration OK");
            return ExitCode.OK;
        }
        prepare(engine.run(), places.system());
        Path state = read.dataRoot().orElse(places.state());
        prepare(state, false);
        try (Fd lock = lock(state, sockets)) {
            throw become(engine, sockets, lock, start(places, state, file, sockets));
        }
    }

    /** The file that is read, absent where nobody named one and there is none. */
    private Optional<Path> file(EnginePlaces engine) {
        Optional<Path> named = config.map(environment::path);
        if (named.isPresent() && !Files.isReadable(named.orElseThrow())) {
            throw CliException.refused(
                    Code.VALUE,
                    "--config " + named.orElseThrow(),
                    "there is no such file that this user can read",
                    "a file, or no --config for the defaults");
        }
        return named.or(() -> Optional.of(engine.daemonJson()).filter(Files::exists));
    }

    /** A configuration. */
    static DaemonConfig read(Path file) {
        try {
            return DaemonConfig.read(file.toString(), Files.readAllBytes(file));
        } catch (ConfigException e) {
            String rest = e.problems().size() == 1 ? "" : ", and what else it says";
            throw CliException.refused(
                            Code.VALUE,
                            file.toString(),
                            String.join("; ", e.problems()),
                            "correcting it" + rest)
                    .withExit(ExitCode.FINDINGS);
        } catch (IOException e) {
            throw CliException.failed(
                    Code.STORE, "reading " + file, IoReason.of(e), "a file this user can read");
        }
    }

    private List<ApiSocket> sockets(EnginePlaces engine, DaemonConfig read, Places places) {
        if (!hosts.isEmpty() && !read.hosts().isEmpty()) {
            throw CliException.refused(
                    Code.VALUE,
                    "-H " + hosts.getFirst(),
                    "the configuration says hosts too",
                    "one of both");
        }
        DaemonHost reader =
                new DaemonHost(environment, group(read, places), ProcessHandle.current().pid());
        List<String> addresses = hosts.isEmpty() ? read.hosts() : hosts;
        if (addresses.isEmpty()) {
            return List.of(reader.bound(engine.api()));
        }
        return addresses.stream().flatMap(each -> reader.sockets(each).stream()).toList();
    }

    /** The group of the sockets: the one that is named, the system engine's own, or none. */
    private static OptionalInt group(DaemonConfig read, Places places) {
        HostFiles files = HostFiles.here();
        Optional<String> name = read.group();
        if (name.isEmpty()) {
            return places.system() ? OptionalInt.of(Identity.gid()) : OptionalInt.empty();
        }
        String wanted = name.orElseThrow();
        for (String line : files.lines("/etc/group")) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[0].equals(wanted)) {
                return OptionalInt.of(Integer.parseInt(fields[2]));
            }
        }
        throw CliException.refused(
                Code.VALUE, "group " + wanted, "there is no such group", "a group of this host");
    }

    private static void prepare(Path directory, boolean shared) {
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(shared ? "rwxr-x--x" : "rwx------")));
        } catch (IOException e) {
            throw CliException.failed(
                    Code.STORE,
                    "making " + directory,
                    IoReason.of(e),
                    shared ? "jsec setup, as root" : "a directory this user may write to");
        }
    }

    /**
     * One engine per state directory: its launcher holds the lock. Where nobody serves, a launcher
     * that was killed may still be ending what ran in it, which takes seconds at most.
     */
    private static Fd lock(Path state, List<ApiSocket> sockets) {
        Path file = state.resolve("lock");
        try {
            Optional<Fd> lock = Flock.tryLock(file);
            for (int i = 0; lock.isEmpty() && i < LOCK_POLLS_MAX && !served(sockets); i++) {
                Thread.sleep(LOCK_POLL_MILLIS);
                lock = Flock.tryLock(file);
            }
            return lock.orElseThrow(() ->
                    CliException.refused(
                            Code.STORE,
                            "jsec daemon",
                            "another one has the state directory " + state,
                            "that one, or another data-root in daemon.json"));
        } catch (LinuxException e) {
            throw CliException.failed(
                    Code.STORE,
                    "locking " + file,
                    String.valueOf(e.getMessage()),
                    "a state directory this user may write to");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean served(List<ApiSocket> sockets) {
        for (ApiSocket socket : sockets) {
            if (socket instanceof ApiSocket.Bound bound) {
                try (SocketChannel _ =
                        SocketChannel.open(UnixDomainSocketAddress.of(bound.path()))) {
                    return true;
                } catch (IOException e) {
                    // Nobody listens there.
                }
            }
        }
        return false;
    }

    private EngineStart start(
            Places places, Path state, Optional<Path> file, List<ApiSocket> sockets) {
        HostFiles files = HostFiles.here();
        CgroupView cgroups =
                CgroupPlacement.enter(files, CgroupPlacement.detect(files, Caller.current(files)));
        List<Path> paths = new ArrayList<>();
        for (ApiSocket socket : sockets) {
            if (socket instanceof ApiSocket.Bound bound) {
                paths.add(bound.path());
            }
        }
        return new EngineStart(
                state,
                LaunchIdentity.ids(),
                LaunchIdentity.slots(places),
                cgroups,
                paths,
                file,
                debug);
    }

    private LinuxException become(
            EnginePlaces engine, List<ApiSocket> sockets, Fd lock, EngineStart start) {
        Distribution distribution = Distribution.here();
        IdentityForm identity = LaunchIdentity.ofEngine();
        Map<String, String> variables = new HashMap<>();
        variables.put(EngineStart.VARIABLE, start.encode());
        variables.put("HOME", environment.variable("HOME").orElse("/"));
        variables.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        variables.put("LC_ALL", "C.UTF-8");
        // A thread waits for each container's output: the C library would keep a heap for each.
        variables.put("MALLOC_ARENA_MAX", MALLOC_ARENAS);
        return OneShot.engine(
                new LauncherPaths(distribution.launcher(), Optional.empty()),
                IdMaps.of(identity),
                engine.control(),
                LaunchIdentity.views(start.slots()),
                sockets,
                List.of(lock),
                new EngineProgram(distribution.engine(), variables),
                environment.variables());
    }
}
