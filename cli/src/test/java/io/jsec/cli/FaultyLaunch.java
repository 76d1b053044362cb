package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.launch.LaunchPlan;
import io.jsec.launch.PlanCodec;
import io.jsec.launch.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Launches of one plan, as the compiler makes it, by the launcher whose n-th system call fails. The
 * container writes {@code ran}. Every process of a launch is a descendant of {@code jsec-fault},
 * which waits for all of them.
 */
final class FaultyLaunch {
    /** In place of an errno: one of the launch's processes is killed before the call. */
    static final int KILL_OUTER = -1;

    static final int KILL_INNER = -2;
    static final int KILL_CHILD = -3;

    /** The default: EIO. */
    static final int FAIL = 0;

    /** Exit codes of jsec-fault: a process is left; the launch does not end. */
    static final int LEFT = 98;

    static final int LATE = 99;

    private static final int TIMEOUT_MS = 60_000;
    private static final int STATE_BYTES = 64;

    private final Jsec jsec;
    private final Path directory;
    private final Path container;
    private final Path state;
    private final Path plan;
    private final int uid;
    private final String maps;
    private final LaunchPlan compiled;

    /**
     * Compiles the plan of a busybox that says {@code ran}, for a user of this host.
     *
     * @param options of run, before the command
     */
    FaultyLaunch(Path directory, String user, String... options) throws IOException {
        this.directory = directory;
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.as(user, directory);
        Path root = Busybox.assemble(directory, user);
        uid = (Integer) Files.getAttribute(root, "unix:uid");
        Path containers = jsec.store().resolve("containers");
        container = containers.resolve("0".repeat(64));
        Path wire = directory.resolve("home-" + user).resolve("plan");
        List<String> words = new ArrayList<>(List.of("explain", "--rm"));
        words.addAll(List.of(options));
        words.addAll(List.of("--rootfs", root.toString(), "--output", "plan=" + wire));
        words.addAll(List.of("echo", "ran"));
        Jsec.Result explained = jsec.run(words);
        assertThat(explained.exit()).as(explained.err()).isZero();
        compiled = PlanCodec.decode(Files.readAllBytes(wire));
        plan = directory.resolve("plan");
        state = Files.write(directory.resolve("state"), new byte[STATE_BYTES]);
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.createDirectories(containers);
        own(containers);
        maps = "0:" + uid + ":1,1:" + subordinate(user);
        for (String program : List.of("jsec-fault", "jsec-launch-fault")) {
            Path built =
                    Path.of(System.getProperty("jsec.root", ".."))
                            .resolve("runtime/launch/target/test")
                            .resolve(program);
            Files.copy(built, directory.resolve(program));
        }
    }

    /** What became of one launch. */
    record Outcome(int exit, String out, String err, Call call) {}

    /**
     * The call that was to fail.
     *
     * @param count all calls of the launch
     * @param fired whether it came to the n-th
     * @param half outer half, inner half or child
     * @param name as in {@code <sys/syscall.h>}
     */
    record Call(int count, boolean fired, String half, String name) {}

    /** The steps without control groups, which depend on this host, and with these instead. */
    void use(List<Step> groups) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (Step step : compiled.steps()) {
            if (step instanceof Step.Namespaces) {
                steps.addAll(groups);
            }
            if (!(step instanceof Step.Cgroup)) {
                steps.add(step);
            }
        }
        Files.write(plan, PlanCodec.encode(new LaunchPlan(steps)));
    }

    /** Runs the launch once; call n fails with this error, none does where n is 0. */
    Outcome run(int n, int error) throws IOException {
        prepare(error);
        Jsec.Result result = jsec.program(command(n).toArray(String[]::new));
        return new Outcome(result.exit(), result.out(), result.err().strip(), call());
    }

    /**
     * The same on a terminal, which is the launch's standard input and output.
     *
     * @return what came of it; its errors tell how the terminal was changed, if it was
     */
    Outcome onTerminal(int n, int error) throws IOException {
        prepare(error);
        String home = jsec.store().resolve("../../../..").normalize().toString();
        String script =
                "stty -g >"
                        + home
                        + "/before; "
                        + String.join(" ", command(n))
                        + " 2>/dev/null; code=$?; stty -g >"
                        + home
                        + "/after; exit $code";
        Jsec.Result result = jsec.program("script", "-qec", script, "/dev/null");
        String before = Files.readString(Path.of(home, "before"));
        String after = Files.readString(Path.of(home, "after"));
        String changed = before.equals(after) ? "" : "from " + before + " to " + after;
        return new Outcome(result.exit(), result.out(), changed, call());
    }

    private void prepare(int error) throws IOException {
        makeContainer();
        ByteBuffer fault = ByteBuffer.allocate(STATE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fault.putInt(4, error);
        Files.write(state, fault.array());
    }

    private List<String> command(int n) {
        return List.of(
                directory.resolve("jsec-fault").toString(),
                state.toString(),
                plan.toString(),
                Integer.toString(TIMEOUT_MS),
                directory.resolve("jsec-launch-fault").toString(),
                "once",
                "--plan-fd",
                "9",
                "--uid-map",
                maps,
                "--gid-map",
                maps,
                "--fault-fd",
                "8",
                "--fault",
                Integer.toString(n));
    }

    private Call call() throws IOException {
        ByteBuffer fault =
                ByteBuffer.wrap(Files.readAllBytes(state)).order(ByteOrder.LITTLE_ENDIAN);
        String name = new String(fault.array(), 32, 32, StandardCharsets.US_ASCII);
        String half = List.of("outer half", "inner half", "child").get(fault.getInt(12));
        return new Call(
                fault.getInt(0),
                fault.getInt(8) == 1,
                half,
                name.substring(0, Math.max(0, name.indexOf('\0'))));
    }

    /** Whether the container's directory is there. */
    boolean hasContainer() {
        return Files.exists(container);
    }

    /** Whether the container's directory holds nothing a container could have made. */
    boolean isUntouched() throws IOException {
        try (Stream<Path> upper = Files.list(container.resolve("upper"));
                Stream<Path> work = Files.list(container.resolve("work"))) {
            return upper.findAny().isEmpty() && work.findAny().isEmpty();
        }
    }

    /** Mounts of the host's own namespace that are ours. */
    List<String> mounts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .filter(line -> line.contains(directory.toString()))
                .toList();
    }

    private void makeContainer() throws IOException {
        if (hasContainer()) {
            Jsec.run("rm", "-rf", container.toString());
        }
        own(Files.createDirectory(container));
        for (String name : List.of("upper", "work", "etc")) {
            own(Files.createDirectory(container.resolve(name)));
        }
        for (String name : List.of("hosts", "hostname", "resolv.conf")) {
            own(Files.writeString(container.resolve("etc").resolve(name), "x\n"));
        }
    }

    private void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", uid);
    }

    private static String subordinate(String user) throws IOException {
        return Files.readAllLines(Path.of("/etc/subuid")).stream()
                .filter(line -> line.startsWith(user + ":"))
                .map(line -> line.substring(user.length() + 1).split(":"))
                .map(range -> range[0] + ":65535")
                .findFirst()
                .orElseThrow();
    }
}
