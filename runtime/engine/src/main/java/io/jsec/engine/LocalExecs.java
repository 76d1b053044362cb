package io.jsec.engine;

import io.jsec.launch.Accounts;
import io.jsec.launch.Command;
import io.jsec.launch.ContainerUser;
import io.jsec.launch.RefusedException;
import io.jsec.launch.ResidentEntry;
import io.jsec.launch.Streams;
import io.jsec.launch.UserSpec;
import io.jsec.linux.LinuxException;
import io.jsec.linux.abi.Errno;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Processes beside containers' first: known while they run, and a while after. */
final class LocalExecs implements Execs, Reaper.Ends, HealthMonitor.Probe {
    /** How long an ended one can still be asked for its code. */
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    /** Those of one engine at once. */
    static final int EXECS_MAX = 10_000;

    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(10);
    private static final int OUTPUT_BYTES_MAX = HealthView.OUTPUT_CHARS_MAX;

    private final StateStore store;
    private final Registry registry;
    private final Launcher launcher;
    private final ImageSource images;
    private final ContainerStorage storage;
    private final Judge judge;
    private final Announcer announcer;
    private final RandomIds random;
    private final String detachKeys;
    private final Clock clock;
    private final Map<String, LiveExec> byId = new ConcurrentHashMap<>();

    LocalExecs(
            StateStore store,
            Registry registry,
            Launcher launcher,
            ImageSource images,
            ContainerStorage storage,
            Judge judge,
            Announcer announcer,
            RandomIds random,
            String detachKeys,
            Clock clock) {
        this.store = store;
        this.registry = registry;
        this.launcher = launcher;
        this.images = images;
        this.storage = storage;
        this.judge = judge;
        this.announcer = announcer;
        this.random = random;
        this.detachKeys = detachKeys;
        this.clock = clock;
    }

    @Override
    public String create(String containerRef, ExecRequest request) {
        LiveContainer container = registry.find(containerRef);
        if (request.cmd().isEmpty() || request.cmd().getFirst().isEmpty()) {
            throw EngineException.badParameter("No exec command specified");
        }
        if (request.privileged()) {
            throw EngineException.forbidden(
                    "JSEC-C-502",
                    "JSEC-C-502 exec --privileged refused: a process in a container has the"
                            + " container's walls. Instead: docker exec -u root");
        }
        DetachKeys.parse(request.detachKeys());
        Transition _ = Lives.require(container, new LifeEvent.Exec());
        Judge.Judgement judgement =
                judge.exec(container.record(), request, () -> isRoot(container, request)).orThrow();
        LiveExec exec = make(container, request, false);
        announcer.decided(judgement);
        return exec.id();
    }

    private LiveExec make(LiveContainer container, ExecRequest request, boolean check) {
        sweep();
        if (byId.size() >= EXECS_MAX) {
            throw EngineException.unavailable(EXECS_MAX + " exec instances are not ended yet");
        }
        LiveExec exec =
                live(
                        new ExecRecord(
                                random.id(),
                                container.id(),
                                request,
                                clock.instant(),
                                check,
                                false,
                                OptionalInt.empty()));
        note(exec);
        announcer.tell(
                container.record(),
                "exec_create: " + String.join(" ", request.cmd()),
                Map.of("execID", exec.id()));
        return exec;
    }

    private LiveExec live(ExecRecord record) {
        ExecRequest request = record.request();
        HostConfig.ConsoleSize size =
                request.console()
                        .filter(each -> each.rows() > 0 && each.columns() > 0)
                        .orElseGet(() -> LaunchSpecs.size(HostConfig.DEFAULT));
        LiveExec exec =
                new LiveExec(
                        record.id(),
                        record.containerId(),
                        request,
                        record.created(),
                        record.check(),
                        size);
        byId.put(exec.id(), exec);
        return exec;
    }

    /**
     * Keeps what is known of one. Where that is not possible only the next engine knows less: a
     * full disk keeps nobody from looking into a container, or from making room there.
     *
     * <p>Of a check only that there is one is kept, for the next engine to end it. Its end removes
     * the row, and so is never written there: one that came late would leave it for good.
     */
    private void note(LiveExec exec) {
        ExecRecord record = exec.record();
        if (record.check() && record.exitCode().isPresent()) {
            return;
        }
        try {
            store.put(record);
        } catch (EngineException e) {
            // The next engine does not know it.
        }
    }

    private void forget(String id) {
        byId.remove(id);
        try {
            store.removeExec(id);
        } catch (EngineException e) {
            // The next engine forgets it.
        }
    }

    /** Forgets those that ended long ago, or were never started. */
    private void sweep() {
        Instant old = clock.instant().minus(REMEMBERED);
        byId.values().stream()
                .filter(exec -> exec.created().isBefore(old))
                .filter(exec -> exec.over() || registry.byId(exec.containerId()).isEmpty())
                .toList()
                .forEach(exec -> forget(exec.id()));
    }

