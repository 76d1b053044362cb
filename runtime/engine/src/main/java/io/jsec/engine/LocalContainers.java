package io.jsec.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The containers of this engine: each method finds its container and hands it on. */
final class LocalContainers implements Containers {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(30);
    private static final Pattern ID = Pattern.compile("\\b(?:[0-9a-f]{64}|[0-9a-f]{12})\\b");
    private static final int SIZE_MAX = 65_535;

    private final Registry registry;
    private final Parts parts;
    private final Clock clock;

    /**
     * Who does what.
     *
     * @param execIds the processes beside a container's first
     * @param detachKeys where a client names none
     */
    record Parts(
            Creation creation,
            Lives lives,
            Stops stops,
            Removals removals,
            Listing listing,
            Inspection inspection,
            Updates updates,
            Processes processes,
            StatsReader stats,
            Archives files,
            Launcher launcher,
            Announcer announcer,
            Function<String, List<String>> execIds,
            String detachKeys) {}

    LocalContainers(Registry registry, Parts parts, Clock clock) {
        this.registry = registry;
        this.parts = parts;
        this.clock = clock;
    }

    @Override
    public CreateResult create(CreateRequest request) {
        return create(request, Access.FULL);
    }

    /** Makes a container for a client. */
    CreateResult create(CreateRequest request, Access access) {
        return parts.creation().create(request, access);
    }

    /**
     * The id of a container that a client sees.
     *
     * @throws EngineException in dockerd's words where it sees none, or several
     */
    String resolve(String ref, Access access) {
        return registry.find(ref, access).id();
    }

    /** What a client may read: ids of containers that it does not see are taken out. */
    EngineException veiled(EngineException e, Access access) {
        if (!(e.kind() instanceof EngineException.Kind.Conflict)) {
            // Any other id in it is one that the client named.
            return e;
        }
        String message = String.valueOf(e.getMessage());
        Matcher matcher = ID.matcher(message);
        String veiled =
                matcher.replaceAll(
                        found -> isHidden(found.group(), access) ? "another's" : found.group());
        return veiled.equals(message) ? e : e.saying(veiled);
    }

    private boolean isHidden(String id, Access access) {
        return registry.all().stream()
                .anyMatch(each ->
                        each.id().startsWith(id) && !access.owns(each.record().config().labels()));
    }

    @Override
    public void start(String ref) {
        parts.lives().start(registry.find(ref));
    }

    @Override
    public void stop(String ref, StopRequest request) {
        parts.stops().stop(registry.find(ref), request);
    }

    @Override
    public void kill(String ref, String signal) {
        parts.stops().kill(registry.find(ref), ref, signal);
    }

    @Override
    public void restart(String ref, StopRequest request) {
        LiveContainer container = registry.find(ref);
        try {
            parts.stops().stop(container, request);
        } catch (EngineException e) {
            if (!(e.kind() instanceof EngineException.Kind.NotModified)) {
                throw e;
            }
        }
        parts.lives().start(container);
        parts.announcer().tell(container.record(), "restart");
    }

    @Override
    public void pause(String ref) {
        parts.stops().pause(registry.find(ref));
    }

    @Override
    public void unpause(String ref) {
        parts.stops().unpause(registry.find(ref));
    }

    @Override
    public void rename(String ref, String name) {
        LiveContainer container = registry.find(ref);
        String plain = name.startsWith("/") ? name.substring(1) : name;
        if (plain.isEmpty()) {
            throw EngineException.badParameter("Neither old nor new names may be empty");
        }
        Creation.checkName(plain);
        container.lock().lock();
        try {
            ContainerRecord record = container.record();
            if (record.name().equals(plain)) {
                throw EngineException.badParameter(
                        "Renaming a container with the same name as its current name");
            }
            registry.reserve(plain, record.id());
            try {
                registry.keep(container, record.named(plain));
            } catch (EngineException e) {
                registry.release(plain, record.id());
                throw e;
            }
            registry.release(record.name(), record.id());
            parts.announcer()
                    .tell(container.record(), "rename", Map.of("oldName", "/" + record.name()));
        } finally {
            container.lock().unlock();
        }
    }

