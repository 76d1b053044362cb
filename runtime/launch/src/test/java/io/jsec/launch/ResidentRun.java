package io.jsec.launch;

import io.jsec.linux.HostFiles;
import io.jsec.linux.abi.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the resident launcher is asked to do, by the ordinary user who runs this. */
final class ResidentRun {
    /** How many mounts have the launcher's processes? Only root may look. */
    static final String ASK = "mounts?";

    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int TRIES_MAX = 6_000;
    private static final int TRY_MS = 10;

    private final BufferedReader answers =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private final Path place;
    private final Path socket;
    private final LaunchHost host;

    private ResidentRun(Path place, LaunchHost host) {
        this.place = place;
        this.socket = place.resolve("launch.sock");
        this.host = host;
    }

    /**
     * Arguments: the launcher, a directory with {@code root} and {@code store}, what to do, and the
     * control groups as {@link DelegatedGroups} names them. Where it prints {@link #ASK}, it waits
     * for a line with a number.
     */
    public static void main(String[] arguments) throws Exception {
        Path place = Path.of(arguments[1]);
        IdentityForm identity = DifferentialRun.identity();
        LaunchHost host =
                LaunchHostReader.read(
                        HostFiles.here(),
                        DelegatedGroups.view(arguments[3]),
                        identity,
                        place.resolve("store"),
                        List.of());
        ResidentRun run = new ResidentRun(place, host);
        List<String> words =
                new ArrayList<>(
                        LauncherCommand.resident(
                                run.socket, IdMaps.of(identity), Optional.empty()));
        words.set(0, arguments[0]);
        if (arguments[2].equals("place")) {
            new ResidentPlace(words, run.socket).act();
            return;
        }
        if (arguments[2].equals("faults")) {
            new ResidentFaults(run, words, place).act();
            return;
        }
        Process launcher = new ProcessBuilder(words).inheritIO().start();
        try {
            awaitSocket(launcher, run.socket);
            run.act(arguments[2], launcher);
        } finally {
            launcher.destroyForcibly().waitFor();
        }
    }

    /** Waits until a launcher serves its socket, which is there only from then on. */
    static void awaitSocket(Process launcher, Path socket) throws InterruptedException {
        for (int tries = 0; tries < TRIES_MAX && launcher.isAlive(); tries++) {
            if (Files.exists(socket)) {
                return;
            }
            Thread.sleep(TRY_MS);
        }
    }

    private void act(String what, Process launcher) throws Exception {
        switch (what) {
            case "launches" -> launches(1_000);
            case "clients" -> clients();
            case "outcomes" -> outcomes();
            case "death" -> death(launcher);
            case "shutdown" -> shutdown(launcher);
            case "terminal" -> new ResidentStreams(this).terminal();
            case "sizes" -> new ResidentStreams(this).sizes();
            case "attached" -> new ResidentStreams(this).attached();
            case "exec" -> new ResidentExec(this).identity();
            case "execs" -> new ResidentExec(this).lives();
            case "share" -> new ResidentShare(this).identity();
            case "shares" -> new ResidentShare(this).lives();
            case "fan-out" -> new ResidentSpool(this).fanOut();
            case "resume" -> new ResidentSpool(this).resume();
            case "stuck" -> new ResidentSpool(this).stuck(launcher);
            case "inputs" -> new ResidentSpool(this).inputs();
            case "held" -> new ResidentHeld(this).lives();
            case "slow" -> new ResidentStreams(this).slow();
            default -> throw new IllegalArgumentException(what);
        }
    }

    private void launches(int count) throws Exception {
        try (ResidentClient client = ResidentClient.connect(socket, TIMEOUT)) {
            run(client, 0, "true");
            long descriptors = client.stats().descriptors();
            long mounts = mounts();
            long processes = processes();
            for (int number = 1; number <= count; number++) {
                int code = run(client, number, "true");
                if (code != 0) {
                    System.out.println("launch " + number + " ended with " + code);
                }
            }
            LauncherStats stats = client.stats();
            System.out.println("launched " + count);
            System.out.println("records " + client.list().size());
            System.out.println("descriptors more " + (stats.descriptors() - descriptors));
            System.out.println("mounts more " + (mounts() - mounts));
            System.out.println("processes more " + (processes() - processes));
            System.out.println("groups " + groups());
            System.out.println("directories " + directories());
        }
    }