    /**
     * One that an engine before this one knew. The launcher knows whether it was started.
     *
     * @param entry what the launcher has of it
     * @param pid on the host, where it runs
     * @param sameRun whether its container runs on
     */
    void resume(ExecRecord record, Optional<ResidentEntry> entry, int pid, boolean sameRun) {
        if (record.check()) {
            // Whoever wanted to know is gone, and the next check says it anew.
            entry.ifPresent(launcher::end);
            forget(record.id());
            return;
        }
        LiveExec exec = live(record);
        if (record.exitCode().isPresent()) {
            resumeEnded(exec, record.exitCode().getAsInt(), entry);
            return;
        }
        switch (entry.orElse(null)) {
            case ResidentEntry.Running _ -> {
                exec.resumed();
                exec.started(pid);
            }
            case ResidentEntry.Ended ended -> resumeEnded(exec, ended.code(), entry);
            case null -> {
                if (record.asked() && !sameRun) {
                    resumeEnded(exec, Recovery.LOST, entry);
                }
                // Else it was never started, and still can be.
            }
        }
    }

    private void resumeEnded(LiveExec exec, int code, Optional<ResidentEntry> entry) {
        exec.resumed();
        exec.ended(code);
        note(exec);
        entry.ifPresent(launcher::end);
    }

    private LiveExec find(String id) {
        LiveExec exec = byId.get(id);
        if (exec == null) {
            throw unknown(id);
        }
        return exec;
    }

    static EngineException unknown(String id) {
        return EngineException.notFound("No such exec instance: " + id);
    }

    /** Ids of those of a container that did not end. */
    List<String> of(String containerId) {
        return byId.values().stream()
                .filter(exec -> exec.containerId().equals(containerId) && !exec.over())
                .map(LiveExec::id)
                .sorted()
                .toList();
    }

    @Override
    public Optional<AttachSession> start(
            String id, boolean detach, Optional<HostConfig.ConsoleSize> console) {
        LiveExec exec = find(id);
        LiveContainer container =
                registry.byId(exec.containerId())
                        .orElseThrow(() -> EngineException.noContainer(exec.containerId()));
        Transition _ = Lives.require(container, new LifeEvent.Exec());
        if (!exec.ask()) {
            throw EngineException.conflict("Error: Exec command " + id + " is already running");
        }
        note(exec);
        console.filter(size -> size.rows() > 0 && size.columns() > 0).ifPresent(exec::size);
        Optional<AttachSession> session =
                detach
                        ? Optional.empty()
                        : Optional.of(exec.hub().attach(session(exec), LocalExecs::noHistory));
        try {
            launch(container, exec);
        } catch (EngineException e) {
            session.ifPresent(AttachSession::close);
            throw e;
        }
        return session;
    }

    private AttachRequest session(LiveExec exec) {
        ExecRequest request = exec.request();
        return new AttachRequest(
                false,
                true,
                request.stdin(),
                request.stdout(),
                request.stderr(),
                request.detachKeys().isEmpty() ? detachKeys : request.detachKeys());
    }

    private static Frames noHistory() {
        throw new IllegalStateException("an exec instance has no history");
    }

    private void launch(LiveContainer container, LiveExec exec) {
        try {
            begin(container, exec);
        } finally {
            exec.carriedOut();
            if (exec.over()) {
                note(exec);
            }
        }
    }

    private void begin(LiveContainer container, LiveExec exec) {
        Launcher.Outcome outcome;
        try {
            outcome = carryOut(container.record(), exec);
        } catch (RefusedException e) {
            exec.ended(126);
            throw Launches.refused(e);
        } catch (LinuxException e) {
            exec.ended(126);
            throw EngineException.internal("starting the process: " + e.getMessage(), e);
        } catch (LauncherFailure e) {
            exec.ended(126);
            if (e.errno() == Errno.ESRCH || e.errno() == Errno.ENOENT) {
                throw EngineException.conflict("container " + container.id() + " is not running");
            }
            throw EngineException.unavailable("starting the process: " + e.getMessage());
        }
        switch (outcome) {
            case Launcher.Outcome.Failed failed -> {
                StartFailure why = StartFailure.ofExec(failed, exec.request().cmd().getFirst());
                exec.ended(why.exitCode());
                exec.hub().end();
                throw EngineException.badParameter(why.sentence());
            }
            case Launcher.Outcome.Started started -> {
                exec.started(started.hostPid().orElse(0));
                exec.hub().begin(started.streams());
                announcer.tell(
                        container.record(),
                        "exec_start: " + String.join(" ", exec.request().cmd()),
                        Map.of("execID", exec.id()));
            }
        }
    }

