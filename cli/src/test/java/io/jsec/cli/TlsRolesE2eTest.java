package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real docker client may do with a certificate of each role, and what it is told. */
@Tag("e2e")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsRolesE2eTest {
    private static final String USER = "jsectest";

    private static final List<String> ROLES =
            List.of("viewer", "operator", "builder", "deployer", "deployer@team=a", "admin");

    /**
     * A command of docker's, then what becomes of it for each role: {@code ok}, the number of the
     * rule that refuses it, or {@code 404}. ROLE stands for a word of the role's own. The container
     * web is of team a, the container other of nobody.
     */
    private static final String TABLE =
            """
            ps -aq                                       | ok  | ok  | ok  | ok  | ok  | ok
            version                                      | ok  | ok  | ok  | ok  | ok  | ok
            info                                         | ok  | ok  | ok  | ok  | ok  | ok
            system df                                    | ok  | ok  | ok  | ok  | ok  | ok
            images -q                                    | ok  | ok  | ok  | ok  | ok  | ok
            image inspect busybox:1                      | ok  | ok  | ok  | ok  | ok  | ok
            container inspect web                        | ok  | ok  | ok  | ok  | ok  | ok
            container inspect other                      | ok  | ok  | ok  | ok  | 404 | ok
            logs web                                     | ok  | ok  | 117 | ok  | ok  | ok
            logs other                                   | ok  | ok  | 117 | ok  | 404 | ok
            stats --no-stream web                        | ok  | ok  | 118 | ok  | ok  | ok
            exec web true                                | 137 | ok  | 137 | 137 | 137 | ok
            exec other true                              | 137 | ok  | 137 | 137 | 404 | ok
            cp web:/bin/sh -                             | 111 | ok  | 111 | 111 | 111 | ok
            kill -s WINCH web                            | 125 | ok  | 125 | ok  | ok  | ok
            kill -s WINCH other                          | 125 | ok  | 125 | ok  | 404 | ok
            kill -s WINCH nobody                         | 125 | 404 | 125 | 404 | 404 | 404
            create --name c-ROLE busybox:1 true          | 121 | ok  | 121 | ok  | ok  | ok
            rm c-ROLE                                    | 108 | ok  | 108 | ok  | ok  | ok
            create --rm -v /srv:/x busybox:1 true        | 121 | ok  | 121 | 011 | 024 | ok
            create --rm --cap-add NET_RAW busybox:1 true | 121 | ok  | 121 | 012 | 012 | ok
            volume create v-ROLE                         | 163 | ok  | 163 | ok  | ok  | ok
            volume ls -q                                 | ok  | ok  | ok  | ok  | ok  | ok
            tag busybox:1 t-ROLE:1                       | 158 | ok  | ok  | 158 | 158 | ok
            rmi -f t-ROLE:1                              | 140 | 013 | ok  | 140 | 140 | ok
            rmi t-ROLE:1                                 | 140 | ok  | 404 | 140 | 140 | 404
            commit -p=false other i-ROLE:1               | 151 | ok  | ok  | 151 | 151 | ok
            """;

    @TempDir static Path directory = Path.of("/");

    private String address = "";
    private @Nullable Daemon started;

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.requireDocker();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        address = FreePort.address();
        started = Daemon.start(directory, USER, "--tls-init", "-H", address);
        ok("import", tar.toString(), "busybox:1");
        ok("run", "-d", "--name", "web", "--label", "team=a", "busybox:1", "sleep", "600");
        ok("run", "-d", "--name", "other", "busybox:1", "sleep", "600");
        for (String role : ROLES) {
            issue(role);
        }
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            daemon().removeContainers();
            started.close();
        }
    }

    private void ok(String... words) throws IOException {
        Jsec.Result result = daemon().docker(words);
        assertThat(result.exit()).as(result.err()).isZero();
    }

    /** A word of a role's own, for names. */
    private static String word(String role) {
        return role.replaceAll("[^a-z]", "");
    }

    private static Path files(String role) {
        return directory.resolve("home").resolve(word(role));
    }

    private static void issue(String role) throws IOException {
        List<String> command = new ArrayList<>(Daemon.as(directory, USER));
        command.add(Jsec.distribution().resolve("bin/jsec").toString());
        command.addAll(List.of("ca", "issue", "client", word(role), "--role", role));
        command.addAll(List.of("--out", files(role).toString()));
        Jsec.Result result =
                Jsec.finish(new ProcessBuilder(command).directory(directory.toFile()).start(), "");
        assertThat(result.exit()).as(result.err()).isZero();
    }

    private Jsec.Result docker(String role, String line) throws IOException {
        List<String> command = new ArrayList<>(Daemon.as(directory, USER));
        command.add("DOCKER_HOST=" + address);
        command.add("DOCKER_TLS_VERIFY=1");
        command.add("DOCKER_CERT_PATH=" + files(role));
        command.add("docker");
        command.addAll(List.of(line.replace("ROLE", word(role)).split(" +", -1)));
        return Jsec.finish(new ProcessBuilder(command).directory(directory.toFile()).start(), "");
    }

    /** What became of a command, in the words of the table. */
    private static String outcome(Jsec.Result result) {
        if (result.exit() == 0) {
            return "ok";
        }
        int rule = result.err().indexOf("JSEC-R-");
        if (rule >= 0) {
            return result.err().substring(rule + 7, rule + 10);
        }
        return result.err().toLowerCase(java.util.Locale.ROOT).contains("no such")
                ? "404"
                : result.err();
    }

    // Promise P78
    @ParameterizedTest
    @ValueSource(
            strings = {"viewer", "operator", "builder", "deployer", "deployer@team=a", "admin"})
    void a_certificate_does_what_its_role_may_and_nothing_else(String role) throws IOException {
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (String row : TABLE.lines().toList()) {
            String[] columns =
                    Arrays.stream(row.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            expected.add(columns[0] + ": " + columns[1 + ROLES.indexOf(role)]);
            found.add(columns[0] + ": " + outcome(docker(role, columns[0])));
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void a_scope_sees_its_own_objects_only_over_tls_too() throws IOException {
        String names = docker("deployer@team=a", "ps --format {{.Names}}").out();
        assertThat(names).contains("web").doesNotContain("other");
    }
}