    private void clients() throws Exception {
        String id = id(1);
        try (ResidentClient first = ResidentClient.connect(socket, TIMEOUT)) {
            started(first.start(id, plan(1, "echo said; exec sleep 600")));
        }
        try (ResidentClient second = ResidentClient.connect(socket, TIMEOUT)) {
            System.out.println("listed " + second.list().getFirst().getClass().getSimpleName());
            try (Attachment attachment = second.attach(id)) {
                Attachment.Frame frame = attachment.next().orElseThrow();
                System.out.print(new String(frame.data(), StandardCharsets.UTF_8));
            }
            second.kill(id, Signal.KILL, true);
            System.out.println("ended " + second.awaitExit(id, TIMEOUT).orElseThrow().code());
            System.out.println("listed " + second.list().getFirst().getClass().getSimpleName());
            second.forget(id);
            System.out.println("records " + second.list().size());
        }
    }

    private void outcomes() throws Exception {
        try (ResidentClient client = ResidentClient.connect(socket, TIMEOUT)) {
            System.out.println("code " + run(client, 1, "exit 7"));
            System.out.println("code " + run(client, 2, "sh -c 'kill -TERM $$'; exit $?"));
            StartOutcome missing = client.start(id(3), command(3, List.of("/nothing")));
            if (missing instanceof StartOutcome.Failed failed) {
                System.out.println("failed " + failed.call() + " " + failed.errno());
            }
            System.out.println("records " + client.list().size());
            String id = id(4);
            started(client.start(id, plan(4, "seq 100000")));
            ResidentEvent.Exited exited = client.awaitExit(id, TIMEOUT).orElseThrow();
            System.out.println("dropped some " + (exited.droppedBytes() > 0));
            try (Attachment attachment = client.attach(id)) {
                String last = "";
                for (var frame = attachment.next(); frame.isPresent(); frame = attachment.next()) {
                    last = new String(frame.get().data(), StandardCharsets.UTF_8);
                }
                System.out.println("last " + last.strip().lines().toList().getLast());
            }
            client.forget(id);
            try {
                client.kill(id, Signal.KILL, true);
            } catch (LauncherException e) {
                System.out.println(
                        "refused " + String.valueOf(e.getMessage()).contains("no such container"));
            }
        }
    }

    private void death(Process launcher) throws Exception {
        try (ResidentClient client = ResidentClient.connect(socket, TIMEOUT)) {
            long before = processes();
            started(client.start(id(1), plan(1, "exec sleep 600")));
            System.out.println("running " + (processes() > before));
            launcher.destroyForcibly().waitFor();
            for (int tries = 0; tries < TRIES_MAX && processes() > 1; tries++) {
                Thread.sleep(TRY_MS);
            }
            System.out.println("left " + (processes() - 1));
        }
    }

    private void shutdown(Process launcher) throws Exception {
        try (ResidentClient client = ResidentClient.connect(socket, TIMEOUT)) {
            started(client.start(id(1), plan(1, "trap 'exit 0' TERM; sleep 600 & wait")));
            client.shutdown(Duration.ofSeconds(20));
        }
        System.out.println("status " + launcher.waitFor());
        System.out.println("socket " + Files.exists(socket));
    }

    private int run(ResidentClient client, int number, String script) throws Exception {
        String id = id(number);
        started(client.start(id, plan(number, script)));
        int code = client.awaitExit(id, TIMEOUT).orElseThrow().code();
        client.forget(id);
        return code;
    }

    static void started(StartOutcome outcome) {
        switch (outcome) {
            case StartOutcome.Started started -> started.close();
            case StartOutcome.Failed failed -> System.out.println("not started: " + failed);
        }
    }

    /** A connection of its own. */
    ResidentClient connect() {
        return ResidentClient.connect(socket, TIMEOUT);
    }

