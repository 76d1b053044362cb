package io.jsec.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JVM a container, which becomes its launcher. */
final class OneShotLaunching implements Launching {
    private static final int TRIES = 12_000;

    private final Path launcher;
    private final Path place;
    private @Nullable Process process;

    OneShotLaunching(Path launcher, Path place) {
        this.launcher = launcher;
        this.place = place;
    }

    /** The JVM that becomes the launcher: arguments are the launcher and the plan's file. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            LaunchPlan plan = PlanCodec.decode(Files.readAllBytes(Path.of(arguments[1])));
            IdMaps maps = IdMaps.of(DifferentialRun.identity());
            LauncherPaths paths = new LauncherPaths(Path.of(arguments[0]), Optional.empty());
            throw OneShot.exec(plan, paths, maps, List.of(), 15, System.getenv());
        }
    }

    @Override
    public long start(ContainerSpec spec, LaunchPlan plan) throws Exception {
        Path file = Files.write(place.resolve("once.plan"), PlanCodec.encode(plan));
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElseThrow());
        words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto", "-XX:-UsePerfData", "-cp"));
        words.add(System.getProperty("java.class.path"));
        words.addAll(List.of(Child.class.getName(), launcher.toString(), file.toString()));
        Process started = new ProcessBuilder(words).redirectErrorStream(true).start();
        process = started;
        String command = plan.steps(Step.Exec.class).getFirst().argv().getFirst();
        for (int tries = 0; tries < TRIES && started.isAlive(); tries++) {
            Optional<Long> pid = first(started.pid(), command);
            if (pid.isPresent()) {
                return pid.get();
            }
            Thread.sleep(10);
        }
        if (started.isAlive()) {
            String said = started.inputReader().ready() ? started.inputReader().readLine() : "";
            started.destroyForcibly().waitFor();
            throw new LaunchingException("it never ran: " + said);
        }
        throw new LaunchingException(
                new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .strip());
    }

    /**
     * The first process of the third pid namespace below a process, once the command runs in it.
     */
    private static Optional<Long> first(long launcher, String command) throws IOException {
        List<Long> below = new ArrayList<>();
        ProcessHandle.of(launcher)
                .ifPresent(handle -> handle.descendants().forEach(each -> below.add(each.pid())));
        Optional<Long> found = Optional.empty();
        boolean runs = false;
        for (long pid : below) {
            try {
                ProcReader reader = new ProcReader(pid);
                List<String> pids = reader.status().of("NSpid");
                if (pids.size() == 3 && pids.getLast().equals("1")) {
                    found = Optional.of(pid);
                }
                List<String> words = reader.strings("cmdline");
                runs |= pids.size() == 3 && !words.isEmpty() && words.getFirst().equals(command);
            } catch (IOException e) {
                // It has ended since: not the one.
            }
        }
        return runs ? found : Optional.empty();
    }

    /** How many pid namespaces a process is in; none for one that has ended since. */
    private static int depth(long pid) {
        try {
            return new ProcReader(pid).status().of("NSpid").size();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void stop(ContainerSpec spec) throws Exception {
        Process running = process;
        if (running == null) {
            return;
        }
        try (Stream<ProcessHandle> below = running.descendants()) {
            for (ProcessHandle each : below.toList()) {
                if (depth(each.pid()) == 3) {
                    each.destroyForcibly();
                }
            }
        }
        if (!running.waitFor(120, TimeUnit.SECONDS)) {
            running.destroyForcibly();
            throw new LaunchingException("it does not end");
        }
    }

    @Override
    public void close() {}
}
