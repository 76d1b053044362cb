package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.CertificateFacts;
import io.jsec.ca.Credentials;
import io.jsec.ca.Secrets;
import io.jsec.daemon.enrol.EnrolAddress;
import io.jsec.daemon.enrol.EnrolLimits;
import io.jsec.daemon.enrol.EnrolListener;
import io.jsec.daemon.enrol.Enrolments;
import io.jsec.daemon.tls.ServerCertificate;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client's half against a real listener on this host. */
class EnrollCommandTest {
    @TempDir Path directory;

    private final List<EnrolListener> listeners = new ArrayList<>();
    private Optional<CaScreen> made = Optional.empty();

    @BeforeEach
    void make_an_authority() throws IOException {
        made = Optional.of(CaScreen.withCa(Files.createDirectory(directory.resolve("a"))));
    }

    @AfterEach
    void close() {
        listeners.forEach(EnrolListener::close);
    }

    private CaScreen screen() {
        return made.orElseThrow();
    }

    private Path files() {
        return screen().directory.resolve("certs/127.0.0.1");
    }

    /** A listener with this screen's authority; HOST:PORT of it. */
    private String serve(CaScreen screen, String... names) throws IOException {
        Clock clock = screen.environment().clock();
        Authority authority = Authority.open(screen.ca(), Secrets.NONE, clock, new SecureRandom());
        List<AltName> called =
                List.of(names).stream().map(name -> AltName.server(name).orElseThrow()).toList();
        ServerCertificate certificate =
                ServerCertificate.of(authority, called, clock, new SecureRandom());
        EnrolListener listener =
                EnrolListener.open(
                        new EnrolListener.Parts(
                                authority,
                                certificate::jdkContext,
                                true,
                                EnrolLimits.STANDARD,
                                nobody(),
                                clock),
                        List.of(new EnrolAddress(InetAddress.getLoopbackAddress(), 0)),
                        () -> true);
        listeners.add(listener);
        return "127.0.0.1:" + listener.addresses().getFirst().port();
    }

    /** Is told everything and does nothing. */
    private static Enrolments nobody() {
        return (Enrolments)
                Proxy.newProxyInstance(
                        Enrolments.class.getClassLoader(),
                        new Class<?>[] {Enrolments.class},
                        (proxy, method, arguments) -> null);
    }

    private String token(String... more) {
        List<String> words = new ArrayList<>(List.of("token", "--role", "viewer"));
        words.addAll(List.of(more));
        return screen().ok(words.toArray(new String[0])).strip();
    }

