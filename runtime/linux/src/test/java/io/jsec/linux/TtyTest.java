package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Fcntl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class TtyTest {
    @TempDir Path directory;

    /** The JVM on a terminal that script(1) makes. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.out.println("size " + Tty.size(0).map(WindowSize::toString).orElse("none"));
        }
    }

    @Test
    void a_terminal_says_its_size() throws Exception {
        assertThat(onTerminal("stty rows 33 cols 101"))
                .contains("size WindowSize[rows=33, columns=101]");
    }

    @Test
    void a_terminal_without_a_size_has_none() throws Exception {
        assertThat(onTerminal("stty rows 0 cols 0")).contains("size none");
    }

    @Test
    void a_file_and_a_closed_descriptor_have_none() {
        try (Fd file = Openat2.open(directory, Fcntl.O_RDONLY, 0)) {
            assertThat(Tty.size(file.number())).isEmpty();
        }
        assertThat(Tty.size(-1)).isEmpty();
    }

    @Test
    void a_size_nobody_can_see_is_none() {
        assertThat(new WindowSize(1, 65_535).columns()).isEqualTo(65_535);
        assertThatThrownBy(() -> new WindowSize(0, 80))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WindowSize(24, 65_536))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String onTerminal(String before) throws Exception {
        Path script = directory.resolve("script");
        Files.writeString(
                script,
                before
                        + "; exec "
                        + ProcessHandle.current().info().command().orElseThrow()
                        + " --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path")
                        + "' '"
                        + Child.class.getName()
                        + "'\n");
        Process process =
                new ProcessBuilder("script", "-qec", "sh " + script, "/dev/null")
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
