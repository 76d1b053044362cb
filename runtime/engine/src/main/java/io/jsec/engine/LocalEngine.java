package io.jsec.engine;

import io.jsec.image.ImageDigest;
import io.jsec.image.ImageStore;
import io.jsec.image.ImageUse;
import io.jsec.journal.Journal;
import io.jsec.launch.ResidentClient;
import io.jsec.linux.Uname;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The engine of this host: every part, put together once. */
public final class LocalEngine implements Engine {
    private final StateStore store;
    private final ImageStore images;
    private final Launcher launcher;
    private final Registry registry;
    private final Lives lives;
    private final Recovery recovery;
    private final Updates updates;
    private final Reaper reaper;
    private final EventLog events;
    private final Stops stops;
    private final LocalContainers containers;
    private final LocalExecs execs;
    private final LocalImages imageView;
    private final LocalVolumes volumes;
    private final LocalFacts facts;
    private final Judge judge;

    /**
     * What an engine stands on; tests stand it on something else.
     *
     * @param store of records
     * @param launcher of containers
     * @param copy that fills volumes
     * @param clock of every time that is told
     * @param random of ids and names
     * @param journal is told every launch
     * @param sockets of the engine
     * @param launcherGone called once, where the launcher is gone
     */
    record Ground(
            StateStore store,
            Launcher launcher,
            BiFunction<ImageStore, ContainerStorage, VolumeStore.VolumeCopy> copy,
            Clock clock,
            RandomIds random,
            Journal journal,
            OwnSockets sockets,
            Runnable launcherGone) {}

    /**
     * Opens an engine: reads what is kept, lays it beside what the launcher says, and starts what
     * is to run.
     *
     * @param client of the launcher; the engine owns it
     * @param journal is told every launch; it stays the caller's
     * @param sockets of the engine
     * @param launcherGone called once, where the launcher is gone: nothing can be done then
     */
    public static LocalEngine open(
            EngineSettings settings,
            ResidentClient client,
            Clock clock,
            Journal journal,
            OwnSockets sockets,
            Runnable launcherGone) {
        prepare(settings);
        StateStore store =
                SqliteStore.open(
                        settings.state().resolve("state.db"), settings.state().resolve("native"));
        return open(
                settings,
                new Ground(
                        store,
                        new ResidentLauncher(client),
                        LayerCopy::new,
                        clock,
                        new RandomIds(new java.security.SecureRandom()),
                        journal,
                        sockets,
                        launcherGone));
    }

