package io.jsec.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A resident launcher of an ordinary user with the stand-in engine, and its clients. */
final class EngineLauncher {
    static final String OWNER = "jsectest";

    private static final int TRIES_MAX = 3_000;
    private static final int TRY_MS = 10;

    private final Path place;
    private final Path launcher;
    private final Path engine;
    private final Path log;
    private final List<String> more = new ArrayList<>();
    private Process process;

    /** A place everybody may look into, with both programs. */
    EngineLauncher() throws IOException, InterruptedException {
        place = Files.createTempDirectory(Path.of("/var/tmp"), "jsec-engine");
        open(place);
        launcher = program(Path.of("target", "bin", "jsec-launch"));
        engine = program(Path.of("target", "test", "jsec-engine"));
        log = place.resolve("log");
        process = new ProcessBuilder("true").start();
        execute("chown", OWNER + ":" + OWNER, place.toString());
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path program(Path original) throws IOException {
        Path copy = place.resolve(original.getFileName());
        Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
        open(copy);
        return copy;
    }

    Path path(String name) {
        return place.resolve(name);
    }

    /** Starts it with an engine of these arguments and these sockets. */
    void start(List<ApiSocket> sockets, Map<String, String> env, String... arguments)
            throws IOException, InterruptedException {
        List<String> engineWords = new ArrayList<>(List.of(engine.toString()));
        engineWords.addAll(List.of(arguments));
        startCommand(
                LauncherCommand.engine(
                        path("launch.sock"),
                        maps(),
                        Optional.empty(),
                        sockets,
                        List.of(),
                        new EngineProgram(engineWords, env)));
    }

    /** Tells the launcher's states to a socket, as a service manager asks for it. */
    void notify(String socket) {
        more.add("NOTIFY_SOCKET=" + socket);
    }

    void startCommand(List<String> command) throws IOException, InterruptedException {
        startCommand(List.of(), command);
    }

    /** The same by another program, which becomes it. */
    void startCommand(List<String> before, List<String> command)
            throws IOException, InterruptedException {
        List<String> words = as(OWNER);
        words.add("env");
        words.addAll(more);
        words.addAll(before);
        words.add(launcher.toString());
        words.addAll(command.subList(1, command.size()));
        process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        for (int tries = 0; tries < TRIES_MAX && process.isAlive(); tries++) {
            if (Files.exists(path("launch.sock"))) {
                return;
            }
            Thread.sleep(TRY_MS);
        }
    }

    /** The map of the user that {@code cli/check} makes: its own id and its subordinate ones. */
    static IdMaps maps() throws IOException {
        return new IdMaps(lines("/etc/subuid", "-u"), lines("/etc/subgid", "-g"));
    }

    private static List<IdRange> lines(String file, String option) throws IOException {
        Process id = new ProcessBuilder("id", option, OWNER).start();
        long own =
                Long.parseLong(
                        new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                                .strip());
        for (String line : Files.readAllLines(Path.of(file))) {
            String[] words = line.split(":", -1);
            if (words[0].equals(OWNER)) {
                return List.of(
                        new IdRange(0, own, 1), new IdRange(1, Long.parseLong(words[1]), 65_535));
            }
        }
        throw new IOException("no subordinate ids of " + OWNER + ": run cli/check");
    }

    /** What the engine answers to somebody's word. */
    String ask(String user, String socket, String word) throws IOException, InterruptedException {
        List<String> words = user.isEmpty() ? new ArrayList<>() : as(user);
        words.addAll(List.of(engine.toString(), "--ask", path(socket).toString(), word));
        return execute(words.toArray(String[]::new));
    }

    static List<String> as(String user) {
        return new ArrayList<>(
                List.of("setpriv", "--reuid", user, "--regid", user, "--init-groups"));
    }

    static String execute(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    Process process() {
        return process;
    }

    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    /** SIGTERM; its exit status, or −1 where it does not end. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    void remove() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        execute("rm", "-rf", place.toString());
    }
}
