package io.jsec.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real launcher of an ordinary user, with {@link KernelEngine} as its engine. */
final class EngineProcess {
    static final String OWNER = "jsectest";

    private static final int LIMIT_SECONDS = 120;
    private static final List<String> CONTROLLERS =
            List.of("cpu", "cpuset", "freezer", "pids", "blkio");

    private final Path place;
    private final List<Path> groups = new ArrayList<>();
    private final List<Path> made = new ArrayList<>();

    EngineProcess() throws IOException, InterruptedException {
        place = Files.createTempDirectory(Path.of("/var/tmp"), "jsec-engine");
        Path root = Path.of(System.getProperty("jsec.root", "../.."));
        copy(root.resolve("runtime/launch/target/bin/jsec-launch"), place.resolve("jsec-launch"));
        Path library = Files.createDirectory(place.resolve("lib"));
        int number = 0;
        for (String entry : classPath().split(":", -1)) {
            Path from = Path.of(entry);
            if (Files.isDirectory(from)) {
                copyTree(from, library.resolve("classes"));
            } else if (Files.exists(from)) {
                copy(from, library.resolve(number++ + ".jar"));
            }
        }
        Files.createDirectory(place.resolve("tmp"));
        execute("chmod", "-R", "a+rX", place.toString());
        execute("chown", OWNER + ":" + OWNER, place.toString(), place.resolve("tmp").toString());
    }

    private static String classPath() {
        String surefire = System.getProperty("surefire.test.class.path");
        return surefire == null ? System.getProperty("java.class.path") : surefire;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path there = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(each, there, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Groups of version 1 for the owner, where there are any; never of the memory hierarchy. */
    boolean delegate() throws IOException {
        UserPrincipal owner =
                FileSystems.getDefault()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(OWNER);
        for (String controller : CONTROLLERS) {
            Path top = Path.of("/sys/fs/cgroup", controller);
            if (Files.exists(top.resolve("cgroup.procs"))) {
                Path ours = top.resolve("jsec");
                Path group = ours.resolve("engine-" + ProcessHandle.current().pid());
                make(top, ours);
                make(ours, group);
                Files.setOwner(group, owner);
                try (Stream<Path> files = Files.list(group)) {
                    for (Path file : files.toList()) {
                        Files.setOwner(file, owner);
                    }
                }
                groups.add(group);
            }
        }
        return !groups.isEmpty();
    }

    private void make(Path parent, Path group) throws IOException {
        if (!Files.isDirectory(group)) {
            made.add(Files.createDirectory(group));
        }
        for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
            if (Files.exists(group.resolve(file))
                    && Files.readString(group.resolve(file)).isBlank()) {
                Files.writeString(
                        group.resolve(file), Files.readString(parent.resolve(file)).strip());
            }
        }
    }

    /** What a scene said, by name. */
    Map<String, String> play(String scene) throws IOException, InterruptedException {
        long uid = Long.parseLong(execute("id", "-u", OWNER));
        long gid = Long.parseLong(execute("id", "-g", OWNER));
        long first = subordinate();
        List<String> words =
                new ArrayList<>(
                        List.of("setpriv", "--reuid", OWNER, "--regid", OWNER, "--init-groups"));
        words.add(place.resolve("jsec-launch").toString());
        words.addAll(List.of("resident", "--socket", place.resolve("launch.sock").toString()));
        words.addAll(List.of("--uid-map", "0:" + uid + ":1,1:" + first + ":65535"));
        words.addAll(List.of("--gid-map", "0:" + gid + ":1,1:" + first + ":65535", "--"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Duser.home=" + place,
                        "-Djava.io.tmpdir=" + place.resolve("tmp"),
                        "-cp",
                        place.resolve("lib/classes") + ":" + place.resolve("lib") + "/*",
                        KernelEngine.class.getName(),
                        place.toString(),
                        scene,
                        Long.toString(uid),
                        Long.toString(first),
                        String.join(",", groups.stream().map(Path::toString).toList())));
        Path log = place.resolve(scene + ".log");
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the scene does not end:\n" + Files.readString(log));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("the scene failed:\n" + Files.readString(log));
        }
        Map<String, String> said = new LinkedHashMap<>();
        for (String line : Files.readAllLines(log)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                said.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return said;
    }

    private static long subordinate() throws IOException {
        for (String line : Files.readAllLines(Path.of("/etc/subuid"))) {
            String[] words = line.split(":", -1);
            if (words[0].equals(OWNER)) {
                return Long.parseLong(words[1]);
            }
        }
        throw new IOException("no subordinate ids of " + OWNER + ": run cli/check");
    }

    private static String execute(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    /** Removes what it made. */
    void close() throws IOException, InterruptedException {
        for (Path group : made.reversed()) {
            Files.deleteIfExists(group);
        }
        execute("rm", "-rf", place.toString());
    }
}