    @Override
    public void remove(String ref, RemoveRequest request) {
        LiveContainer container = registry.find(ref);
        container.lock().lock();
        try {
            Transition transition =
                    LifeCycle.next(
                            container.record().state(),
                            new LifeEvent.Remove(request.force()),
                            container.id());
            switch (transition) {
                case Transition.Refused refused ->
                        throw EngineException.conflict(
                                "cannot remove container \"/"
                                        + container.record().name()
                                        + "\": "
                                        + refused.why());
                case Transition.Already already -> throw EngineException.conflict(already.why());
                case Transition.To _, Transition.Go _ -> endForRemoval(container);
            }
        } finally {
            container.lock().unlock();
        }
        parts.stops().awaitEnd(container, KILL_LIMIT);
        if (container.record().state().alive()) {
            throw EngineException.internal(
                    "container " + container.id() + " did not end within 30 seconds of SIGKILL");
        }
        parts.removals().remove(container, request.volumes());
    }

    /** Its lock is held; nothing starts it again from here on. */
    private void endForRemoval(LiveContainer container) {
        container.cancelRestart();
        if (container.record().state().alive()) {
            Optional<EngineException> _ =
                    registry.note(container, container.record().stoppedByUser(true));
            parts.stops().end(container);
        }
    }

    @Override
    public WaitTicket await(String ref, WaitCondition condition) {
        LiveContainer container = registry.find(ref);
        WaitTicket ticket = container.waiters().add(condition);
        ContainerState state = container.record().state();
        boolean runs = state.alive() || state instanceof ContainerState.Restarting;
        boolean over =
                switch (condition) {
                    case NOT_RUNNING -> !runs;
                    case NEXT_EXIT -> false;
                    case REMOVED -> registry.byId(container.id()).isEmpty();
                };
        if (over) {
            ticket.close();
            return Waiters.settled(new WaitTicket.WaitResult(state.past().exitCode(), ""));
        }
        return ticket;
    }

    @Override
    public List<ContainerSummary> list(ListRequest request) {
        return parts.listing().list(request);
    }

    @Override
    public ContainerView inspect(String ref, boolean sizes) {
        LiveContainer container = registry.find(ref);
        return parts.inspection().view(container, parts.execIds().apply(container.id()), sizes);
    }

    @Override
    public List<String> update(String ref, UpdateRequest request) {
        return parts.updates().update(registry.find(ref), request);
    }

    @Override
    public PruneReport prune(Filters filters) {
        filters.checkKeys(Set.of("until", "label", "label!"));
        Optional<java.time.Instant> until = Times.until(filters, clock.instant());
        List<String> removed = new ArrayList<>();
        long bytes = 0;
        for (LiveContainer container : registry.all()) {
            ContainerRecord record = container.record();
            boolean idle =
                    switch (record.state()) {
                        case ContainerState.Created _,
                                ContainerState.Exited _,
                                ContainerState.Dead _ ->
                                true;
                        case ContainerState.Running _,
                                ContainerState.Paused _,
                                ContainerState.Restarting _,
                                ContainerState.Removing _ ->
                                false;
                    };
            boolean old = until.filter(time -> record.created().isAfter(time)).isEmpty();
            if (idle && old && filters.matches(record.config().labels())) {
                long own = parts.listing().upperBytes(record);
                if (removeIdle(container)) {
                    bytes += own;
                    removed.add(record.id());
                }
            }
        }
        parts.announcer().tell("container", "prune", "", Map.of("reclaimed", "" + bytes));
        return new PruneReport(removed, bytes);
    }

