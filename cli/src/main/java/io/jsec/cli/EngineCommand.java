package io.jsec.cli;

import io.jsec.cli.docker.ProcessSignals;
import io.jsec.cli.journal.EngineJournal;
import io.jsec.cli.journal.SyslogWitness;
import io.jsec.cli.setup.Workspaces;
import io.jsec.daemon.Api;
import io.jsec.daemon.CallRecord;
import io.jsec.daemon.Callers;
import io.jsec.daemon.CertificateRecord;
import io.jsec.daemon.DaemonConfig;
import io.jsec.daemon.Gate;
import io.jsec.daemon.Idleness;
import io.jsec.daemon.Roles;
import io.jsec.daemon.SidecarDoor;
import io.jsec.daemon.edge.Edge;
import io.jsec.daemon.edge.EdgeLimits;
import io.jsec.engine.AdmissionPolicy;
import io.jsec.engine.Engine;
import io.jsec.engine.EngineException;
import io.jsec.engine.EngineSettings;
import io.jsec.engine.ListRequest;
import io.jsec.engine.LocalEngine;
import io.jsec.engine.LogConfig;
import io.jsec.engine.OwnSockets;
import io.jsec.engine.WorkspaceViews;
import io.jsec.journal.Journal;
import io.jsec.journal.Token;
import io.jsec.launch.ContainerUser;
import io.jsec.launch.EngineDescriptors;
import io.jsec.launch.HandedSockets;
import io.jsec.launch.LaunchHost;
import io.jsec.launch.ResidentClient;
import io.jsec.linux.HostFiles;
import io.jsec.linux.ProcessEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/**
 * {@code jsec engine}: the engine itself, inside the launcher's namespaces. Started by jsec-launch,
 * and again whenever it dies.
 */
