package io.jsec.cli.ca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssueCommandTest {
    /** Made by openssl: openssl req -new -key KEY -subj /CN=alice. */
    private static final String REQUEST =
            """
            -----BEGIN CERTIFICATE REQUEST-----
            MIHJMHICAQAwEDEOMAwGA1UEAwwFYWxpY2UwWTATBgcqhkjOPQIBBggqhkjOPQMB
            BwNCAASui3L1DjAd0zakaikMmKzkeVLwZZoHMHVbXzW111QMLaPC+ZyEslHJRF/3
            nVfZvfhBGUhMFpW5I8ImlCzsEPTkoAAwCgYIKoZIzj0EAwIDRwAwRAIgAtSJqtiU
            7XYrUclkIPvlyQ3FmYphvXqlGpedrGcmVQoCIGD0j7PzwqwBdBquL37yrx0VO4jd
            f7tPHVdVUlS4t4B6
            -----END CERTIFICATE REQUEST-----
            """;

    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of("/"));

    @BeforeEach
    void make_an_authority() {
        screen = CaScreen.withCa(directory);
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve(folder))) {
            return all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        }
    }

    @Test
    void a_role_that_only_an_engine_can_know_is_noted() {
        screen.ok("issue", "client", "alice", "--role", "deployer@team=a", "--out", "a");
        assertThat(screen.err()).isEmpty();

        screen.ok("issue", "client", "bob", "--role", "viewr", "--out", "b");
        assertThat(screen.err())
                .startsWith("note: viewr is none of the roles admin, builder, deployer, operator,")
                .contains("roles.yaml");

        screen.ok("token", "--role", "nightly");
        assertThat(screen.err()).startsWith("note: nightly is none of the roles ");
    }

    @Test
    void a_client_gets_exactly_dockers_files_and_thirty_days() throws IOException {
        String out = screen.ok("issue", "client", "alice", "--role", "viewer", "--out", "certs/a");

        assertThat(names("certs/a")).containsExactly("ca.pem", "cert.pem", "key.pem");
        assertThat(out)
                .matches(
                        """
                        issued client alice \\(viewer\\)
                          number  [0-9a-f]{28,32}
                          until   2026-12-24T12:00:00Z
                          renew   from 2026-12-14T12:00:00Z
                          files   D/ca.pem, D/cert.pem, D/key.pem
                        """
                                .replace("D/", directory.resolve("certs/a") + "/"));
    }

    @Test
    void a_server_gets_all_its_names_and_a_day() {
        String out = screen.ok("issue", "server", "A.Example.LAN", "127.0.0.1", "--out", "certs/s");

        assertThat(out)
                .contains("issued server a.example.lan, 127.0.0.1\n")
                .contains("  until   2026-11-25T12:00:00Z\n");
        assertThat(screen.ok("inspect", "certs/s/cert.pem"))
                .startsWith("server a.example.lan, 127.0.0.1\n")
                .endsWith("this CA accepts it: it is a.example.lan\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client a --out x|1|the client a refused: it has no role, so it could do nothing",
                "server a.example.lan --role viewer --out x|1|servers have none",
                "client a --role viewer --ttl 91d --out x|1|clients get a minute to 90d",
                "server a.example.lan --ttl 25h --out x|1|servers get a minute to 24h",
                "server other.org --out x|1|this CA may certify example.lan",
                "server 10.0.0.1 --out x|1|this CA may certify example.lan,127.0.0.0/8 only",
                "server *.example.lan --out x|3|a server's is a host name without wildcards",
                "client a/b --role viewer --out x|3|a client's has letters, digits, dots",
                "client a b --role viewer --out x|1|a client has exactly one name",
                "client a --role Admin --out x|3|--role Admin refused: it does not read NAME",
                "client a --role viewer --ttl long --out x|3|it is no span of time",
                "client a --role viewer|3|Missing required option: '--out=DIR'",
                "peer a --out x|3|certificates are for servers and for clients",
                "client --role viewer --out x|3|Missing required parameter",
                "client a --role viewer --csr none --out x|2|reading --csr none failed",
                "client a --role viewer --format xml --out x|3|there is no such format here",
                "client a --role viewer --output x --out x|3|it is no FORMAT=FILE",
            })
    void what_is_against_the_rules_is_a_sentence_and_leaves_nothing(
            String line, int exit, String why) {
        String before = screen.ok("list", "--format", "json");

        assertThat(screen.run(("issue " + line).split(" ", -1))).as(screen.err()).isEqualTo(exit);

        assertThat(screen.err()).contains(why).hasLineCount(1);
        assertThat(directory.resolve("x")).doesNotExist();
        assertThat(screen.ok("list", "--format", "json")).isEqualTo(before);
    }

    // Promise P22
    @Test
    void nothing_is_written_over_and_nothing_is_issued_then() throws IOException {
        screen.ok("issue", "client", "alice", "--role", "viewer", "--out", "certs");
        String key = Files.readString(directory.resolve("certs/key.pem"));
        String before = screen.ok("list");

        assertThat(screen.run("issue", "client", "bob", "--role", "admin", "--out", "certs"))
                .isEqualTo(1);

        assertThat(screen.err()).contains("it is there already, and nothing is written over");
        assertThat(directory.resolve("certs/key.pem")).hasContent(key.strip());
        assertThat(screen.ok("list")).isEqualTo(before);
    }

    @Test
    void a_place_that_cannot_be_written_is_found_before_anything_is_issued() {
        screen.file("plain", "a file");

        assertThat(screen.run("issue", "client", "a", "--role", "viewer", "--out", "plain/x"))
                .isEqualTo(2);
        assertThat(screen.ok("list")).doesNotContain("client    a");
    }

    @Test
    void an_archive_on_standard_output_holds_the_same_files() throws Exception {
        screen.ok("issue", "client", "alice", "--role", "viewer", "--out", "-");
        Path archive = Files.write(directory.resolve("a.tar"), screen.bytes());

        Process tar =
                new ProcessBuilder("tar", "-tvf", archive.toString())
                        .redirectErrorStream(true)
                        .start();
        String listed = new String(tar.getInputStream().readAllBytes(), UTF_8);
        assertThat(tar.waitFor()).as(listed).isZero();
        assertThat(listed.lines().map(line -> line.replaceAll("^(\\S+) .* ", "$1 ")))
                .containsExactly("-r-------- key.pem", "-rw------- ca.pem", "-rw------- cert.pem");
        assertThat(screen.err()).contains("issued client alice (viewer)");
    }

    @Test
    void a_terminal_is_no_place_for_a_key() {
        assertThat(screen.watched().run("issue", "client", "a", "--role", "viewer", "--out", "-"))
                .isEqualTo(3);
        assertThat(screen.err()).contains("Instead: --out - | tar -xk -C DIR");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void of_a_signing_request_only_the_key_counts() throws IOException {
        screen.file("a.csr", REQUEST);

        screen.ok("issue", "client", "bob", "--role", "viewer", "--csr", "a.csr", "--out", "certs");

        assertThat(names("certs")).containsExactly("ca.pem", "cert.pem");
        assertThat(screen.ok("inspect", "certs/cert.pem"))
                .startsWith("client bob\n")
                .contains("  role     viewer\n")
                .doesNotContain("alice");
    }

    @Test
    void a_signing_request_may_come_on_standard_input_after_a_passphrase() {
        CaScreen locked = new CaScreen(directory.resolve("certs"));
        assertThat(locked.directory.toFile().mkdir()).isTrue();
        locked.file("pass", "correct horse\n");
        locked.ok("init", "--passphrase-file", "pass");

        locked.fed("correct horse\n" + REQUEST)
                .ok(
                        "issue",
                        "client",
                        "a",
                        "--role",
                        "viewer",
                        "--passphrase-file",
                        "-",
                        "--csr",
                        "-",
                        "--out",
                        "x");

        assertThat(locked.directory.resolve("x/cert.pem")).exists();
    }

    @Test
    void a_damaged_request_is_refused_in_words() {
        screen.file("a.csr", REQUEST.replace("FYWxpY2Uw", "FYWxpY2Yw"));

        assertThat(
                        screen.run(
                                "issue", "client", "a", "--role", "viewer", "--csr", "a.csr",
                                "--out", "x"))
                .isEqualTo(1);
        assertThat(screen.err()).contains("a.csr refused: its signature is not of its key");
    }

    @Test
    void locked_keys_ask_for_the_passphrase_once() {
        CaScreen locked = locked();

        locked.answering("correct horse")
                .ok("issue", "client", "alice", "--role", "viewer", "--out", "out");

        assertThat(locked.questions().getLast())
                .isEqualTo("Passphrase of the keys in " + locked.ca());
    }

    private CaScreen locked() {
        CaScreen locked = new CaScreen(directory.resolve("locked"));
        assertThat(locked.directory.toFile().mkdir()).isTrue();
        locked.answering("correct horse", "correct horse").ok("init", "--passphrase");
        return locked;
    }

    @Test
    void a_wrong_passphrase_and_none_are_refused_and_leave_nothing() {
        CaScreen locked = locked();
        String[] words = {"issue", "client", "alice", "--role", "viewer", "--out", "out"};

        assertThat(locked.answering("wrong horse").run(words)).isEqualTo(1);
        assertThat(locked.err())
                .contains("the passphrase is wrong, or the file is damaged")
                .doesNotContain("wrong horse");
        assertThat(locked.run(words)).isEqualTo(1);
        assertThat(locked.err())
                .contains("it is locked by a passphrase. Instead: --passphrase-file FILE");
        assertThat(locked.directory.resolve("out")).doesNotExist();
    }

    @Test
    void a_clock_that_went_back_refuses_in_those_words() {
        screen.ok("issue", "client", "alice", "--role", "viewer", "--out", "certs");
        screen.move(Duration.ofMinutes(-2));

        assertThat(screen.run("issue", "client", "bob", "--role", "viewer", "--out", "x"))
                .isEqualTo(1);
        assertThat(screen.err()).contains("issuing refused: the clock went back: it says 2026-11");
        assertThat(directory.resolve("x")).doesNotExist();

        screen.ok("check", "--accept-clock");
        screen.ok("issue", "client", "bob", "--role", "viewer", "--out", "x");
    }

    @Test
    void a_report_may_be_json_in_a_file_beside_the_table() throws IOException {
        screen.ok(
                "issue",
                "client",
                "a",
                "--role",
                "deployer@team=a",
                "--out",
                "certs",
                "--output",
                "json=report.json");

        assertThat(Files.readString(directory.resolve("report.json")))
                .contains("\"schema\" : \"jsec.ca-issued/1\"")
                .contains("\"role\" : \"deployer@team=a\"")
                .doesNotContain("PRIVATE");
    }

    @Test
    void another_users_directory_is_left_alone() {
        assertThat(screen.asAnother().run("issue", "client", "a", "--role", "viewer", "--out", "x"))
                .isEqualTo(2);
        assertThat(screen.err()).contains("using the CA in " + screen.ca() + " failed: it is the");
    }
}