    private int enroll(String... words) {
        return screen().enroll(words);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void assertNothingWritten() {
        assertThat(files()).doesNotExist();
    }

    @Test
    void a_token_gives_the_three_files_and_the_words_that_use_them() throws IOException {
        String host = serve(screen(), "127.0.0.1");
        String token = token();

        assertThat(enroll(host, token, "--name", "alice")).as(screen().err()).isZero();

        assertThat(screen().out())
                .startsWith("enrolled alice (viewer), until 2026-12-24T12:00:00Z\n")
                .contains("export DOCKER_HOST=tcp://127.0.0.1:2376\n")
                .contains("DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=" + files() + "\n");
        assertThat(mode(files())).isEqualTo("rwx------");
        assertThat(mode(files().resolve("key.pem"))).isEqualTo("r--------");
        assertThat(mode(files().resolve("cert.pem"))).isEqualTo("rw-------");
        assertThat(CertificateFacts.of(Credentials.read(files()).leaf()).names())
                .containsExactly("alice");
        assertThat(Files.readString(files().resolve("ca.pem"))).isEqualTo(screen().ok("export"));
        assertThat(screen().ok("inspect", files().resolve("cert.pem").toString()))
                .contains("alice");
    }

    @Test
    void a_token_may_come_by_standard_input_broken_by_a_terminal() throws IOException {
        String host = serve(screen(), "127.0.0.1");
        String token = token("--name", "alice");
        screen().fed(token.substring(0, 50) + "\n" + token.substring(50) + "\n");

        assertThat(enroll(host, "-")).as(screen().err()).isZero();
        assertThat(screen().out()).startsWith("enrolled alice (viewer)");
    }

    // Promise P53
    @Test
    void a_token_works_once_and_the_second_who_comes_gets_no_file() throws IOException {
        String host = serve(screen(), "127.0.0.1");
        String token = token();
        enroll(host, token, "--name", "alice", "--out", "first");

        assertThat(enroll(host, token, "--name", "bob")).isEqualTo(CaCommand.DENIED);
        assertThat(screen().err())
                .startsWith("JSEC-C-050 " + host + ": the token refused: it was used ")
                .contains("if not by you, somebody else had it");
        assertNothingWritten();
    }

    // Promise P55
    @Test
    void a_mistyped_token_is_told_as_such_without_a_word_to_anybody() {
        String token = token();
        String typed =
                token.substring(0, 50)
                        + (token.charAt(50) == 'a' ? 'b' : 'a')
                        + token.substring(51);

        // Nobody listens at port 1: whoever asked would be told so.
        assertThat(enroll("127.0.0.1:1", typed, "--name", "alice")).isEqualTo(1);
        assertThat(screen().err())
                .startsWith("JSEC-C-050 the token refused: a character of it is wrong")
                .doesNotContain(typed.substring(60, 80));
        assertNothingWritten();
    }

    // Promise P64
    @Test
    void a_server_of_another_ca_is_refused_before_it_is_sent_anything() throws IOException {
        CaScreen other = CaScreen.withCa(Files.createDirectory(directory.resolve("b")));
        String host = serve(other, "127.0.0.1");

        assertThat(enroll(host, token(), "--name", "alice")).isEqualTo(CaCommand.DENIED);
        assertThat(screen().err())
                .isEqualTo(
                        "JSEC-C-050 the server "
                                + host
                                + " refused: it is not of the CA that made the token; nothing was"
                                + " sent to it. Instead: the host on which the token was made, or"
                                + " another token\n");
        assertNothingWritten();
        assertThat(other.ok("list")).doesNotContain("alice");
    }

    // Promise P64
    @Test
    void a_server_of_the_ca_by_another_name_is_refused_before_it_is_sent_the_token()
            throws IOException {
        String host = serve(screen(), "a.example.lan");

        assertThat(enroll(host, token(), "--name", "alice")).isEqualTo(CaCommand.DENIED);
        assertThat(screen().err())
                .contains("the server is called [a.example.lan], not 127.0.0.1")
                .contains("nothing was sent to it");
        assertNothingWritten();
        assertThat(screen().ok("list")).contains("open");
    }

    // Promise P64
    @Test
    void somebody_in_between_who_passes_the_root_on_gets_no_token() throws IOException {
        CaScreen other = CaScreen.withCa(Files.createDirectory(directory.resolve("b")));
        String roots = screen().ok("export");
        List<String> heard = new ArrayList<>();
        String token = token();
        try (Meddler meddler = new Meddler(other, roots, heard::add)) {
            String host = "127.0.0.1:" + meddler.port();
            assertThat(enroll(host, token, "--name", "alice")).isEqualTo(CaCommand.DENIED);
        }
        assertThat(screen().err()).contains("nothing was sent to it");
        assertThat(heard).allSatisfy(line -> assertThat(line).doesNotContain("token"));
        assertThat(heard).anyMatch(line -> line.startsWith("GET /ca"));
        assertNothingWritten();
    }

    @Test
    void nobody_there_is_a_sentence() {
        assertThat(enroll("127.0.0.1:1", token(), "--name", "alice")).isEqualTo(2);
        assertThat(screen().err())
                .startsWith("JSEC-C-051 reaching 127.0.0.1:1 failed: nobody listens there");
        assertNothingWritten();
    }

    @Test
    void files_that_are_there_are_never_written_over_and_the_token_stays_open() throws IOException {
        String host = serve(screen(), "127.0.0.1");
        String token = token();
        Files.createDirectories(files());
        Files.writeString(files().resolve("cert.pem"), "mine");

        assertThat(enroll(host, token, "--name", "alice")).isEqualTo(CaCommand.DENIED);
        assertThat(screen().err()).contains("it is there already, and nothing is written over");
        assertThat(Files.readString(files().resolve("cert.pem"))).isEqualTo("mine");
        assertThat(screen().ok("list")).contains("open");
    }

    // Promise P63
    @Test
    void a_certificate_is_renewed_with_the_same_key_when_it_is_due() throws IOException {
        String host = serve(screen(), "127.0.0.1");
        enroll(host, token(), "--name", "alice");
        byte[] key = Files.readAllBytes(files().resolve("key.pem"));
        String before = Files.readString(files().resolve("cert.pem"));

        assertThat(enroll("--renew", "--if-due", host)).isZero();
        assertThat(screen().out()).startsWith("not due before 2026-12-14T");
        assertThat(Files.readString(files().resolve("cert.pem"))).isEqualTo(before);

        screen().move(Duration.ofDays(25));
        String later = serve(screen(), "127.0.0.1");
        assertThat(enroll("--renew", "--if-due", later)).as(screen().err()).isZero();

        assertThat(screen().out())
                .startsWith("renewed alice (viewer), until 2027-01-18T12:00:00Z\n");
        assertThat(Files.readAllBytes(files().resolve("key.pem"))).isEqualTo(key);
        assertThat(Files.readString(files().resolve("cert.pem"))).isNotEqualTo(before);
    }

    // Promise P63
    @Test
    void a_revoked_certificate_is_not_renewed_and_one_that_ended_is_for_a_week()
            throws IOException {
        String host = serve(screen(), "127.0.0.1");
        enroll(host, token(), "--name", "alice");
        screen().move(Duration.ofDays(36));
        assertThat(enroll("--renew", serve(screen(), "127.0.0.1"))).as(screen().err()).isZero();

        screen().ok("revoke", "alice");
        assertThat(enroll("--renew", serve(screen(), "127.0.0.1"))).isEqualTo(1);
        assertThat(screen().err()).contains("renewing the certificate refused: it was revoked");
    }

    @Test
    void what_is_not_there_cannot_be_renewed() {
        assertThat(enroll("--renew", "127.0.0.1:1")).isEqualTo(2);
        assertThat(screen().err()).contains("reading " + files().resolve("cert.pem"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1 | the token is missing",
                "--if-due 127.0.0.1 jsec1 | it belongs to --renew",
                "--renew 127.0.0.1 jsec1 | a renewal takes no token and no name",
                "--renew 127.0.0.1 --name a | a renewal takes no token and no name",
                "host:0 jsec1 | it is no HOST or HOST:PORT",
                "host:70000 jsec1 | it is no HOST or HOST:PORT",
                "http://host jsec1 | it is no HOST or HOST:PORT",
                "127.0.0.1 jsec1 --name ../a | a client's has letters",
                "127.0.0.1 jsec1 --uninstall-timer | it goes with HOST and --out only",
                "127.0.0.1 --install-timer --if-due | they belong to --renew and to a token",
                "127.0.0.1 --nothing | Unknown option: '--nothing'",
            })
    void what_cannot_be_understood_is_usage(String line, String why) {
        assertThat(enroll(line.split(" ", -1))).as(line).isEqualTo(CaCommand.USAGE);
        assertThat(screen().err()).contains(why).contains("Instead: ");
    }

    @Test
    void a_server_that_answers_nonsense_is_not_believed() throws IOException {
        List<String> heard = new ArrayList<>();
        for (String nonsense : List.of("", "junk", "-----BEGIN CERTIFICATE-----\nAA==\n")) {
            try (Meddler meddler = new Meddler(screen(), nonsense, heard::add)) {
                assertThat(enroll("127.0.0.1:" + meddler.port(), token(), "--name", "a"))
                        .isEqualTo(CaCommand.DENIED);
                assertThat(screen().err()).contains("it is not of the CA that made the token");
            }
        }
        assertThat(heard).hasSize(3);
        assertNothingWritten();
    }
}