    Path socket() {
        return socket;
    }

    private LaunchPlan plan(int number, String script) throws IOException {
        return plan(number, script, Streams.DEFAULT);
    }

    LaunchPlan plan(int number, String script, Streams streams) throws IOException {
        return command(number, List.of("/bin/sh", "-c", script), streams);
    }

    Path directory(int number) {
        return place.resolve("store/containers").resolve(id(number));
    }

    LaunchPlan onHostNetwork(int number, String script) throws IOException {
        List<Step> steps = new ArrayList<>(plan(number, script, Streams.DEFAULT).steps());
        steps.removeIf(step ->
                step instanceof Step.LoopbackUp
                        || (step instanceof Step.Sysctl sysctl
                                && sysctl.name().startsWith("net/")));
        steps.replaceAll(step ->
                step instanceof Step.Namespaces all
                        ? new Step.Namespaces(all.flags() & ~NamespaceKind.NET.flag())
                        : step);
        return new LaunchPlan(steps);
    }

    /** One that takes all it can of another. */
    LaunchPlan sharing(int number, String script, int donor) throws IOException {
        Path etc = place.resolve("store/containers").resolve(id(donor));
        Sharing all =
                new Sharing(
                        Map.of(
                                NamespaceKind.NET, id(donor),
                                NamespaceKind.IPC, id(donor),
                                NamespaceKind.PID, id(donor)),
                        Optional.of(etc),
                        true);
        return command(number, List.of("/bin/sh", "-c", script), Streams.DEFAULT, all);
    }

    /** One whose command is not there. */
    LaunchPlan missing(int number) throws IOException {
        return command(number, List.of("/nothing"));
    }

    private LaunchPlan command(int number, List<String> words) throws IOException {
        return command(number, words, Streams.DEFAULT);
    }

    private LaunchPlan command(int number, List<String> words, Streams streams) throws IOException {
        return command(number, words, streams, Sharing.NONE);
    }

    private LaunchPlan command(int number, List<String> words, Streams streams, Sharing sharing)
            throws IOException {
        Path directory = place.resolve("store/containers").resolve(id(number));
        for (String name : List.of("etc", "upper", "work")) {
            Files.createDirectories(directory.resolve(name));
        }
        for (String name : List.of("hosts", "hostname", "resolv.conf")) {
            Files.writeString(directory.resolve("etc").resolve(name), "");
        }
        ContainerSpec spec =
                ContainerSpec.builder(
                                id(number),
                                directory,
                                new RootFs(List.of(place.resolve("root")), false))
                        .command(new Command(words, Map.of("PATH", "/bin"), "/", false))
                        .lifecycle(new Lifecycle(true, Signal.TERM.number()))
                        .streams(streams)
                        .sharing(sharing)
                        .build();
        LaunchPlan plan = PlanCompiler.compile(spec, host);
        PlanVerifier.verify(plan, spec, host)
                .forEach(violation -> System.out.println(violation.sentence()));
        return plan;
    }

    LaunchHost host() {
        return host;
    }

    static String id(int number) {
        return String.format("%064x", number);
    }

    /** Mounts the launcher's processes see: each is not dumpable, so this user may not look. */
    private long mounts() throws IOException {
        System.out.println(ASK);
        return Long.parseLong(answers.readLine());
    }

    /** Control groups of containers, in all hierarchies. */
    long groups() throws IOException {
        long count = 0;
        if (host.cgroups() instanceof CgroupView.V1 v1) {
            for (CgroupView.Hierarchy hierarchy : v1.hierarchies()) {
                try (Stream<Path> files = Files.list(hierarchy.directory())) {
                    count += files.filter(Files::isDirectory).count();
                }
            }
        }
        return count;
    }

    /** Processes below this one. */
    private static long processes() {
        try (Stream<ProcessHandle> below = ProcessHandle.current().descendants()) {
            return below.count() + 1;
        }
    }

    private long directories() throws IOException {
        try (Stream<Path> all = Files.list(place.resolve("store/containers"))) {
            return all.count();
        }
    }
}
