package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotateCommandTest {
    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of("/"));

    @BeforeEach
    void issue() {
        screen = CaScreen.withCa(directory);
        screen.ok("issue", "client", "alice", "--role", "viewer", "--out", "certs");
    }

    private static CaScreen below(Path folder) throws IOException {
        return new CaScreen(Files.createDirectory(folder));
    }

    @Test
    void a_new_issuer_signs_and_what_the_old_one_signed_stays_good_for_a_while() {
        String out = screen.ok("rotate", "client", "--overlap", "10d");

        assertThat(out)
                .contains("made client-2, until 2028-11-23T12:00:00Z, SHA-256 ")
                .endsWith("What it replaces stays trusted for 10d.\n");
        assertThat(screen.ok("inspect", "certs/cert.pem")).contains("this CA accepts it");
        screen.ok("issue", "client", "bob", "--role", "viewer", "--out", "bob");
        assertThat(screen.ok("inspect", "bob/cert.pem")).contains("CN=jsec clients 2 of CA");

        screen.move(Duration.ofDays(10));
        assertThat(screen.run("inspect", "certs/cert.pem")).isEqualTo(1);
        assertThat(screen.out()).contains("issuer-retired: its issuer was replaced");
        screen.ok("inspect", "bob/cert.pem");
    }

    @Test
    void a_stolen_issuer_is_out_at_once() {
        assertThat(screen.ok("rotate", "client", "--overlap", "0s"))
                .endsWith("What it replaces is trusted no longer: issue everything anew.\n");
        assertThat(screen.run("inspect", "certs/cert.pem")).isEqualTo(1);
    }

    @Test
    void a_new_root_is_told_with_what_everybody_needs() {
        assertThat(screen.ok("rotate", "root"))
                .contains("made root-2", "made server-2", "made client-2")
                .endsWith("Everybody needs the new ca.pem before that: jsec ca export\n");
        assertThat(screen.ok("export").split("BEGIN CERTIFICATE", -1)).hasSize(3);
    }

    @Test
    void what_a_new_root_issues_carries_the_old_ones_word_only_while_that_is_good() {
        screen.ok("rotate", "root", "--overlap", "10d");
        screen.ok("issue", "client", "bob", "--role", "viewer", "--out", "bob");
        assertThat(screen.ok("inspect", "bob/cert.pem"))
                .contains("  issuer   CN=jsec root 1 of CA", "  issuer   CN=jsec root 2 of CA");

        screen.move(Duration.ofDays(11));
        screen.ok("inspect", "bob/cert.pem");
        screen.ok("issue", "client", "eve", "--role", "viewer", "--out", "eve");
        assertThat(screen.ok("inspect", "eve/cert.pem")).doesNotContain("CN=jsec root 1 of CA");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "leaf|3|jsec ca rotate leaf refused: there is no such part",
                "server --overlap soon|3|--overlap soon refused: it is no span of time",
                "server --overlap 400d|1|an overlap of 400d refused: it is at most 365d",
                "server --root-passphrase-file x|3|it belongs to --root",
                "server --root elsewhere|1|the key root-1 of the root is not here",
            })
    void what_cannot_be_rotated_is_refused_by_name(String line, int exit, String why) {
        String before = screen.ok("list");

        assertThat(screen.run(("rotate " + line).split(" ", -1))).isEqualTo(exit);
        assertThat(screen.err()).contains(why);
        assertThat(screen.ok("list")).isEqualTo(before);
    }

    @Test
    void new_keys_never_get_another_passphrase_than_the_old_ones() throws IOException {
        CaScreen locked = below(directory.resolve("locked"));
        locked.file("right", "correct horse\n");
        locked.file("wrong", "another horse\n");
        locked.ok("init", "--passphrase-file", "right");

        assertThat(locked.run("rotate", "server", "--passphrase-file", "wrong")).isEqualTo(1);
        assertThat(locked.err()).contains("the passphrase is wrong, or the file is damaged");
        locked.ok("rotate", "server", "--passphrase-file", "right");
        locked.ok("crl", "--passphrase-file", "right");
    }

    @Test
    void without_its_root_an_authority_issues_and_lists_but_does_not_rotate() throws IOException {
        CaScreen offline = below(directory.resolve("offline"));
        offline.ok("init", "--offline-root", "usb");
        Files.move(offline.directory.resolve("usb"), directory.resolve("safe"));

        offline.ok("issue", "client", "alice", "--role", "viewer", "--out", "certs");
        offline.ok("revoke", "alice");
        offline.ok("crl", "--out", "all.crl");
        assertThat(offline.ok("check")).endsWith(" is whole\n");
        assertThat(offline.run("rotate", "client")).isEqualTo(1);
        assertThat(offline.err()).contains("Instead: --root DIR with the directory it was made in");

        offline.ok("rotate", "client", "--root", directory.resolve("safe").toString());
        offline.ok("issue", "client", "bob", "--role", "viewer", "--out", "bob");
    }

    @Test
    void an_offline_roots_list_is_due_once_a_year_and_a_check_says_so() throws IOException {
        CaScreen offline = below(directory.resolve("offline"));
        offline.ok("init", "--offline-root", "usb");
        offline.move(Duration.ofDays(336));

        assertThat(offline.run("check")).isEqualTo(1);
        assertThat(offline.out())
                .contains(
                        "the root's list of revocations is to be made anew before"
                                + " 2027-11-24T12:00:00Z: jsec ca crl --root DIR");

        offline.ok("crl", "--root", "usb", "--ttl", "7d", "--out", "all.crl");
        assertThat(offline.ok("check")).endsWith(" is whole\n");
        assertThat(offline.ok("inspect", "all.crl")).contains("  until    2028-10-25T12:00:00Z\n");
    }

    @Test
    void the_root_of_another_authority_makes_no_list_and_no_record() throws IOException {
        CaScreen other = below(directory.resolve("other"));
        other.ok("init", "--offline-root", "usb");
        String strange = other.directory.resolve("usb").toString();
        CaScreen offline = below(directory.resolve("offline"));
        offline.ok("init", "--offline-root", "usb");
        String before = offline.ok("list", "--format", "json");

        for (String line : List.of("crl --out all.crl", "rotate client")) {
            assertThat(offline.run((line + " --root " + strange).split(" ", -1))).isEqualTo(1);
            assertThat(offline.err())
                    .contains("the key root-1 refused: it is another CA's. Instead: --root with");
        }
        assertThat(offline.ok("list", "--format", "json")).isEqualTo(before);
        assertThat(offline.directory.resolve("all.crl")).doesNotExist();
    }

    /** The ceremony of docs/ca.md: the root's machine has no network and never issues. */
    @Test
    void an_authority_made_on_one_machine_is_carried_to_another_and_back() throws IOException {
        CaScreen vault = below(directory.resolve("vault"));
        vault.ok("init", "--offline-root", "root", "--names", "example.lan");
        CaScreen online = below(directory.resolve("online"));
        move(vault.ca(), online.ca());
        online.ok("issue", "client", "alice", "--role", "viewer", "--out", "certs");
        online.ok("issue", "server", "a.example.lan", "--out", "server");

        move(online.ca(), vault.ca());
        vault.ok("rotate", "client", "--root", "root");
        vault.ok("crl", "--root", "root", "--out", "all.crl");
        move(vault.ca(), online.ca());

        assertThat(online.ok("check")).endsWith(" is whole\n");
        assertThat(online.ok("inspect", "certs/cert.pem")).contains("this CA accepts it");
        online.ok("issue", "client", "bob", "--role", "viewer", "--out", "bob");
        assertThat(online.ok("inspect", "bob/cert.pem")).contains("CN=jsec clients 2 of CA");
        assertThat(online.run("rotate", "server")).isEqualTo(1);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.move(from, to);
    }
}
