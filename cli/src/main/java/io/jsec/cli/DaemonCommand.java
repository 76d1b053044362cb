package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.daemon.DaemonConfig;
import io.jsec.daemon.Idleness;
import io.jsec.daemon.Roles;
import io.jsec.engine.AdmissionPolicy;
import io.jsec.launch.ApiSocket;
import io.jsec.launch.CgroupPlacement;
import io.jsec.launch.CgroupView;
import io.jsec.launch.Confinement;
import io.jsec.launch.EngineProgram;
import io.jsec.launch.IdMaps;
import io.jsec.launch.IdentityForm;
import io.jsec.launch.LauncherPaths;
import io.jsec.launch.OneShot;
import io.jsec.linux.Caller;
import io.jsec.linux.Fd;
import io.jsec.linux.HostFiles;
import io.jsec.linux.Identity;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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

    /** How long an engine that was started on demand goes on when nobody needs it. */
    private static final Duration IDLE_STOP = Duration.ofMinutes(30);

    /**
     * How long an engine may take that ends while the next one begins: its containers end first.
     */
    private static final Duration FORMER_ENGINE = Duration.ofSeconds(45);

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
                    "Where to serve: unix://PATH, fd:// for sockets of systemd, or tcp:// with an"
                            + " address or interface and a port, for --tlsverify. May be repeated.")
    List<String> hosts = new ArrayList<>();

    @Option(
            names = "--i-accept-unauthenticated-tcp",
            description =
                    "Let -H tcp:// be: whoever reaches the port, every user and program of this"
                            + " host, can do all that this engine's owner can.")
    boolean unauthenticated;

    @Mixin TlsOptions tls = new TlsOptions();

    @Option(
            names = "--idle-stop",
            paramLabel = "TIME",
            description =
                    "End after so much time (30m, 90s, 2h) without clients and containers that run."
                            + " 0, for never, is the default.")
    Optional<String> idleStop = Optional.empty();

    @Option(
            names = "--on-demand",
            hidden = true,
            description = "As jsec starts one: apart from its caller, with a log of its own.")
    boolean onDemand;

    private final Environment environment;

    DaemonCommand(Environment environment) {
        this.environment = environment;
    }

    /** The words below this verb. */
    List<Callable<Integer>> below() {
        return List.of(
                new DaemonService.Install(environment),
                new DaemonService.Uninstall(environment),
                new DaemonStop(environment));
    }

    @Override
    public Integer call() {
        Places places = Places.here(environment);
        EnginePlaces engine = EnginePlaces.here(places, environment);
        Optional<Path> file = file(engine);
        DaemonConfig read = file.map(DaemonCommand::read).orElse(DaemonConfig.DEFAULT);
        DaemonTls secure = secure(read, places);
        List<ApiSocket> sockets = sockets(engine, read, places, secure);
        Duration idle = idleStop(read, ports(sockets, secure));
        Roles _ = ClientRoles.read(engine.roles());
        AdmissionPolicy _ = EnginePolicy.of(read, engine.policy()).read();
        Confinement _ = DefaultWalls.of(read);
        if (validate) {
            environment.out().println("configuration OK");
            return ExitCode.OK;
        }
        serveWithTls(secure, places, engine);
        prepare(engine.run(), places.system());
        Path state = read.dataRoot().orElse(places.state());
        prepare(state, false);
        Fd lock = EngineLock.take(state, first(sockets), FORMER_ENGINE);
        if (onDemand) {
            // Until here, what is wrong is told to whoever starts it.
            prepare(engine.logs(), false);
            Session.begin();
            new EngineLog(engine.log()).begin();
        }
        EngineStart.Life life =
                new EngineStart.Life(
                        idle,
                        onDemand ? Optional.of(engine.log()) : Optional.empty(),
                        open(sockets));
        EngineStart.Clients clients =
                new EngineStart.Clients(engine.roles(), ClientRoles.groups(sockets));
        EngineStart.Writing writing =
                new EngineStart.Writing(engine.logs(), ProcessHandle.current().pid());
        throw become(
                engine,
                sockets,
                lock,
                start(
                        places,
                        state,
                        file,
                        sockets,
                        new Told(engine.control(), life, clients, writing, secure.start())));
    }

    private DaemonTls secure(DaemonConfig read, Places places) {
        return DaemonTls.of(
                tls,
                read,
                hosts.isEmpty() ? read.hosts() : hosts,
                unauthenticated || read.own().unauthenticatedTcp(),
                environment,
                places.state().resolve("ca"));
    }

    /** Makes what --tls-init asks for, and says what would keep ports from being served. */
    private void serveWithTls(DaemonTls secure, Places places, EnginePlaces engine) {
        if (secure.start().isEmpty()) {
            return;
        }
        TlsStart start = secure.start().orElseThrow();
        String host = HostReader.hostname();
        if (tls.init) {
            Path certificates =
                    (places.system() ? places.state() : engine.config()).resolve("certs");
            String user = System.getProperty("user.name");
            new TlsInit(start, host, user, certificates, environment.out()).run();
        }
        EngineTls.check(start, secure.ca(), host);
    }

    /** Addresses of TCP, with TLS or without. */
    private static List<String> ports(List<ApiSocket> sockets, DaemonTls secure) {
        List<String> ports = new ArrayList<>(open(sockets));
        secure.start().ifPresent(start -> start.ports().forEach(port -> ports.add(port.text())));
        return ports;
    }

    /** Whoever is served at a port cannot start an engine: one that has any goes on. */
    private Duration idleStop(DaemonConfig read, List<String> ports) {
        Duration otherwise = onDemand ? read.own().idleStop().orElse(IDLE_STOP) : Duration.ZERO;
        Duration idle = idleStop.map(DaemonCommand::duration).orElse(otherwise);
        if (idleStop.isPresent() && idle.isPositive() && !ports.isEmpty()) {
            throw CliException.refused(
                    Code.VALUE,
                    "--idle-stop " + idleStop.orElseThrow(),
                    "whoever is served at a port could not start the engine again",
                    "no --idle-stop, or no -H tcp://");
        }
        return ports.isEmpty() ? idle : Duration.ZERO;
    }

    private static Duration duration(String text) {
        return Idleness.parse(text)
                .orElseThrow(() ->
                        CliException.refused(
                                Code.VALUE,
                                "--idle-stop " + text,
                                "it is no time",
                                "--idle-stop 30m, 90s, 2h; or 0, for never"));
    }

    /** Addresses at which nobody is asked who he is. */
    private static List<String> open(List<ApiSocket> sockets) {
        List<String> open = new ArrayList<>();
        for (ApiSocket socket : sockets) {
            if (socket instanceof ApiSocket.Loopback loopback) {
                open.add("tcp://" + loopback.text());
            }
        }
        return open;
    }

    /** Where others find this engine: a socket with a path, if there is any. */
    private static String first(List<ApiSocket> sockets) {
        return paths(sockets).stream().findFirst().map(path -> "unix://" + path).orElse("fd://");
    }

    private static List<Path> paths(List<ApiSocket> sockets) {
        List<Path> paths = new ArrayList<>();
        for (ApiSocket socket : sockets) {
            switch (socket) {
                case ApiSocket.Bound bound -> paths.add(bound.path());
                case ApiSocket.HandedDown handed ->
                        HandedDown.path(handed.descriptor()).ifPresent(paths::add);
                case ApiSocket.Loopback _ -> {}
            }
        }
        return paths;
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
        return ConfigFile.read(file, DaemonConfig::read);
    }

    private List<ApiSocket> sockets(
            EnginePlaces engine, DaemonConfig read, Places places, DaemonTls secure) {
        if (!hosts.isEmpty() && !read.hosts().isEmpty()) {
            throw CliException.refused(
                    Code.VALUE,
                    "-H " + hosts.getFirst(),
                    "the configuration says hosts too",
                    "one of both");
        }
        DaemonHost reader =
                new DaemonHost(
                        environment,
                        group(read, places),
                        ProcessHandle.current().pid(),
                        unauthenticated || read.own().unauthenticatedTcp());
        List<String> addresses = new ArrayList<>(secure.others());
        if (addresses.isEmpty() || onDemand) {
            // Whoever starts one on demand looks for it there, whatever else it serves.
            addresses.addFirst("unix://" + engine.api());
        }
        return reader.sockets(addresses);
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

    /** What the engine is told beside where things are. */
    private record Told(
            Path control,
            EngineStart.Life life,
            EngineStart.Clients clients,
            EngineStart.Writing writing,
            Optional<TlsStart> tls) {}

    private EngineStart start(
            Places places, Path state, Optional<Path> file, List<ApiSocket> sockets, Told told) {
        HostFiles files = HostFiles.here();
        CgroupView cgroups =
                CgroupPlacement.enter(files, CgroupPlacement.detect(files, Caller.current(files)));
        return new EngineStart(
                state,
                LaunchIdentity.ids(),
                LaunchIdentity.slots(places),
                cgroups,
                paths(sockets),
                told.control(),
                file,
                debug,
                told.life(),
                told.clients(),
                told.writing(),
                told.tls());
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