@Command(name = "engine", description = "Be the engine; started by jsec-launch.")
final class EngineCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCommand.class);
    private static final Duration LAUNCHER_TIMEOUT = Duration.ofSeconds(30);

    /** The launcher gives an engine ten seconds, and kills what is left. */
    private static final Duration CONTAINERS_GRACE = Duration.ofSeconds(8);

    private static final Duration EVER = Duration.ofSeconds(-1);

    /** How the launcher is told that nobody needs this engine. */
    private static final int IDLE = 4;

    private final Environment environment;

    EngineCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        EngineStart start = EngineStart.decode(told());
        DaemonConfig config = begin(start);
        ResidentClient launcher =
                ResidentClient.adopt(EngineDescriptors.control(), LAUNCHER_TIMEOUT);
        HandedSockets sockets = new HandedSockets(EngineDescriptors.handIn());
        boolean required = config.own().journalRequired();
        EngineJournal opened = journal(start.writing(), required);
        Journal journal = opened.journal();
        SidecarDoor door = new SidecarDoor();
        LocalEngine engine =
                opened(
                        settings(start, config),
                        launcher,
                        journal,
                        new OwnSockets(
                                config.own().sidecarSocket(),
                                start.sockets(),
                                door,
                                config.own().sidecarSharedLabels()));
        EnginePolicy policy = policy(start, config);
        engine.judgeBy(policyOrNone(policy));
        List<String> warnings = new ArrayList<>(warnings(start.life().open()));
        start.tls().map(EngineTls::warnings).ifPresent(warnings::addAll);
        warnings.addAll(opened.warnings());
        Gate gate = gate(start);
        Edge edge =
                Api.edge(
                        engine,
                        VersionCommand.VERSION,
                        warnings,
                        EdgeLimits.standard(),
                        gate,
                        new CallRecord(journal, required));
        door.open(edge);
        Optional<EngineTls> tls =
                start.tls()
                        .map(each ->
                                EngineTls.serve(
                                        each,
                                        HostReader.hostname(),
                                        edge,
                                        new CertificateRecord(journal)));
        // Told so by the launcher, which ends too; any other end is no container's affair.
        AtomicBoolean goesDown = new AtomicBoolean();
        ProcessEnd.before(
                "end",
                () -> {
                    sockets.close();
                    tls.ifPresent(EngineTls::close);
                    end(engine, edge, journal, goesDown.get());
                });
        ProcessSignals.handle(
                "TERM",
                () -> {
                    goesDown.set(true);
                    ProcessEnd.with(ExitCode.OK);
                });
        // What it was told is of the launcher's start, and the configuration of now.
        var _ = reload(config, config, tls);
        reloadOnHangUp(start, config, gate, tls, () -> reload(engine, policy));
        warnings.forEach(LOG::warn);
        List<String> served = tls.map(EngineTls::served).orElse(List.of());
        LOG.info("serving {} {} {}", start.sockets(), start.life().open(), served);
        return serve(start.life().idleStop(), sockets, edge, engine);
    }

    /** The state may lie where nothing can be written: what is said then is no bug of jsec. */
    private static LocalEngine opened(
            EngineSettings settings, ResidentClient launcher, Journal journal, OwnSockets sockets) {
        try {
            return LocalEngine.open(
                    settings,
                    launcher,
                    Clock.systemUTC(),
                    journal,
                    sockets,
                    () -> Runtime.getRuntime().halt(ExitCode.UNEVALUATED));
        } catch (EngineException e) {
            throw CliException.refused(
                    Code.STORE,
                    "the state in " + settings.state(),
                    String.valueOf(e.getMessage()),
                    "a file system that can be written and read; containers run on meanwhile");
        }
    }

    /** Reads the configuration, and finds a place for the log and for Netty's native half. */
    private static DaemonConfig begin(EngineStart start) throws IOException {
        DaemonConfig config = start.config().map(DaemonCommand::read).orElse(DaemonConfig.DEFAULT);
        LogLine.debug(start.debug() || config.debug());
        start.life().log().ifPresent(file -> LogLine.after(new EngineLog(file)::bound));
        // The distribution has Netty's native half. Without it Netty unpacks its own: not into a
        // folder of everybody's.
        Path natives = Files.createDirectories(start.state().resolve("native"));
        System.setProperty("io.netty.native.workdir", natives.toString());
        return config;
    }

    private String told() {
        return environment
                .variable(EngineStart.VARIABLE)
                .orElseThrow(() ->
                        CliException.refused(
                                Code.USAGE,
                                "jsec engine",
                                "it is started by jsec-launch only",
                                "jsec daemon"));
    }

    private static Gate gate(EngineStart start) {
        EngineStart.Clients clients = start.clients();
        return new Gate(
                new Callers(start.ids().uids().own(), Set.copyOf(clients.groups())),
                roles(clients.roles()));
    }

    /**
     * jsec daemon starts with no wrong file: one that became so closes its roles, not the engine.
     */
    private static Roles roles(Path file) {
        try {
            return ClientRoles.read(file);
        } catch (CliException e) {
            LOG.error("there are no roles but those that are built in: {}", e.getMessage());
            return Roles.builtIn();
        }
    }

    private static EnginePolicy policy(EngineStart start, DaemonConfig config) {
        return EnginePolicy.of(config, start.clients().roles().resolveSibling(EnginePolicy.FILE));
    }

    /** jsec daemon starts with no wrong file: under one that became so nothing is admitted. */
    private static AdmissionPolicy policyOrNone(EnginePolicy policy) {
        try {
            return policy.read();
        } catch (CliException e) {
            LOG.error("nothing is made or changed without a policy: {}", e.getMessage());
            return AdmissionPolicy.unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static void reload(LocalEngine engine, EnginePolicy file) {
        AdmissionPolicy now = file.read();
        engine.judgeBy(now);
        LOG.info("policy read again, preset {}", now.name());
    }

    private static void end(Engine engine, Edge edge, Journal journal, boolean goesDown) {
        if (goesDown) {
            engine.endContainers(CONTAINERS_GRACE);
        }
        edge.close();
        engine.close();
        journal.close();
    }

    /** Serves until the launcher is gone, or nobody needs this engine for that long. */
    private static int serve(Duration limit, HandedSockets sockets, Edge edge, Engine engine)
            throws IOException {
        if (limit.isZero()) {
            edge.serve(new HandedConnections(sockets, EVER, () -> false));
            return ExitCode.OK;
        }
        Idleness idleness = new Idleness(limit, System.nanoTime());
        AtomicBoolean over = new AtomicBoolean();
        BooleanSupplier isOver =
                () -> {
                    Idleness.Signs signs =
                            new Idleness.Signs(edge.accepted(), edge.connections(), runs(engine));
                    over.set(idleness.isOver(signs, System.nanoTime()));
                    return over.get();
                };
        edge.serve(new HandedConnections(sockets, idleness.interval(), isOver));
        if (over.get()) {
            LOG.info("nobody needed this engine for {}: it ends", limit);
        }
        return over.get() ? IDLE : ExitCode.OK;
    }

    private static boolean runs(Engine engine) {
        return !engine.containers().list(ListRequest.RUNNING).isEmpty();
    }

    private static List<String> warnings(List<String> open) {
        return open.stream()
                .map(address ->
                        "WARNING: the API is served at "
                                + address
                                + " without authentication: every user and program of this host"
                                + " can do all that the engine's owner can")
                .toList();
    }

    private static EngineJournal journal(EngineStart.Writing writing, boolean required) {
        return EngineJournal.open(
                writing.directory(),
                required,
                new EngineJournal.Ground(
                        new Token(
                                HostFiles.here()
                                        .text("/proc/sys/kernel/random/boot_id")
                                        .map(String::strip)
                                        .orElse("unknown")),
                        new Token(VersionCommand.VERSION),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        new SyslogWitness(SyslogWitness.DEV_LOG, writing.pid(), LOG::warn)));
    }

    private static EngineSettings settings(EngineStart start, DaemonConfig config) {
        return new EngineSettings(
                start.state(),
                start.state().resolve("store"),
                start.ids(),
                start.slots(),
                LaunchIdentity.VIEWS,
                workspaces(start),
                start.cgroups(),
                HostFiles.here(),
                VersionCommand.VERSION,
                "",
                defaults(config),
                config.own().allow(),
                guarded(start, config),
                config.labels(),
                Distribution.here().probe());
    }

    /** What a configuration has containers get that ask for nothing else. */
    static EngineSettings.Defaults defaults(DaemonConfig config) {
        return new EngineSettings.Defaults(
                new LogConfig(config.logDriver(), config.logOpts()),
                config.init(),
                config.own().pidsLimit(),
                config.own().memoryBytes(),
                config.shmBytes(),
                "",
                config.own().securityOpt());
    }

    /**
     * What no container is given, beside the state: whoever writes roles or the policy gives
     * himself what he likes.
     */
    private static List<Path> guarded(EngineStart start, DaemonConfig config) {
        List<Path> guarded = new ArrayList<>(start.sockets());
        guarded.add(start.control());
        guarded.add(start.writing().directory());
        Path roles = start.clients().roles();
        guarded.add(Optional.ofNullable(roles.getParent()).orElse(roles));
        guarded.add(policy(start, config).file());
        start.config().ifPresent(guarded::add);
        return guarded;
    }

    private static WorkspaceViews workspaces(EngineStart start) {
        if (start.slots() == 0) {
            return WorkspaceViews.NONE;
        }
        Workspaces workspaces = Workspaces.ofThisHost();
        return new WorkspaceViews() {
            @Override
            public List<LaunchHost.Workspace> in(int slot, ContainerUser user) {
                return workspaces.in(slot, user);
            }

            @Override
            public Optional<Path> real(Path typed) throws IOException {
                return workspaces.real(typed);
            }
        };
    }

    /** Reads the configuration again: debug holds at once, the rest is named in the log. */
    private static void reloadOnHangUp(
            EngineStart start,
            DaemonConfig first,
            Gate gate,
            Optional<EngineTls> tls,
            Runnable policy) {
        ProcessSignals.handle(
                "HUP",
                () -> {
                    try {
                        DaemonConfig now =
                                start.config()
                                        .map(DaemonCommand::read)
                                        .orElse(DaemonConfig.DEFAULT);
                        LogLine.debug(start.debug() || now.debug());
                        List<String> later = new ArrayList<>(first.needRestart(now));
                        if (later.contains("hosts")) {
                            LOG.warn(
                                    "hosts is read at a start only: all ports stay where they are");
                        }
                        later.addAll(reload(first, now, tls));
                        LOG.info(
                                "configuration read again{}",
                                later.isEmpty() ? "" : "; needs a new start: " + later);
                    } catch (CliException e) {
                        LOG.error("the configuration stays as it is: {}", e.getMessage());
                    }
                    try {
                        gate.roles(ClientRoles.read(start.clients().roles()));
                    } catch (CliException e) {
                        LOG.error("the roles stay as they are: {}", e.getMessage());
                    }
                    try {
                        policy.run();
                    } catch (CliException e) {
                        LOG.error("the policy stays as it is: {}", e.getMessage());
                    }
                });
    }

    /**
     * Lets the ports follow the configuration: what is wrong with it is said, and they stay.
     *
     * @return the keys that need a new start
     */
    private static List<String> reload(
            DaemonConfig first, DaemonConfig now, Optional<EngineTls> tls) {
        if (tls.isEmpty()) {
            return first.tls().equals(now.tls()) ? List.of() : List.of("tls");
        }
        List<String> later = new ArrayList<>();
        if (first.tls().verify() != now.tls().verify()) {
            LOG.warn("tlsverify is read at a start only: the ports stay with TLS");
            later.add("tlsverify");
        }
        try {
            later.addAll(tls.orElseThrow().reload(now.tls()));
        } catch (CliException e) {
            LOG.error("TLS stays as it is: {}", e.getMessage());
        }
        return later;
    }
}
