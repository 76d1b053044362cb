package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JVM as the engine, which ends without a word and finds its container again. */
@Tag("kernel")
class EngineLivesKernelTest {
    private static final Path LAUNCHER = Path.of("target", "bin", "jsec-launch");
    private static final Path ENGINE = Path.of("target", "test", "jsec-engine");

    private Path place = Path.of("/");

    @BeforeEach
    void a_root_and_a_store_of_the_user() throws IOException {
        assumeTrue(Identity.uid() == 0, "not-root: the launcher's user is somebody else");
        place =
                Files.createTempDirectory(
                        Path.of("/var/tmp"),
                        "jsec-lives",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        Path bin = Files.createDirectories(place.resolve("root/bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        for (String applet : List.of("sh", "sleep", "echo")) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        Files.createDirectories(place.resolve("store/containers"));
    }

    @AfterEach
    void everything_is_removed() throws Exception {
        EngineLauncher.execute("rm", "-rf", place.toString());
    }

    @Test
    void a_container_and_its_output_outlive_the_engine() throws Exception {
        Bystander user = new Bystander(place);
        try (DelegatedGroups groups = new DelegatedGroups(Bystander.USER)) {
            Path log = place.resolve("log");
            ProcessBuilder launcher = launcher(user, groups);
            user.own(place);
            Path secret = Files.writeString(place.resolve("secret"), "root's");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            Process process = launcher.redirectOutput(log.toFile()).start();
            try {
                await(process, log, "counts its processes");
                String served =
                        EngineLauncher.execute(
                                ENGINE.toAbsolutePath().toString(),
                                "--ask",
                                place.resolve("api.sock").toString(),
                                "hello");
                assertThat(served).isEqualTo("served uid 0");
                assertThat(process.waitFor()).isZero();
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(Files.readAllLines(log))
                    .containsExactly(
                            "uid 0",
                            "gave a file to 1000, reads words",
                            "may not read root's",
                            "the host's files true",
                            "started on the host true",
                            "heard one until 4",
                            "jsec-launch: the engine ended with status 9; it is started again in"
                                    + " 100 ms, after 1 death",
                            "found Running",
                            "heard two until 8",
                            "processes 3, the first true, the joined true",
                            "sleep is sleep",
                            "sleep is sleep",
                            "sleep is sleep",
                            "paused true true",
                            "resumed true true",
                            "counts its processes true",
                            "ended 137");
        }
    }

    private ProcessBuilder launcher(Bystander user, DelegatedGroups groups) throws IOException {
        ProcessBuilder java = user.java(EngineRun.class, place.toString(), groups.argument());
        List<String> words = java.command();
        int program = words.indexOf(ProcessHandle.current().info().command().orElseThrow());
        List<String> prefix = new ArrayList<>(words.subList(0, program));
        List<String> command =
                LauncherCommand.engine(
                        place.resolve("launch.sock"),
                        EngineLauncher.maps(),
                        Optional.empty(),
                        List.of(
                                new ApiSocket.Bound(
                                        place.resolve("api.sock"), 0666, OptionalInt.empty())),
                        List.of(),
                        new EngineProgram(
                                words.subList(program, words.size()),
                                Map.of("HOME", place.toString())));
        prefix.add(user.program(LAUNCHER).toString());
        prefix.addAll(command.subList(1, command.size()));
        return java.command(prefix);
    }

    private static void await(Process process, Path log, String line) throws Exception {
        for (int tries = 0; tries < 6_000 && process.isAlive(); tries++) {
            if (Files.readString(log).contains(line)) {
                return;
            }
            Thread.sleep(10);
        }
    }
}