    private static void prepare(EngineSettings settings) {
        try {
            Files.createDirectories(settings.state());
            Files.setPosixFilePermissions(
                    settings.state(), PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(settings.store());
        } catch (IOException e) {
            throw EngineException.internal(
                    "making the state directory " + settings.state() + ": " + e.getMessage(), e);
        }
    }

    static LocalEngine open(EngineSettings settings, Ground ground) {
        LocalEngine engine = new LocalEngine(settings, ground);
        boolean open = false;
        try {
            engine.recovery.reconcile();
            engine.reaper.start();
            open = true;
            return engine;
        } finally {
            if (!open) {
                engine.close();
            }
        }
    }

    private LocalEngine(EngineSettings settings, Ground ground) {
        this.store = ground.store();
        this.launcher = ground.launcher();
        Clock clock = ground.clock();
        this.events = new EventLog(clock);
        Announcer announcer = new Announcer(events, ground.journal());
        this.registry = new Registry(store);
        ContainerStorage storage = new ContainerStorage(settings.containers());
        VolumeStore volumeStore = new VolumeStore(store, settings.volumes(), announcer, clock);
        Identities identities = new Identities(settings);
        // The image store asks what is in use as soon as it is open: records come first.
        Recovery.load(store, registry, storage, settings, clock);
        this.images = openImages(settings, registry, clock);
        ImageSource source = new StoredImages(images, settings.probe());
        Donors donors = new Donors(registry, storage);
        Sidecars sidecars = Sidecars.open(ground.sockets(), settings.state(), launcher, registry);
        Launches launches = new Launches(settings, source, storage, identities, donors, sidecars);
        this.judge = judge(settings, launches);
        this.updates = new Updates(registry, launches, settings, judge, announcer);
        Removals removals = new Removals(registry, storage, volumeStore, announcer);
        this.execs = execs(settings, ground, source, storage, announcer);
        this.lives =
                new Lives(
                        registry,
                        launcher,
                        launches,
                        identities,
                        volumeStore,
                        ground.copy().apply(images, storage),
                        announcer,
                        removals,
                        new HealthMonitor(execs, store, announcer, clock),
                        sidecars,
                        clock);
        Listing listing = new Listing(registry, source, storage, clock);
        LocalContainers.Parts parts =
                parts(
                        settings,
                        ground,
                        new Shared(
                                announcer,
                                storage,
                                volumeStore,
                                source,
                                launches,
                                donors,
                                removals,
                                listing));
        this.stops = parts.stops();
        this.containers = new LocalContainers(registry, parts, clock);
        this.volumes = new LocalVolumes(volumeStore, registry, ground.random(), announcer, clock);
        this.imageView = new LocalImages(images, this::users, announcer, clock);
        this.facts = facts(settings, listing, clock);
        LeftGroups groups = new LeftGroups(settings.cgroups());
        this.recovery = recovery(storage, volumeStore, identities, removals, groups);
        this.reaper = new Reaper(launcher, registry, lives, execs, ground.launcherGone());
    }

    private LocalExecs execs(
            EngineSettings settings,
            Ground ground,
            ImageSource source,
            ContainerStorage storage,
            Announcer announcer) {
        return new LocalExecs(
                store,
                registry,
                launcher,
                source,
                storage,
                judge,
                announcer,
                ground.random(),
                settings.defaults().detachKeys(),
                ground.clock());
    }

    private static Judge judge(EngineSettings settings, Launches launches) {
        return new Judge(
                new AdmissionGround(
                        settings.defaults(),
                        settings.slots(),
                        settings.cgroups(),
                        settings.allow(),
                        guarded(settings)),
                launches::see,
                AdmissionPolicy.of(AdmissionPolicy.Preset.DEV));
    }

    /**
     * Judges by another policy from now on. It is whoever opened the engine who may: no client's
     * view of it has a way here.
     */
    public void judgeBy(AdmissionPolicy policy) {
        judge.policy(policy);
    }

    private LocalFacts facts(EngineSettings settings, Listing listing, Clock clock) {
        String id = store.engineId();
        return new LocalFacts(settings, id, registry, listing, volumes, images, events, clock);
    }

    private Recovery recovery(
            ContainerStorage storage,
            VolumeStore volumeStore,
            Identities identities,
            Removals removals,
            LeftGroups groups) {
        return new Recovery(
                store,
                registry,
                launcher,
                storage,
                volumeStore,
                identities,
                lives,
                removals,
                updates,
                execs,
                groups,
                Path.of("/proc"));
    }

    /** What several parts of containers stand on. */
    private record Shared(
            Announcer announcer,
            ContainerStorage storage,
            VolumeStore volumes,
            ImageSource source,
            Launches launches,
            Donors donors,
            Removals removals,
            Listing listing) {}

    private LocalContainers.Parts parts(EngineSettings settings, Ground ground, Shared shared) {
        Announcer announcer = shared.announcer();
        Creation creation =
                new Creation(
                        settings,
                        registry,
                        shared.source(),
                        shared.storage(),
                        shared.volumes(),
                        shared.launches(),
                        shared.donors(),
                        judge,
                        ground.sockets(),
                        announcer,
                        ground.random(),
                        ground.clock());
        return new LocalContainers.Parts(
                creation,
                lives,
                new Stops(registry, launcher, new Freezer(settings.cgroups()), announcer),
                shared.removals(),
                shared.listing(),
                new Inspection(
                        shared.storage(),
                        shared.source(),
                        shared.listing(),
                        shared.donors(),
                        settings.defaults(),
                        Path.of("/proc")),
                updates,
                new Processes(settings.host().at("/proc"), ground.clock()),
                new StatsReader(settings.cgroups(), settings.host(), ground.clock()),
                new Archives(images, shared.storage()),
                launcher,
                announcer,
                execs::of,
                settings.defaults().detachKeys());
    }

    private static ImageStore openImages(EngineSettings settings, Registry registry, Clock clock) {
        String architecture = LocalFacts.goArchitecture(Uname.read().machine());
        return ImageStore.open(settings.store(), new Use(registry), clock, architecture);
    }

    /** Never mounted into a container: as named, and where links of these names lead. */
    private static List<Path> guarded(EngineSettings settings) {
        List<Path> all = new ArrayList<>(settings.sockets());
        all.add(settings.state());
        for (Path path : List.copyOf(all)) {
            try {
                all.add(path.toRealPath());
            } catch (IOException e) {
                // It is not there yet, so nothing can be a link to it.
            }
        }
        return all;
    }

    private int users(String imageId) {
        return (int)
                registry.all().stream()
                        .filter(each -> each.record().imageId().equals(imageId))
                        .count();
    }

    /** What containers use of the image store. */
    private record Use(Registry registry) implements ImageUse {
        @Override
        public List<User> users(ImageDigest image) {
            return registry.all().stream()
                    .filter(each -> each.record().imageId().equals(image.toString()))
                    .map(each -> new User(each.id(), each.record().state().alive()))
                    .toList();
        }

        @Override
        public Set<ImageDigest> layers() {
            return registry.everything().stream()
                    .flatMap(each -> each.record().layers().stream())
                    .map(ImageDigest::parse)
                    .collect(Collectors.toSet());
        }
    }

    /** The image store, for what only it knows: the embedded probe, configurations as JSON. */
    public ImageStore imageStore() {
        return images;
    }

    @Override
    public Containers containers() {
        return containers;
    }

    @Override
    public Execs execs() {
        return execs;
    }

    @Override
    public Images images() {
        return imageView;
    }

    @Override
    public Volumes volumes() {
        return volumes;
    }

    @Override
    public Events events() {
        return events;
    }

    @Override
    public SystemFacts facts() {
        return facts;
    }

    @Override
    public Engine seenBy(Access access) {
        return access.equals(Access.FULL)
                ? this
                : new ScopedEngine(
                        this,
                        new ScopedEngine.Parts(
                                containers, execs, imageView, volumes, events, facts),
                        access);
    }

    @Override
    public void endContainers(Duration grace) {
        lives.close();
        List<Thread> ends = new ArrayList<>();
        for (LiveContainer container : registry.all()) {
            ends.add(Thread.ofVirtual().start(() -> stops.goDown(container, grace)));
        }
        for (Thread end : ends) {
            try {
                end.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        lives.close();
        reaper.close();
        launcher.close();
        registry.everything().forEach(container -> container.log().close());
        images.close();
        store.close();
    }
}