    /** Unless somebody started it meanwhile. */
    private boolean removeIdle(LiveContainer container) {
        try {
            remove(container.id(), new RemoveRequest(false, false));
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    @Override
    public TopView top(String ref, String psArguments) {
        LiveContainer container = running(ref);
        ContainerRecord record = container.record();
        return parts.processes().top(record.state().pid(), record.lease().slot(), psArguments);
    }

    private LiveContainer running(String ref) {
        LiveContainer container = registry.find(ref);
        ContainerState state = container.record().state();
        if (state instanceof ContainerState.Restarting) {
            throw EngineException.conflict(
                    "Container "
                            + container.id()
                            + " is restarting, wait until the container is running");
        }
        if (!state.alive()) {
            throw EngineException.conflict("container " + container.id() + " is not running");
        }
        return container;
    }

    @Override
    public StatsSample stats(String ref, boolean oneShot) {
        LiveContainer container = registry.find(ref);
        if (oneShot) {
            return parts.stats().sample(container.record());
        }
        try (StatsStream stream = parts.stats().stream(container, registry)) {
            Optional<StatsSample> first = stream.next();
            Optional<StatsSample> second = first.isEmpty() ? first : stream.next();
            return second.or(() -> first).orElseThrow(() -> EngineException.noContainer(ref));
        }
    }

    @Override
    public StatsStream statsStream(String ref) {
        return parts.stats().stream(registry.find(ref), registry);
    }

    @Override
    public Frames logs(String ref, LogsRequest request) {
        LiveContainer container = registry.find(ref);
        if (!request.stdout() && !request.stderr()) {
            throw EngineException.badParameter(
                    "Bad parameters: you must choose at least one stream");
        }
        return container.log().read(request);
    }

    @Override
    public AttachSession attach(String ref, AttachRequest request) {
        LiveContainer container = registry.find(ref);
        ContainerState state = container.record().state();
        if (state instanceof ContainerState.Paused) {
            throw EngineException.conflict(
                    "container "
                            + container.id()
                            + " is paused, unpause the container before attach");
        }
        if (state instanceof ContainerState.Restarting) {
            throw EngineException.conflict(
                    "container "
                            + container.id()
                            + " is restarting, wait until the container is running");
        }
        AttachRequest wish = request.orKeys(parts.detachKeys());
        AttachSession session = container.hub().attach(wish, () -> history(container, request));
        parts.announcer().tell(container.record(), "attach");
        return session;
    }

    private static Frames history(LiveContainer container, AttachRequest request) {
        return container
                .log()
                .read(
                        new LogsRequest(
                                request.stdout(),
                                request.stderr(),
                                false,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                java.util.OptionalLong.empty()));
    }

    @Override
    public void resize(String ref, int rows, int columns) {
        LiveContainer container = registry.find(ref);
        if (rows < 1 || rows > SIZE_MAX || columns < 1 || columns > SIZE_MAX) {
            throw EngineException.badParameter(
                    "invalid terminal size " + rows + "x" + columns + ": each side is 1 to 65535");
        }
        container.size(new HostConfig.ConsoleSize(rows, columns));
        if (!container.record().state().alive() || !container.record().config().tty()) {
            return;
        }
        try {
            parts.launcher().resize(container.id(), rows, columns);
        } catch (LauncherFailure e) {
            // It ended meanwhile: its next run has this size.
        }
        parts.announcer()
                .tell(
                        container.record(),
                        "resize",
                        Map.of("height", "" + rows, "width", "" + columns));
    }

    @Override
    public PathStat stat(String ref, String path) {
        return parts.files().stat(registry.find(ref), path);
    }

    @Override
    public void getArchive(String ref, String path, OutputStream tar) {
        LiveContainer container = registry.find(ref);
        ContainerRecord record = container.record();
        parts.files().get(container, path, tar);
        parts.announcer().tell(record, "archive-path", Map.of("path", path));
    }

    @Override
    public void putArchive(
            String ref,
            String path,
            InputStream tar,
            boolean noOverwriteDirNonDir,
            boolean copyUidGid) {
        LiveContainer container = registry.find(ref);
        ContainerRecord record = container.record();
        parts.files().put(container, path, tar, noOverwriteDirNonDir, copyUidGid);
        parts.announcer().tell(record, "extract-to-dir", Map.of("path", path));
    }

    @Override
    public List<FileChange> changes(String ref) {
        return parts.files().changes(registry.find(ref).record());
    }

    @Override
    public void export(String ref, OutputStream tar) {
        LiveContainer container = registry.find(ref);
        ContainerRecord record = container.record();
        parts.files().export(container, tar);
        parts.announcer().tell(record, "export");
    }

    @Override
    public String commit(String ref, CommitRequest request) {
        return commit(ref, request, Access.FULL);
    }

    /** Makes an image for a client. */
    String commit(String ref, CommitRequest request, Access access) {
        LiveContainer container = registry.find(ref);
        boolean freeze =
                request.pause() && container.record().state() instanceof ContainerState.Running;
        if (freeze) {
            parts.stops().pauseForCommit(container);
        }
        try {
            String id = parts.files().commit(container.record(), request, access);
            parts.announcer().tell(container.record(), "commit", Map.of("imageID", id));
            return id;
        } finally {
            if (freeze) {
                parts.stops().unpause(container);
            }
        }
    }

    @Override
    public Optional<String> find(String ref) {
        try {
            return Optional.of(registry.find(ref).id());
        } catch (EngineException e) {
            if (e.kind() instanceof EngineException.Kind.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
