package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines of the engine that start nothing, and its exit codes. */
class DaemonCommandTest {
    @TempDir Path folder;

    private final Screen screen = new Screen();

    private int daemon(String... words) {
        screen.with("XDG_CONFIG_HOME", folder.toString()).with("HOME", folder.toString());
        String[] all = new String[words.length + 1];
        all[0] = "daemon";
        System.arraycopy(words, 0, all, 1, words.length);
        return screen.run(all);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("given.json"), text).toString();
    }

    @Test
    void a_configuration_without_a_mistake_is_ok() throws IOException {
        assertThat(daemon("--validate")).isZero();
        assertThat(daemon("--validate", "--config", file("{\"debug\": true}"))).isZero();
        assertThat(screen.out()).isEqualTo("configuration OK\nconfiguration OK\n");
    }

    @Test
    void a_mistake_is_named_and_is_exit_status_1() throws IOException {
        String path = file("{\"bip\": \"10.0.0.1/8\"}");

        assertThat(daemon("--validate", "--config", path)).isEqualTo(1);
        assertThat(screen.err())
                .startsWith("JSEC-C-002 " + path + " refused: " + path + ":1:9: bip is not");
        assertThat(screen.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frob=1|frob=1 refused: there is no such security option. Instead: seccomp=FILE",
                "seccomp=dockr|dockr refused: there is no profile of that name. Instead: seccomp=h",
                "jsec.seccomp=Docker|refused: no profile of that name ships with jsec. Instead: j",
                "seccomp={}|seccomp=profile refused: ",
            })
    void options_with_which_no_container_would_start_are_refused(String option, String sentence)
            throws IOException {
        String path = file("{\"jsec\": {\"security-opt\": [\"" + option + "\"]}}");

        assertThat(daemon("--validate", "--config", path)).isEqualTo(1);
        assertThat(screen.err())
                .startsWith("JSEC-C-002 jsec.security-opt of daemon.json: --security-opt ")
                .contains(sentence)
                .hasLineCount(1);
    }

    @Test
    void the_profiles_that_ship_are_configured_by_name() throws IOException {
        for (String text :
                new String[] {
                    "{\"seccomp-profile\": \"docker\"}",
                    "{\"seccomp-profile\": \"builtin\"}",
                    "{\"jsec\": {\"security-opt\": [\"seccomp=docker\", \"jsec.proc=writable\"]}}"
                }) {
            assertThat(daemon("--validate", "--config", file(text))).as(text).isZero();
        }
    }

    @Test
    void a_file_that_was_named_must_be_there() {
        assertThat(daemon("--validate", "--config", "/nonexistent")).isEqualTo(3);
        assertThat(screen.err()).startsWith("JSEC-C-002 --config /nonexistent refused");
    }

    @Test
    void a_port_is_served_to_whom_that_was_accepted_for() throws IOException {
        String open = "{\"hosts\": [\"tcp://127.0.0.1:2375\"]}";
        String accepted =
                "{\"hosts\": [\"tcp://127.0.0.1:2375\"],"
                        + " \"jsec\": {\"i-accept-unauthenticated-tcp\": true}}";

        assertThat(daemon("--validate", "-H", "tcp://127.0.0.1:2375")).isEqualTo(3);
        assertThat(daemon("--validate", "--config", file(open))).isEqualTo(3);
        assertThat(screen.err()).contains("nobody is asked who he is there");
        assertThat(daemon("--validate", "--config", file(accepted))).isZero();
        assertThat(
                        daemon(
                                "--validate",
                                "-H",
                                "tcp://[::1]:2375",
                                "-H",
                                "unix:///run/x.sock",
                                "--i-accept-unauthenticated-tcp"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tlsverify|JSEC-C-002 --tlsverify refused: no port is served",
                "--tls|JSEC-C-002 --tls refused: it would let everybody in who reaches the port",
                "--tlscacert=/x|JSEC-C-002 --tlscacert, --tlscert or --tlskey refused: no port",
                "--iptables=false|JSEC-C-003 --iptables refused: it comes with networks",
                "--data-root=/x|JSEC-C-003 --data-root refused: it is a key of daemon.json",
                "--nosuch|JSEC-C-001 jsec daemon --nosuch refused: there is no such option",
                "--idle-stop=soon|JSEC-C-002 --idle-stop soon refused: it is no time",
                "-H=fd://|JSEC-C-002 -H fd:// refused: no service manager handed a socket down",
                "fly|JSEC-C-001 jsec daemon fly refused: it is one word too many",
            })
    void what_is_not_served_is_a_usage_error_that_names_it(String option, String message) {
        assertThat(daemon("--validate", option)).isEqualTo(3);
        assertThat(screen.err()).startsWith(message);
    }

    @Test
    void an_engine_at_a_port_does_not_end_by_itself() {
        assertThat(
                        daemon(
                                "--validate",
                                "--idle-stop=30m",
                                "--i-accept-unauthenticated-tcp",
                                "-H=tcp://localhost"))
                .isEqualTo(3);
        assertThat(screen.err())
                .startsWith("JSEC-C-002 --idle-stop 30m refused: whoever is served");
    }

    @Test
    void ports_with_tls_are_served_by_file_or_option() throws IOException {
        String file = "{\"hosts\": [\"tcp://127.0.0.1:2376\"], \"tls\": true, \"tlsverify\": true}";
        assertThat(daemon("--validate", "--config", file(file))).isZero();
        assertThat(daemon("--validate", "--tlsverify", "-H", "tcp://lo:2376")).isZero();
        assertThat(daemon("--validate", "--tls-init")).isZero();
        assertThat(daemon("--validate", "--config", file("{\"tls\": true}"))).isEqualTo(1);
        assertThat(screen.err()).contains("write \"tlsverify\": true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tlscert=/x|belong together",
                "--i-accept-unauthenticated-tcp|every port of this engine is served with TLS",
                "--idle-stop=30m|whoever is served at a port could not start the engine again",
            })
    void what_contradicts_tls_is_refused(String option, String why) {
        assertThat(daemon("--validate", "--tlsverify", "-H=tcp://127.0.0.1:2376", option))
                .isEqualTo(3);
        assertThat(screen.err()).contains(why);
    }

    @Test
    void options_of_the_engine_are_none_of_its_service() {
        assertThat(daemon("--debug", "install")).isEqualTo(3);
        assertThat(screen.err())
                .startsWith("JSEC-C-001 --debug refused: it stands before jsec daemon install");
    }

    @Test
    void the_words_below_it_have_a_help_of_their_own() {
        assertThat(daemon("install", "--help")).isZero();
        assertThat(screen.out()).startsWith("Usage: jsec daemon install").contains("--socket");
        assertThat(daemon("uninstall", "--socket")).isEqualTo(3);
    }

    @Test
    void the_way_to_the_engine_is_told_to_shells_in_their_words() {
        screen.with("XDG_RUNTIME_DIR", "/nonexistent/it's");
        assertThat(screen.run("env")).isZero();
        assertThat(screen.run("env", "--shell", "fish")).isZero();
        assertThat(screen.run("env", "--unset")).isZero();
        assertThat(screen.run("env", "--shell", "fish", "--unset")).isZero();
        assertThat(screen.run("env", "--shell", "csh")).isEqualTo(3);

        String path = System.getProperty("user.name").equals("root") ? "/run" : "/nonexistent/it";
        assertThat(screen.out())
                .contains("export DOCKER_HOST=", "set -gx DOCKER_HOST 'unix://" + path)
                .endsWith("unset DOCKER_HOST\nset -e DOCKER_HOST;\n");
        assertThat(screen.err()).contains("no engine listens there now", "--shell csh refused");
    }
}
