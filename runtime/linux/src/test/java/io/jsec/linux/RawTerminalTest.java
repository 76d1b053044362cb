package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Fcntl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class RawTerminalTest {
    @TempDir Path directory;

    /** Prints the settings of its terminal while that is raw, and after. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            try (RawTerminal raw = RawTerminal.enter(0)) {
                stty("raw", raw);
            }
            stty("after", RawTerminal.none());
        }

        private static void stty(String when, RawTerminal terminal) throws Exception {
            Process stty =
                    new ProcessBuilder("stty", "-a")
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .start();
            byte[] text = stty.getInputStream().readAllBytes();
            System.out.println(
                    when + ": " + new String(text, StandardCharsets.UTF_8).replace('\n', ' '));
            assert terminal != null;
        }
    }

    @Test
    void a_raw_terminal_passes_keys_as_they_are_and_is_itself_again_after() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String child =
                java
                        + " --enable-native-access=ALL-UNNAMED -cp '"
                        + System.getProperty("java.class.path")
                        + "' '"
                        + Child.class.getName()
                        + "'";
        Process script =
                new ProcessBuilder(List.of("script", "-qec", child, "/dev/null"))
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .start();
        List<String> lines =
                new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        assertThat(script.waitFor()).isZero();
        assertThat(lines)
                .anySatisfy(line ->
                        assertThat(line)
                                .startsWith("raw: ")
                                .contains(" -echo ", " -icanon ", "-isig ", " -opost ", " -icrnl "))
                .anySatisfy(line ->
                        assertThat(line)
                                .startsWith("after: ")
                                .contains(" echo ", " icanon ", "isig ", "opost "));
    }

    @Test
    void what_is_no_terminal_is_refused() {
        try (Fd file = Openat2.open(directory, Fcntl.O_RDONLY, 0)) {
            assertThatThrownBy(() -> RawTerminal.enter(file.number()))
                    .isInstanceOfSatisfying(
                            LinuxException.class,
                            e -> assertThat(e.errnoName()).isEqualTo("ENOTTY"));
        }
    }

    @Test
    void no_terminal_is_closed_without_effect() {
        RawTerminal.none().close();
    }
}
