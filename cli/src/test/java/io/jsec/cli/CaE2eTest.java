package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jsec ca} as an ordinary user starts it: processes that are killed, and a terminal. */
@Tag("e2e")
class CaE2eTest {
    private static final int ROUNDS = 4;

    @TempDir Path directory;

    private Jsec jsec = Jsec.as("jsectest", Path.of("/tmp"));
    private Path home = Path.of("/");

    @BeforeEach
    void give_the_user_a_home() {
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.as("jsectest", directory);
        home = directory.resolve("home-jsectest");
    }

    private Path ca() {
        return home.resolve(".local/share/jsec/ca");
    }

    private List<String> issue(String name) {
        return List.of(
                "ca",
                "issue",
                "client",
                name,
                "--role",
                "viewer",
                "--out",
                home.resolve(name).toString());
    }

    @Test
    void five_minutes_of_the_manual_go_as_written() {
        assertThat(jsec.jsec("ca", "init", "--names", "example.lan,10.0.0.0/8").exit()).isZero();
        String server = home.resolve("server").toString();
        assertThat(
                        jsec.jsec(
                                        "ca",
                                        "issue",
                                        "server",
                                        "docker.example.lan",
                                        "10.0.0.5",
                                        "--out",
                                        server)
                                .exit())
                .isZero();
        assertThat(jsec.run(issue("alice")).exit()).isZero();
        assertThat(jsec.jsec("ca", "list").out())
                .contains(" alice ", "docker.example.lan,10.0.0.5");
        assertThat(jsec.jsec("ca", "revoke", "alice", "--reason", "key-compromise").out())
                .startsWith("revoked ");
        assertThat(jsec.jsec("ca", "check"))
                .isEqualTo(new Jsec.Result(0, "the CA in " + ca() + " is whole\n", ""));
        assertThat(jsec.program("ls", "-l", home.resolve("alice").toString()).out())
                .contains("-rw-------", "-r--------", " key.pem");
    }

    // Promise P21
    @Test
    void killed_commands_and_commands_at_once_lose_nothing_that_was_said()
            throws IOException, InterruptedException {
        assertThat(jsec.jsec("ca", "init").exit()).isZero();
        Path state = ca().resolve("state.log");
        List<String> said = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long before = Files.size(state);
            Path out = home.resolve("doomed" + round);
            Process doomed = jsec.start(issue("doomed" + round));
            Process other = jsec.start(issue("other" + round));
            // Half of them as soon as the key is written, the others as soon as a record is.
            while (doomed.isAlive()
                    && (round % 2 == 0 ? !Jsec.exists(out) : Files.size(state) == before)) {
                Thread.sleep(1);
            }
            doomed.destroyForcibly().waitFor();
            Jsec.Result result = Jsec.finish(other, "");
            assertThat(result.exit()).as(result.err()).isZero();
            said.add("other" + round);
        }

        assertThat(jsec.jsec("ca", "list").out()).contains(said);
        assertThat(jsec.run(issue("last")).exit()).isZero();
        assertThat(jsec.jsec("ca", "check"))
                .isEqualTo(new Jsec.Result(0, "the CA in " + ca() + " is whole\n", ""));
    }

    // Promise P23
    @Test
    void a_passphrase_is_not_shown_while_it_is_typed() throws Exception {
        String command = Jsec.distribution().resolve("bin/jsec") + " ca init --passphrase";
        Process terminal = jsec.startProgram("script", "-qec", command, "/dev/null");
        StringBuilder screen = new StringBuilder();
        try (Reader reader = terminal.inputReader();
                Writer keyboard = terminal.outputWriter()) {
            readUntil(reader, screen, "New passphrase of the CA's keys: ");
            keyboard.write("correct horse\n");
            keyboard.flush();
            readUntil(reader, screen, "The same again: ");
            keyboard.write("correct horse\n");
            keyboard.flush();
            readUntil(reader, screen, "Next: jsec ca issue");
        }

        assertThat(terminal.waitFor()).isZero();
        assertThat(screen.toString())
                .contains("locked by the passphrase")
                .doesNotContain("correct", "horse");
        assertThat(jsec.run(issue("alice")).err())
                .contains("it is locked by a passphrase. Instead: --passphrase-file FILE");
    }

    private static void readUntil(Reader reader, StringBuilder screen, String wanted)
            throws IOException {
        while (screen.indexOf(wanted) < 0) {
            int next = reader.read();
            assertThat(next).as("the end after: " + screen).isNotNegative();
            screen.append((char) next);
        }
    }
}
