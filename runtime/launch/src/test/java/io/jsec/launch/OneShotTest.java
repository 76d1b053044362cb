package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.Fd;
import io.jsec.linux.Flock;
import io.jsec.linux.LinuxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell script stands for the launcher and says what it was given. */
@Tag("kernel")
class OneShotTest {
    private static final IdMaps MAPS =
            new IdMaps(List.of(new IdRange(0, 1000, 1)), List.of(new IdRange(0, 1000, 1)));

    @TempDir Path directory;

    /** The JVM that becomes the launcher. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            LauncherPaths paths = new LauncherPaths(Path.of(arguments[0]), Optional.empty());
            Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "LANG", "C");
            System.out.print("said before;");
            if (arguments[1].equals("remove")) {
                throw OneShot.remove(paths, MAPS, List.of(Path.of("/a b")), environment);
            }
            if (arguments[1].equals("resident")) {
                Path socket = Path.of("/s");
                throw OneShot.resident(paths, MAPS, socket, Optional.empty(), environment);
            }
            Fd lock = Flock.tryLock(Path.of(arguments[1])).orElseThrow();
            LaunchPlan plan = new LaunchPlan(List.of(new Step.NoNewPrivs()));
            throw OneShot.exec(plan, paths, MAPS, List.of(lock), 15, environment);
        }
    }

    @Test
    void the_launcher_gets_sealed_plan_lock_environment_and_stdio() throws Exception {
        Path lock = directory.resolve("lock");
        Path launcher =
                script(
                        """
                        echo "$*"
                        head -c 8 /proc/self/fd/$3; echo
                        env | sort | tr '\\n' ' '; echo
                        head -c 3; echo " in"
                        sleep 60 & echo $!
                        """);
        Process jvm = start(launcher, lock.toString());
        jvm.getOutputStream().write("abc".getBytes(StandardCharsets.UTF_8));
        jvm.getOutputStream().close();
        List<String> lines = lines(jvm, 5);
        assertThat(lines.getFirst())
                .startsWith("said before;once --plan-fd ")
                .contains("--uid-map 0:1000:1 --gid-map 0:1000:1 --lock-fd ");
        assertThat(lines.get(1)).isEqualTo("JSECPLAN");
        assertThat(lines.get(2)).startsWith("LANG=C PATH=/usr/bin:/bin PWD=");
        assertThat(lines.get(3)).isEqualTo("abc in");
        assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        long sleeper = Long.parseLong(lines.get(4));
        assertThat(Flock.isFree(lock)).as("held by the launcher's child").isFalse();
        ProcessHandle.of(sleeper).orElseThrow().destroyForcibly();
        ProcessHandle.of(sleeper).ifPresent(handle -> handle.onExit().join());
        assertThat(Flock.isFree(lock)).isTrue();
    }

    @Test
    void the_exit_code_of_the_launcher_is_the_processs() throws Exception {
        Process jvm = start(script("exit 42\n"), directory.resolve("lock").toString());
        assertThat(jvm.waitFor()).isEqualTo(42);
    }

    @Test
    void removing_and_staying_are_the_launchers_other_verbs() throws Exception {
        Path launcher = script("echo \"$*\"\n");
        assertThat(lines(start(launcher, "remove"), 1))
                .containsExactly("said before;remove --uid-map 0:1000:1 --gid-map 0:1000:1 /a b");
        assertThat(lines(start(launcher, "resident"), 1))
                .containsExactly(
                        "said before;resident --socket /s --uid-map 0:1000:1 --gid-map 0:1000:1");
    }

    @Test
    void a_missing_launcher_is_an_exception_that_names_it() {
        LauncherPaths paths = new LauncherPaths(Path.of("/none/jsec-launch"), Optional.empty());
        LaunchPlan plan = new LaunchPlan(List.of(new Step.NoNewPrivs()));
        assertThatThrownBy(() -> OneShot.exec(plan, paths, MAPS, List.of(), 15, Map.of()))
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("execve(/none/jsec-launch): ENOENT");
    }

    private Path script(String body) throws Exception {
        Path file = Files.writeString(directory.resolve("launcher"), "#!/bin/bash\n" + body);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Process start(Path launcher, String argument) throws Exception {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        launcher.toString(),
                        argument)
                .redirectErrorStream(true)
                .start();
    }

    private static List<String> lines(Process process, int count) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(process.inputReader(StandardCharsets.UTF_8).readLine());
        }
        return lines;
    }
}
