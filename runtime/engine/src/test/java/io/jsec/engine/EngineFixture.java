package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jsec.launch.CgroupView;
import io.jsec.launch.EngineIds;
import io.jsec.launch.IdentityForm;
import io.jsec.linux.HostFiles;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An engine over a fake launcher, which a test can kill and open again. */
final class EngineFixture implements AutoCloseable {
    static final String IMAGE = "small:latest";
    static final Duration SOON = Duration.ofSeconds(10);

    private final Path directory;
    private final EngineSettings settings;
    private final FakeLauncher launcher = new FakeLauncher();
    private final Random random = new Random(7);
    private final ToldJournal journal = new ToldJournal();
    private final UnaryOperator<StateStore> around;
    private final OwnSockets sockets;
    private FakeLauncher.Connection connection;
    private StateStore store;
    private LocalEngine engine;

    EngineFixture(Path directory) {
        this(directory, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /**
     * @param around what stands around the state store
     */
    EngineFixture(
            Path directory,
            UnaryOperator<EngineSettings> change,
            UnaryOperator<StateStore> around) {
        this(directory, change, around, OwnSockets.NONE);
    }

    /**
     * @param sockets of this engine
     */
    EngineFixture(Path directory, OwnSockets sockets) {
        this(directory, UnaryOperator.identity(), UnaryOperator.identity(), sockets);
    }

    private EngineFixture(
            Path directory,
            UnaryOperator<EngineSettings> change,
            UnaryOperator<StateStore> around,
            OwnSockets sockets) {
        this.directory = directory;
        this.around = around;
        this.sockets = sockets;
        this.settings = change.apply(settings(directory));
        this.connection = launcher.connect();
        this.store = around.apply(openStore());
        this.engine = open();
        engine.images().importRoot(SmallTar.root(), "small", "latest", "", List.of());
    }

    /** The same on a host that has these control groups. */
    static EngineSettings with(EngineSettings old, CgroupView view) {
        return new EngineSettings(
                old.state(),
                old.store(),
                old.ids(),
                old.slots(),
                old.views(),
                old.workspaces(),
                view,
                old.host(),
                old.version(),
                old.buildTime(),
                old.defaults(),
                old.allow(),
                old.sockets(),
                old.labels(),
                old.probe());
    }

    /** The same with these options for containers that do not ask. */
    static EngineSettings withOptions(EngineSettings old, List<String> options) {
        EngineSettings.Defaults defaults =
                new EngineSettings.Defaults(old.defaults().log(), false, 0, 0, 0, "", options);
        return new EngineSettings(
                old.state(),
                old.store(),
                old.ids(),
                old.slots(),
                old.views(),
                old.workspaces(),
                old.cgroups(),
                old.host(),
                old.version(),
                old.buildTime(),
                defaults,
                old.allow(),
                old.sockets(),
                old.labels(),
                old.probe());
    }

    /** The same on a host with this many slots. */
    static EngineSettings withSlots(EngineSettings old, int count) {
        IdentityForm.Ids ids = new IdentityForm.Ids(1000, 100_000, 65_536L * (count + 1));
        return new EngineSettings(
                old.state(),
                old.store(),
                new EngineIds(ids, ids),
                count,
                old.views(),
                old.workspaces(),
                old.cgroups(),
                old.host(),
                old.version(),
                old.buildTime(),
                old.defaults(),
                old.allow(),
                old.sockets(),
                old.labels(),
                old.probe());
    }

    private static EngineSettings settings(Path directory) {
        IdentityForm.Ids ids = new IdentityForm.Ids(1000, 100_000, 65_536);
        return new EngineSettings(
                directory,
                directory.resolve("store"),
                new EngineIds(ids, ids),
                0,
                directory.resolve("views"),
                WorkspaceViews.NONE,
                new CgroupView.None("nothing is delegated to a test", "jsec setup"),
                HostFiles.here(),
                "0.1.0",
                "",
                EngineSettings.Defaults.DOCKER,
                Set.of(),
                List.of(directory.resolve("jsec.sock")),
                List.of(),
                directory.resolve("jsec-probe"));
    }

    private StateStore openStore() {
        return SqliteStore.open(directory.resolve("state.db"), directory.resolve("native"));
    }

    private LocalEngine open() {
        return LocalEngine.open(
                settings,
                new LocalEngine.Ground(
                        store,
                        connection,
                        (images, storage) -> (container, path, to) -> {},
                        Clock.systemUTC(),
                        new RandomIds(random),
                        journal,
                        sockets,
                        () -> {}));
    }

    /** As kill -9 would: nothing is said to anybody, and another engine comes. */
    void killAndOpen() {
        kill();
        reopen();
    }

    /** The engine is gone; the launcher and what runs stay. */
    void kill() {
        connection.close();
        engine.imageStore().close();
        store.close();
    }

    /** Another engine comes. */
    void reopen() {
        connection = launcher.connect();
        store = around.apply(openStore());
        engine = open();
    }

    LocalEngine engine() {
        return engine;
    }

    Containers containers() {
        return engine.containers();
    }

    FakeLauncher launcher() {
        return launcher;
    }

    ToldJournal journal() {
        return journal;
    }

    Path directory() {
        return directory;
    }

    /** A container of the small image, not started. */
    String create(String name) {
        return create(name, HostConfig.DEFAULT);
    }

    String create(String name, HostConfig host) {
        return containers()
                .create(CreateRequest.of(IMAGE).with(config()).with(host).named(name))
                .id();
    }

    static ContainerConfig config() {
        return ContainerConfig.builder(IMAGE).cmd("/bin/sh").build();
    }

    /** A container that runs. */
    String run(String name, HostConfig host) {
        String id = create(name, host);
        containers().start(id);
        return id;
    }

    String run(String name) {
        return run(name, HostConfig.DEFAULT);
    }

    FakeProcess process(String id) {
        return launcher.process(id);
    }

    /** Waits for an end that has been asked for, or comes by itself. */
    int awaitEnd(String id) {
        try (WaitTicket ticket = containers().await(id, WaitCondition.NOT_RUNNING)) {
            return ticket.await(SOON).orElseThrow().exitCode();
        }
    }

    /** Waits until a container's state has this word. */
    void awaitState(String ref, String word) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!state(ref).equals(word)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(ref + " is " + state(ref) + " and not " + word);
            }
            Thread.sleep(5);
        }
    }

    /** The state's word, or "gone". */
    String state(String ref) {
        try {
            return containers().inspect(ref, false).state().status().word();
        } catch (EngineException e) {
            return "gone";
        }
    }

    /** What this engine told so far, in order. */
    List<String> actions() {
        List<String> actions = new java.util.ArrayList<>();
        EventsRequest all =
                new EventsRequest(
                        Optional.of(java.time.Instant.EPOCH),
                        Optional.of(java.time.Instant.now()),
                        Filters.NONE);
        try (EventStream stream = engine.events().follow(all)) {
            for (Optional<EventMessage> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                actions.add(next.get().action());
            }
        }
        return actions;
    }

    /** All there is of both streams, as one text. */
    static String text(Frames frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (frames) {
            Optional<StreamFrame> frame = frames.next();
            while (frame.isPresent()) {
                all.writeBytes(frame.get().data());
                frame = frames.next();
            }
        }
        return all.toString(UTF_8);
    }

    String logs(String id) {
        return text(containers().logs(id, LogsRequest.ALL));
    }

    /** Waits until that is all it said. */
    void awaitLogs(String id, String all) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!logs(id).equals(all)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(id + " said " + logs(id) + " and not " + all);
            }
            Thread.sleep(5);
        }
    }

    /** Waits until an event was told: it is told after the state has changed. */
    void awaitAction(String action) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!actions().contains(action)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(actions() + " has no " + action);
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