    private Launcher.Outcome carryOut(ContainerRecord container, LiveExec exec) {
        ExecRequest request = exec.request();
        Map<String, String> env = new LinkedHashMap<>();
        List<String> entries = new ArrayList<>(container.config().env());
        entries.addAll(request.env());
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                env.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        String workdir =
                request.workingDir().isEmpty()
                        ? container.config().workingDir()
                        : request.workingDir();
        Streams streams =
                new Streams(
                        request.stdin(), request.tty(), exec.size().rows(), exec.size().columns());
        return launcher.exec(
                exec.id(),
                container.id(),
                new Command(request.cmd(), env, workdir.isEmpty() ? "/" : workdir, false),
                user(container, request),
                streams);
    }

    /** Whom the container does not know, the start tells of. */
    private boolean isRoot(LiveContainer container, ExecRequest request) {
        try {
            return user(container.record(), request).uid() == 0;
        } catch (RefusedException e) {
            return false;
        }
    }

    /** A process of the container's own user has the groups the container got. */
    private ContainerUser user(ContainerRecord container, ExecRequest request) {
        List<Path> roots = new ArrayList<>(List.of(storage.upper(container.id())));
        roots.addAll(images.lowers(container.layers()));
        Accounts accounts = LayeredText.accounts(roots);
        String own = container.config().user();
        String typed = request.user().isEmpty() ? own : request.user();
        List<Integer> more = new ArrayList<>();
        for (String group : container.host().security().groupAdd()) {
            more.add(UserSpec.group(group, accounts));
        }
        ContainerUser user = UserSpec.parse(typed.isEmpty() ? "0" : typed).resolve(accounts);
        return request.user().isEmpty() ? user.withGroups(more) : user;
    }

    @Override
    public ExecView inspect(String id) {
        LiveExec exec = find(id);
        String own =
                registry.byId(exec.containerId())
                        .map(each -> each.record().config().user())
                        .orElse("");
        return exec.view(exec.request().user().isEmpty() ? own : exec.request().user());
    }

    @Override
    public void resize(String id, int rows, int columns) {
        LiveExec exec = find(id);
        if (rows < 1 || columns < 1 || rows > 65_535 || columns > 65_535) {
            throw EngineException.badParameter(
                    "invalid terminal size " + rows + "x" + columns + ": each side is 1 to 65535");
        }
        exec.size(new HostConfig.ConsoleSize(rows, columns));
        if (exec.request().tty() && exec.view("").running()) {
            try {
                launcher.resize(id, rows, columns);
            } catch (LauncherFailure e) {
                // It ended meanwhile.
            }
        }
    }

    @Override
    public boolean ended(String id, int code, long droppedBytes) {
        LiveExec exec = byId.get(id);
        if (exec == null) {
            return false;
        }
        if (exec.over()) {
            // It is the end that was told already.
            return true;
        }
        Thread.ofVirtual().name("jsec-exec-end").start(() -> finish(exec, code));
        return true;
    }

    private void finish(LiveExec exec, int code) {
        boolean _ = exec.awaitCarriedOut(OUTPUT_LIMIT) && exec.hub().awaitEnd(OUTPUT_LIMIT);
        exec.ended(code);
        exec.hub().end();
        note(exec);
        try {
            launcher.forget(exec.id());
        } catch (LauncherFailure e) {
            // Nothing is kept of it.
        }
        registry.byId(exec.containerId())
                .ifPresent(container ->
                        announcer.tell(
                                container.record(),
                                "exec_die",
                                Map.of("execID", exec.id(), "exitCode", Integer.toString(code))));
    }

    @Override
    public Outcome run(LiveContainer container, List<String> words, Duration timeout)
            throws InterruptedException {
        ExecRequest request = ExecRequest.of(words.toArray(String[]::new));
        LiveExec exec = make(container, request, true);
        if (!exec.ask()) {
            throw new IllegalStateException("a check that runs already");
        }
        AttachSession session = exec.hub().attach(session(exec), LocalExecs::noHistory);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (session) {
            launch(container, exec);
            Thread reader =
                    Thread.ofVirtual().name("jsec-health-out").start(() -> drain(session, output));
            OptionalInt code = exec.awaitEnd(timeout.toMillis());
            if (code.isEmpty()) {
                launcher.killAll(exec.id());
                return new Outcome(
                        -1,
                        "Health check exceeded timeout ("
                                + timeout.toMillis()
                                + "ms): "
                                + text(output));
            }
            boolean _ = reader.join(OUTPUT_LIMIT);
            return new Outcome(code.getAsInt(), text(output));
        } catch (LauncherFailure e) {
            return new Outcome(-1, String.valueOf(e.getMessage()));
        } finally {
            if (exec.over()) {
                forget(exec.id());
            }
        }
    }

    private static String text(ByteArrayOutputStream output) {
        synchronized (output) {
            return HealthMonitor.text(output.toByteArray());
        }
    }

    private static void drain(AttachSession session, ByteArrayOutputStream output) {
        Optional<StreamFrame> frame = session.next();
        while (frame.isPresent()) {
            synchronized (output) {
                byte[] data = frame.get().data();
                int room = Math.max(0, OUTPUT_BYTES_MAX - output.size());
                output.write(data, 0, Math.min(room, data.length));
            }
            frame = session.next();
        }
    }
}
