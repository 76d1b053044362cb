package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.ca.TokenText;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCommandTest {
    @TempDir Path directory;

    private CaScreen screen() {
        return CaScreen.withCa(directory);
    }

    @Test
    void the_token_alone_stands_on_standard_output() {
        CaScreen screen = screen();
        String out = screen.ok("token", "--role", "viewer");

        assertThat(out).matches("jsec1[0-9a-z]{98}\n");
        String id = TokenText.parse(out).id();
        assertThat(screen.err())
                .startsWith("token " + id + " for a client (viewer), until 2026-11-24T12:10:00Z\n")
                .contains("There: jsec enroll HOST TOKEN --name NAME, or - in its place")
                .contains("where none runs: jsec ca token --listen ADDRESS")
                .doesNotContain(out.strip());
    }

    @Test
    void a_token_may_be_for_a_name_and_a_scope() {
        CaScreen screen = screen();
        screen.ok("token", "--role", "deployer@team=a", "--name", "alice", "--ttl", "1h");

        assertThat(screen.err())
                .contains("for alice (deployer@team=a), until 2026-11-24T13:00:00Z")
                .contains("There: jsec enroll HOST TOKEN, or -");
    }

    @Test
    void open_tokens_stand_in_the_list_without_their_secret() {
        CaScreen screen = screen();
        String token = screen.ok("token", "--role", "viewer").strip();
        String id = TokenText.parse(token).id();

        String list = screen.ok("list");
        assertThat(list)
                .containsPattern("TOKEN +FOR +ROLE +STATE +UNTIL\n" + id)
                .contains("open")
                .doesNotContain(token.substring(60, 90));
        assertThat(screen.ok("list", "--format", "json"))
                .contains("\"id\" : \"" + id + "\"")
                .doesNotContain(token.substring(60, 90));

        screen.move(Duration.ofMinutes(10));
        assertThat(screen.ok("list")).doesNotContain(id);
        assertThat(screen.ok("list", "--all")).contains(id).contains("expired");
    }

    @Test
    void a_token_is_cancelled_once() {
        CaScreen screen = screen();
        String id = TokenText.parse(screen.ok("token", "--role", "viewer")).id();

        assertThat(screen.ok("token", "--cancel", id)).isEqualTo("cancelled " + id + "\n");
        assertThat(screen.run("token", "--cancel", id)).isEqualTo(CaCommand.DENIED);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-050 cancelling "
                                + id
                                + " refused: it is cancelled already. Instead: nothing: nobody"
                                + " can use it\n");
        assertThat(screen.run("token", "--cancel", "nothing")).isEqualTo(CaCommand.DENIED);
        assertThat(screen.err()).contains("no token has that id. Instead: jsec ca list");
    }

    @Test
    void without_a_ca_there_is_no_token() {
        CaScreen screen = new CaScreen(directory);

        assertThat(screen.run("token", "--role", "viewer")).isEqualTo(CaCommand.DENIED);
        assertThat(screen.err()).contains("there is none yet. Instead: jsec ca init");
        assertThat(screen.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token | 3 | a certificate without a role could do nothing",
                "token --role Viewer! | 3 | it does not read NAME or NAME@LABEL=VALUE",
                "token --role viewer --name ../x | 3 | a client's has letters, digits",
                "token --role viewer --ttl soon | 3 | it is no span of time",
                "token --role viewer --ttl 25h | 1 | tokens are good for 10s to 24h",
                "token --role viewer --ttl 9s | 1 | tokens are good for 10s to 24h",
                "token --role viewer --lifetime 91d | 1 | who enrols gets 1h to 90d",
                "token --role viewer --listen 0.0.0.0 | 3 | every address of this host",
                "token --role viewer --listen 8.8.8.8 | 3 | neither a loopback nor a private",
                "token --role viewer --listen host | 3 | it is no address",
                "token --role viewer --listen 10.255.0.1 | 1 | this CA may certify example.lan",
                "token --role viewer --cancel a | 3 | it stands alone",
            })
    void what_cannot_be_is_refused_and_makes_no_token(String line, int exit, String why) {
        CaScreen screen = screen();

        assertThat(screen.run(line.split(" ", -1))).as(line).isEqualTo(exit);
        assertThat(screen.err()).contains(why).contains("Instead: ");
        assertThat(screen.out()).isEmpty();
        assertThat(screen.ok("list", "--all")).doesNotContain("TOKEN");
    }

    @Test
    void a_port_that_is_taken_makes_no_token() throws Exception {
        CaScreen screen = screen();
        try (var taken =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertThat(screen.run("token", "--role", "viewer", "--listen", address)).isEqualTo(2);
            assertThat(screen.err()).contains("listening at " + address + " failed: ");
        }
        assertThat(screen.ok("list", "--all")).doesNotContain("TOKEN");
    }
}
