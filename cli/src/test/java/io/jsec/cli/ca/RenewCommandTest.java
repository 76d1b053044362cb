package io.jsec.cli.ca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenewCommandTest {
    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of("/"));
    private String first = "";

    @BeforeEach
    void issue() {
        screen = CaScreen.withCa(directory);
        screen.ok("issue", "client", "alice", "--role", "viewer", "--out", "certs");
        first = screen.serial();
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @Test
    void the_certificate_is_replaced_and_the_key_stays() throws IOException {
        String key = text("certs/key.pem");
        String old = text("certs/cert.pem");
        screen.move(Duration.ofDays(20));

        String out = screen.ok("renew", "--in", "certs");

        assertThat(out).startsWith("renewed client alice (viewer)\n").contains("2027-01-13T12:00");
        assertThat(text("certs/key.pem")).isEqualTo(key);
        assertThat(text("certs/cert.pem")).isNotEqualTo(old);
        assertThat(screen.ok("list", "--format", "json")).contains("\"renews\" : \"" + first);
        assertThat(screen.ok("inspect", "certs/cert.pem")).contains("this CA accepts it");
    }

    @Test
    void up_to_seven_days_late_is_in_time_and_more_is_not() {
        screen.move(Duration.ofDays(38));
        assertThat(screen.run("renew", "--in", "certs")).isEqualTo(1);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-050 renewing the certificate refused: it ended"
                                + " 2026-12-24T12:00:00Z, more than 7 days ago. Instead: jsec ca"
                                + " issue\n");
        screen.move(Duration.ofDays(-1));

        screen.ok("renew", "--in", "certs");
    }

    @Test
    void what_is_not_due_is_left_as_it_is_where_that_is_asked_for() throws IOException {
        String old = text("certs/cert.pem");

        assertThat(screen.ok("renew", "--in", "certs", "--if-due"))
                .isEqualTo("not due before 2026-12-14T12:00:00Z\n");
        assertThat(text("certs/cert.pem")).isEqualTo(old);

        screen.move(Duration.ofDays(20));
        assertThat(screen.ok("renew", "--in", "certs", "--if-due")).startsWith("renewed client");
    }

    @Test
    void a_revoked_one_is_not_renewed() throws IOException {
        String old = text("certs/cert.pem");
        screen.ok("revoke", "alice");

        assertThat(screen.run("renew", "--in", "certs")).isEqualTo(1);
        assertThat(screen.err()).contains("renewing the certificate refused: it was revoked");
        assertThat(text("certs/cert.pem")).isEqualTo(old);
    }

    @Test
    void the_key_of_another_certificate_renews_nothing() throws IOException {
        screen.ok("issue", "client", "bob", "--role", "admin", "--out", "bob");
        Files.copy(
                directory.resolve("bob/cert.pem"),
                directory.resolve("certs/cert.pem"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(screen.run("renew", "--in", "certs")).isEqualTo(1);
        assertThat(screen.err()).contains("key.pem is not the key of cert.pem");
    }

    @Test
    void a_certificate_of_another_authority_is_not_renewed() throws IOException {
        CaScreen other = new CaScreen(Files.createDirectory(directory.resolve("other")));
        other.ok("init");
        other.ok("issue", "client", "alice", "--role", "viewer", "--out", "certs");

        assertThat(screen.run("renew", "--in", "other/certs")).isEqualTo(1);
        assertThat(screen.err()).contains("it is not of this CA");
    }

    @Test
    void a_key_elsewhere_proves_itself_by_a_request() throws Exception {
        openssl("req", "-new", "-key", "certs/key.pem", "-subj", "/", "-out", "a.csr");
        screen.move(Duration.ofDays(35));

        screen.ok("renew", "alice", "--csr", "a.csr", "--out", "new");
        screen.ok("renew", first, "--csr", "a.csr", "--out", "again");

        assertThat(directory.resolve("new/key.pem")).doesNotExist();
        assertThat(screen.ok("inspect", "new/cert.pem")).startsWith("client alice\n");
    }

    @Test
    void a_request_of_another_key_renews_nothing() throws Exception {
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "other.pem");
        openssl("req", "-new", "-key", "other.pem", "-subj", "/", "-out", "a.csr");

        assertThat(screen.run("renew", "alice", "--csr", "a.csr", "--out", "new")).isEqualTo(1);
        assertThat(screen.err()).contains("renewing the certificate refused: the key is another");
        assertThat(directory.resolve("new")).doesNotExist();
        assertThat(screen.run("renew", "bob", "--csr", "a.csr", "--out", "new")).isEqualTo(1);
        assertThat(screen.err()).contains("no certificate of this CA has that name or number");
    }

    private void openssl(String... words) throws Exception {
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of("openssl"));
        command.addAll(java.util.List.of(words));
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--in certs --csr x",
                "alice",
                "alice --csr x",
                "alice --csr x --out y --if-due",
                "--csr x --out y",
                "--in certs alice"
            })
    void options_that_do_not_belong_together_are_a_usage_error(String line) {
        String[] words = ("renew " + line).strip().split(" ", -1);

        assertThat(screen.run(words)).isEqualTo(3);
        assertThat(screen.err())
                .contains("it takes --in DIR, or NAME with --csr FILE and --out DIR");
    }

    @Test
    void a_directory_without_a_certificate_is_a_sentence() {
        assertThat(screen.run("renew", "--in", "nowhere")).isEqualTo(2);
        assertThat(screen.err()).startsWith("JSEC-C-051 reading ").hasLineCount(1);
    }
}
