package io.jsec.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes containers: what can be refused is refused before anything is kept or made. */
final class Creation {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}");
    private static final Set<String> IPC_MODES = Set.of("", "private", "shareable", "none", "host");

    private final EngineSettings settings;
    private final Registry registry;
    private final ImageSource images;
    private final ContainerStorage storage;
    private final VolumeStore volumes;
    private final Launches launches;
    private final Donors donors;
    private final Judge judge;
    private final OwnSockets sockets;
    private final Announcer announcer;
    private final RandomIds random;
    private final Clock clock;

    /** Half containers that could not be taken back; their rows hold their names. */
    private final Queue<LiveContainer> left = new ConcurrentLinkedQueue<>();

    Creation(
            EngineSettings settings,
            Registry registry,
            ImageSource images,
            ContainerStorage storage,
            VolumeStore volumes,
            Launches launches,
            Donors donors,
            Judge judge,
            OwnSockets sockets,
            Announcer announcer,
            RandomIds random,
            Clock clock) {
        this.settings = settings;
        this.registry = registry;
        this.images = images;
        this.storage = storage;
        this.volumes = volumes;
        this.launches = launches;
        this.donors = donors;
        this.judge = judge;
        this.sockets = sockets;
        this.announcer = announcer;
        this.random = random;
        this.clock = clock;
    }

    /** A volume that is named in a request and made when the record is kept. */
    private record VolumeDraft(String name, Map<String, String> labels, boolean anonymous) {}

    /**
     * Makes a container.
     *
     * @param access of who asks for it
     */
    CreateResult create(CreateRequest request, Access access) {
        ImageSource.Found image = images.find(request.config().image());
        if (!access.seesImage(image.config().labels())) {
            throw StoredImages.notFound(request.config().image());
        }
        ContainerConfig own =
                request.config().toBuilder()
                        .labels(access.labelled(request.config().labels()))
                        .build();
        ContainerConfig config = ConfigMerge.merge(own, image.config());
        check(request, config);
        takeBackWhatIsLeft();
        String id = random.id();
        String name = name(request, id);
        boolean made = false;
        try {
            List<VolumeDraft> drafts = new ArrayList<>();
            List<MountPlan> mounts = mounts(config, request.host(), drafts, access);
            LogOptions log = LogOptions.parse(request.host().log(), settings.defaults().log());
            HostConfig typed = request.host();
            HostConfig host =
                    withLog(
                            typed.with(typed.resources().complete())
                                    .with(donors.resolve(typed.namespaces(), access)),
                            log);
            ContainerRecord asked =
                    ContainerRecord.of(
                            id,
                            name,
                            clock.instant(),
                            image.id(),
                            image.layers(),
                            marked(config, sockets.labels(id, request, access), mounts),
                            host,
                            mounts);
            Judge.Judgement judgement = admit(asked, access);
            ContainerRecord record = judgement.admitted();
            launches.check(asked);
            if (!record.equals(asked)) {
                launches.check(record);
            }
            keep(record, log, drafts, access);
            made = true;
            announcer.tell(record, "create");
            announcer.decided(judgement);
            List<String> warnings = new ArrayList<>(judgement.warnings());
            List<String> narrowed = narrowed(record);
            if (!narrowed.isEmpty()) {
                announcer.narrowed(record, BuiltInAdmission.ENGINE_SOCKET);
            }
            warnings.addAll(narrowed);
            return new CreateResult(id, warnings);
        } finally {
            if (!made) {
                registry.release(name, id);
            }
        }
    }

    private String name(CreateRequest request, String id) {
        String asked =
                request.name()
                        .map(name -> name.startsWith("/") ? name.substring(1) : name)
                        .orElseGet(() -> random.name(registry::isFree));
        checkName(asked);
        registry.reserve(asked, id);
        return asked;
    }

    /** In dockerd's words. */
    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw EngineException.badParameter(
                    "Invalid container name ("
                            + name
                            + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }
    }

    private List<MountPlan> mounts(
            ContainerConfig config, HostConfig host, List<VolumeDraft> drafts, Access access) {
        List<MountPlan> mounts =
                MountReader.read(
                        config,
                        host.storage(),
                        ref -> registry.findMade(ref, access).record(),
                        settings.workspaces()::real,
                        source -> isMediated(source, access),
                        (name, labels) -> {
                            boolean anonymous = name.isEmpty();
                            String known = anonymous ? random.id() : name;
                            volumes.check(known, access);
                            drafts.add(new VolumeDraft(known, access.labelled(labels), anonymous));
                            return new MountReader.VolumeDrafts.Draft(known, volumes.data(known));
                        });
        return mounts.stream()
                .map(mount -> mount.kind() == MountPlan.Kind.SOCKET ? mount.askedBy(access) : mount)
                .toList();
    }

    /** Whether a container gets a socket of its own in place of a source. */
    private boolean isMediated(String source, Access access) {
        Optional<Path> own = sockets.own(source);
        boolean asIs = own.filter(path -> settings.allow().contains("bind:" + path)).isPresent();
        if (own.isEmpty() || (asIs && access.equals(Access.FULL))) {
            return false;
        }
        if (!sockets.mediated()) {
            throw EngineException.forbidden(
                    BuiltInAdmission.ENGINE_SOCKET,
                    "-v " + source,
                    "it commands this engine, which gives containers no socket of their own",
                    "\"jsec\": {\"sidecar-socket\": true} in daemon.json");
        }
        return true;
    }

    /** A configuration with the engine's labels, where the container gets a socket of its own. */
    private static ContainerConfig marked(
            ContainerConfig config, Map<String, String> labels, List<MountPlan> mounts) {
        if (mounts.stream().noneMatch(mount -> mount.kind() == MountPlan.Kind.SOCKET)) {
            return config;
        }
        Map<String, String> all = new LinkedHashMap<>(config.labels());
        all.putAll(labels);
        return config.toBuilder().labels(all).build();
    }

    /** What a client is told whose container got sockets of its own. */
    private static List<String> narrowed(ContainerRecord record) {
        String shared =
                Sidecars.shared(record).entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .sorted()
                        .collect(Collectors.joining(" or "));
        String more =
                shared.isEmpty()
                        ? ""
                        : ", ends and removes what its maker made with the label " + shared;
        return record.mounts().stream()
                .filter(mount -> mount.kind() == MountPlan.Kind.SOCKET)
                .map(mount ->
                        "-v "
                                + mount.source()
                                + ":"
                                + mount.target()
                                + " narrowed: the container gets a socket of its own, with the"
                                + " role sidecar: it sees and touches what was made that way"
                                + more
                                + ", and nothing else")
                .toList();
    }

    /** The driver is the container's own from now on, whatever the engine's becomes. */
    private HostConfig withLog(HostConfig host, LogOptions log) {
        LogConfig config = host.log();
        if (!config.type().isEmpty()) {
            return host;
        }
        Map<String, String> options = new LinkedHashMap<>(settings.defaults().log().options());
        options.putAll(config.options());
        return host.with(new LogConfig(log.driver().word(), options));
    }

    /** What is refused as it was asked for is refused, whatever could be narrowed. */
    private Judge.Judgement admit(ContainerRecord asked, Access access) {
        List<Admission.Denial> restrained =
                RestraintRules.judge(access, asked.host(), asked.mounts(), settings.allow());
        return judge.create(asked, restrained).orThrow();
    }

    /** The record first, then its effects, then that it is whole. */
    private void keep(
            ContainerRecord record, LogOptions log, List<VolumeDraft> drafts, Access access) {
        LiveContainer container =
                new LiveContainer(
                        record,
                        new ContainerLog(
                                log, storage.directory(record.id()), record.id(), clock, 0));
        registry.keep(container, record);
        registry.add(container);
        boolean made = false;
        try {
            for (VolumeDraft draft : drafts) {
                volumes.make(draft.name(), draft.labels(), draft.anonymous(), access);
            }
            storage.make(record.id(), images.lowers(record.layers()));
            registry.keep(container, record.complete());
            made = true;
        } finally {
            if (!made) {
                takeBack(container);
            }
        }
    }

    private void takeBack(LiveContainer container) {
        try {
            volumes.removeAnonymous(container.record());
            storage.remove(container.id());
            registry.remove(container);
        } catch (EngineException | java.io.IOException e) {
            // Half a container, which goes before the next one is made, or with this engine.
            left.add(container);
        }
    }

    private void takeBackWhatIsLeft() {
        for (int i = left.size(); i > 0; i--) {
            LiveContainer container = left.poll();
            if (container != null) {
                takeBack(container);
            }
        }
    }

    private static void check(CreateRequest request, ContainerConfig config) {
        ConfigMerge.argv(config);
        HostConfig host = request.host();
        Donors.check(request.config(), host);
        if (host.autoRemove() && host.restart().mode() != RestartPolicy.Mode.NO) {
            throw EngineException.badParameter(
                    "can't create 'AutoRemove' container with restart policy");
        }
        if (!config.workingDir().isEmpty() && !config.workingDir().startsWith("/")) {
            throw EngineException.badParameter(
                    "the working directory '"
                            + config.workingDir()
                            + "' is invalid, it needs to be an absolute path");
        }
        refuse(host);
        LaunchSpecs.stopSignal(config);
    }

    private static void refuse(HostConfig host) {
        if (!host.network().portBindings().isEmpty() || host.network().publishAllPorts()) {
            throw EngineException.unsupported(
                    "-p",
                    "containers have no network but loopback so far, so no port can be published",
                    "docker exec, which reaches the port from inside");
        }
        if (!host.network().links().isEmpty()) {
            throw EngineException.unsupported(
                    "--link", "it never worked outside of one bridge", "a network of their own");
        }
        HostConfig.NamespaceConfig namespaces = host.namespaces();
        mode("PID", namespaces.pid(), Set.of("", "host"), true);
        mode("IPC", namespaces.ipc(), IPC_MODES, true);
        mode("UTS", namespaces.uts(), Set.of("", "host"), false);
        if (!Set.of("", "private", "host").contains(host.namespaces().cgroup())) {
            throw EngineException.badParameter("invalid CgroupMode: " + host.namespaces().cgroup());
        }
        if (!Set.of("", "host").contains(host.security().usernsMode())) {
            throw EngineException.unsupported(
                    "--userns " + host.security().usernsMode(),
                    "the forms have a wire form of their own",
                    "--security-opt jsec.userns=owner or slot");
        }
        LaunchSpecs.network(namespaces.network());
    }

    /** In dockerd's words. */
    private static void mode(String kind, String mode, Set<String> own, boolean another) {
        boolean named = Donors.named(mode).filter(ref -> !ref.isEmpty()).isPresent();
        if (!own.contains(mode) && !(another && named)) {
            throw EngineException.badParameter("invalid " + kind + " mode: " + mode);
        }
    }
}
