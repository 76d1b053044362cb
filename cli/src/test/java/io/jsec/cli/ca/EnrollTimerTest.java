package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.ca.Authority;
import io.jsec.ca.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jsec enroll --install-timer}, and back. */
class EnrollTimerTest {
    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of(""));

    @BeforeEach
    void make_an_authority() throws IOException {
        screen = CaScreen.withCa(Files.createDirectory(directory.resolve("a")));
    }

    private Path files() {
        return screen.directory.resolve("certs/127.0.0.1");
    }

    private void held(String... more) {
        screen.ok(
                Stream.concat(
                                Stream.of(
                                        "issue",
                                        "client",
                                        "alice",
                                        "--role",
                                        "viewer",
                                        "--out",
                                        files().toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<String> units() throws IOException {
        Path folder = screen.directory.resolve("units");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_certificate_that_is_there_gets_a_timer_and_loses_it_again() throws IOException {
        held();

        assertThat(screen.enroll("--install-timer", "127.0.0.1")).as(screen.err()).isZero();

        assertThat(units()).hasSize(2).allMatch(each -> each.startsWith("jsec-enroll-127.0.0.1-"));
        assertThat(Files.readString(screen.directory.resolve("units").resolve(units().getFirst())))
                .contains(
                        "ExecStart=\"/opt/jsec/bin/jsec\" enroll --renew --if-due --out \""
                                + files()
                                + "\" \"127.0.0.1\"");
        assertThat(screen.out()).contains("wrote ", "ran systemctl ");
        assertThat(screen.systemd.told()).anyMatch(each -> each.contains("enable --now"));

        assertThat(screen.enroll("--uninstall-timer", "127.0.0.1")).as(screen.err()).isZero();
        assertThat(units()).isEmpty();
        assertThat(files().resolve("key.pem")).exists();
    }

    @Test
    void a_certificate_of_a_day_is_looked_at_each_hour() throws IOException {
        held("--ttl", "1d");
        assertThat(screen.enroll("--install-timer", "127.0.0.1")).as(screen.err()).isZero();

        assertThat(Files.readString(screen.directory.resolve("units").resolve(units().getLast())))
                .contains("OnCalendar=hourly");
    }

    @Test
    void without_systemd_the_token_stays_open_and_the_line_for_cron_is_printed()
            throws IOException {
        screen.systemd.absent();
        String token = screen.ok("token", "--role", "viewer").strip();

        assertThat(screen.enroll("127.0.0.1", token, "--name", "bob", "--install-timer"))
                .isEqualTo(CaCommand.DENIED);

        assertThat(screen.err())
                .contains("--install-timer refused: systemd does not run here")
                .contains(
                        "crontab -e: 17 * * * * /opt/jsec/bin/jsec enroll --renew --if-due --out ")
                .contains(files() + " 127.0.0.1");
        assertThat(units()).isEmpty();
        assertThat(files()).doesNotExist();
        Authority authority =
                Authority.open(screen.ca(), Secrets.NONE, Clock.systemUTC(), new SecureRandom());
        assertThat(authority.state().tokens())
                .singleElement()
                .satisfies(each -> assertThat(each.end()).isEmpty());
    }

    @Test
    void nothing_there_has_no_timer() throws IOException {
        assertThat(screen.enroll("--install-timer", "127.0.0.1")).isNotZero();
        assertThat(screen.err()).contains("reading " + files().resolve("cert.pem"));
        assertThat(units()).isEmpty();
    }

    @Test
    void what_systemd_says_is_told() {
        held();
        screen.systemd.refusing("enable");
        assertThat(screen.enroll("--install-timer", "127.0.0.1")).isEqualTo(CaCommand.DENIED);
        assertThat(screen.err()).contains("Failed to connect to bus");
    }
}
