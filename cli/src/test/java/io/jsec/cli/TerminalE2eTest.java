package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code -t} on a real terminal, which script(1) makes. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminalE2eTest {
    private static final String USER = "jsectest";

    @TempDir static Path directory = Path.of("/");

    private Jsec jsec = Jsec.as(USER, Path.of("/tmp"));
    private Path root = Path.of("/");

    @BeforeAll
    void assemble() throws IOException {
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.as(USER, directory);
        root = Busybox.assemble(directory, USER);
    }

    // Promise P12
    @Test
    void the_container_has_a_terminal_of_its_own_with_the_callers_size() {
        String out = onTerminal("stty rows 33 cols 101; " + run("-it", "tty; stty size"));
        assertThat(out.lines()).contains("/dev/pts/0", "33 101");
    }

    @Test
    void the_size_is_the_plans_and_not_told_later() {
        String run = run("-it", "true").replace("/bin/jsec run ", "/bin/jsec explain ");
        assertThat(onTerminal("stty rows 34 cols 102; " + run)).contains("a terminal of 102x34");
    }

    @Test
    void the_console_is_there() {
        assertThat(onTerminal(run("-it", "echo to-the-console > /dev/console")))
                .contains("to-the-console");
    }

    @Test
    void the_exit_code_passes_and_the_callers_terminal_is_as_before() {
        String out = onTerminal(run("-it", "exit 9") + "; echo code $?; stty -a");
        assertThat(out.lines()).contains("code 9");
        assertThat(out).contains(" echo ", "icanon", "isig");
    }

    @Test
    void a_terminal_without_input_needs_none_of_the_callers() {
        Jsec.Result result =
                jsec.jsec("run", "--rm", "-t", "--rootfs", root.toString(), "sh", "-c", "tty");
        assertThat(result).isEqualTo(new Jsec.Result(0, "/dev/pts/0\r\n", ""));
    }

    private String run(String flags, String script) {
        return Jsec.distribution()
                + "/bin/jsec run --rm "
                + flags
                + " --rootfs "
                + root
                + " sh -c '"
                + script
                + "'";
    }

    private String onTerminal(String commands) {
        Jsec.Result result =
                jsec.program(
                        "env",
                        "-i",
                        "HOME=" + directory.resolve("home-" + USER),
                        "PATH=/usr/bin:/bin",
                        "script",
                        "-qec",
                        commands,
                        "/dev/null");
        return result.out().replace("\r", "");
    }
}
