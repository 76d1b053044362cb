package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevokeAndListTest {
    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of("/"));
    private String alice = "";

    @BeforeEach
    void issue() {
        screen = CaScreen.withCa(directory);
        screen.ok("issue", "client", "alice", "--role", "viewer", "--out", "certs");
        alice = screen.serial();
    }

    private String row(String name, String... more) {
        String[] words = new String[more.length + 1];
        words[0] = "list";
        System.arraycopy(more, 0, words, 1, more.length);
        return screen.ok(words)
                .lines()
                .filter(line -> line.contains(" " + name + " "))
                .findFirst()
                .orElse("")
                .replaceAll(" +", " ");
    }

    @Test
    void a_list_shows_issuers_first_and_how_each_certificate_stands() {
        screen.ok("issue", "server", "a.example.lan", "127.0.0.1", "--out", "s");

        String list = screen.ok("list");

        assertThat(list.lines().map(line -> line.replaceAll(" +", " ")))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("SERIAL FOR NAME ROLE STATE UNTIL"),
                        line -> assertThat(line).matches(".* root root-1 valid 2036-11-21T12.*"),
                        line ->
                                assertThat(line)
                                        .matches(".* servers server-1 valid 2028-11-23T12.*"),
                        line ->
                                assertThat(line)
                                        .matches(".* clients client-1 valid 2028-11-23T12.*"),
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                alice
                                                        + " client alice viewer valid"
                                                        + " 2026-12-24T12:00:00Z"),
                        line ->
                                assertThat(line)
                                        .contains(" server a.example.lan,127.0.0.1 valid 2026-11"));
    }

    @Test
    void a_certificate_is_valid_then_due_then_late_then_gone_from_the_list() {
        assertThat(row("alice")).contains(" valid ");
        screen.move(Duration.ofDays(20));
        assertThat(row("alice")).contains(" due ");
        screen.move(Duration.ofDays(11));
        assertThat(row("alice")).contains(" late ");
        screen.move(Duration.ofDays(7));
        assertThat(row("alice")).isEmpty();
        assertThat(row("alice", "--all")).contains(" expired ");
    }

    @Test
    void a_number_revokes_one_with_its_reason() {
        screen.ok("issue", "client", "alice", "--role", "admin", "--out", "second");

        assertThat(screen.ok("revoke", alice, "--reason", "key-compromise"))
                .isEqualTo("revoked " + alice + ": client alice (viewer)\n");
        assertThat(screen.ok("list")).containsOnlyOnce(" revoked ");
        assertThat(screen.ok("list", "--format", "json"))
                .contains("\"reason\" : \"key-compromise\"");
    }

    @Test
    void a_number_with_colons_and_capitals_is_the_same_number() {
        String typed = alice.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?=.)", "$1:");

        assertThat(screen.ok("revoke", typed)).startsWith("revoked " + alice);
    }

    @Test
    void a_name_revokes_all_that_it_has() {
        screen.ok("issue", "client", "alice", "--role", "admin", "--out", "second");

        assertThat(screen.ok("revoke", "alice"))
                .contains("client alice (viewer)", "client alice (admin)")
                .hasLineCount(2);
    }

    @Test
    void twice_says_when_it_was() {
        screen.ok("revoke", "alice");

        assertThat(screen.ok("revoke", "alice"))
                .isEqualTo(
                        "already revoked: "
                                + alice
                                + ": client alice (viewer), 2026-11-24T12:00:00Z\n");
    }

    @Test
    void a_name_nobody_has_and_a_reason_there_is_not_are_refused() {
        assertThat(screen.run("revoke", "bob")).isEqualTo(1);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-050 revoking bob refused: no certificate of this CA has that name"
                                + " or number. Instead: jsec ca list --all\n");
        assertThat(screen.run("revoke", "alice", "--reason", "bored")).isEqualTo(3);
        assertThat(screen.err()).contains("Instead: unspecified, key-compromise, ");
        assertThat(row("alice")).contains(" valid ");
    }

    @Test
    void one_of_several_names_that_nobody_has_revokes_none_of_them() {
        assertThat(screen.run("revoke", "alice", "bob")).isEqualTo(1);
        assertThat(row("alice")).contains(" valid ");
    }

    @Test
    void a_clock_that_went_back_does_not_hinder_a_revocation() {
        screen.move(Duration.ofDays(-3));

        screen.ok("revoke", "alice");
    }

    @Test
    void an_issuer_that_is_revoked_takes_what_it_issued_along() {
        String issuer =
                screen.ok("list")
                        .lines()
                        .filter(line -> line.contains("client-1"))
                        .findFirst()
                        .orElseThrow()
                        .replaceAll(" .*", "");

        assertThat(screen.ok("revoke", issuer))
                .isEqualTo("revoked " + issuer + ": an issuer, and so everything it issued\n");
        assertThat(row("alice")).contains(" revoked ");
        assertThat(screen.run("inspect", "certs/cert.pem")).isEqualTo(1);
        assertThat(screen.out()).contains("this CA refuses it: issuer-revoked");
        assertThat(screen.run("issue", "client", "b", "--role", "viewer", "--out", "b"))
                .isEqualTo(1);
        assertThat(screen.err()).contains("Instead: jsec ca rotate client");
    }

    @Test
    void where_there_is_no_authority_every_verb_says_so() {
        CaScreen empty = new CaScreen(directory.resolve("certs"));
        for (String verb : new String[] {"list", "export", "crl"}) {
            assertThat(empty.run(verb)).as(verb).isEqualTo(1);
            assertThat(empty.err())
                    .contains("refused: there is none yet. Instead: jsec ca init")
                    .hasLineCount(1);
        }
    }
}
