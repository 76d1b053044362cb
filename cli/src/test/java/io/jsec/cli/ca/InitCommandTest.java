package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.ca.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitCommandTest {
    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of("/"));

    @BeforeEach
    void begin() {
        screen = new CaScreen(directory);
    }

    private static List<Path> all(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.toList();
        }
    }

    @Test
    void it_says_what_was_made_and_what_to_type_next() {
        String out = screen.ok("init", "--names", "example.lan,10.0.0.0/8");

        assertThat(out)
                .matches(
                        """
                        made the CA [0-9a-f]{8} in %s
                          root       SHA-256 [0-9a-f]{64}
                          until      2036-11-21T12:00:00Z
                          servers    example.lan,10.0.0.0/8
                          keys       P-256, not locked: in files of this user's only
                        Next: jsec ca issue client NAME --role viewer --out DIR
                        """
                                .formatted(screen.ca()));
    }

    @Test
    void everything_is_its_owners_only() throws IOException {
        screen.ok("init");

        for (Path path : all(screen.ca())) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            assertThat(mode).as(path.toString()).matches("rw.------");
        }
    }

    @Test
    void without_names_servers_are_this_host_loopback_and_private_addresses() {
        assertThat(screen.ok("init"))
                .contains("  servers    localhost,vm,127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,");
    }

    @Test
    void a_second_one_in_the_same_place_is_refused_and_changes_nothing() throws IOException {
        screen.ok("init");
        byte[] before = Files.readAllBytes(screen.ca().resolve("state.log"));

        assertThat(screen.run("init")).isEqualTo(1);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-050 making a CA in "
                                + screen.ca()
                                + " refused: there is one already. Instead: jsec ca list\n");
        assertThat(Files.readAllBytes(screen.ca().resolve("state.log"))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--curve P-521|3|--curve P-521 refused: it is no curve of ours. Instead: P-256",
                "--names a_b|1|the name a_b refused: it is neither a host name nor a range",
                "--names *.lan|1|the name *.lan refused: it is neither a host name",
                "--root-passphrase-file x|3|it belongs to --offline-root",
                "--passphrase --passphrase-file x|3|a file is named too",
                "--passphrase-file none|2|reading --passphrase-file none failed: NoSuchFile",
                "--offline-root usb --root-passphrase-file none|2|"
                        + "reading --root-passphrase-file none failed: NoSuchFile",
                "--names|3|Missing required parameter for option '--names'",
                "now|3|Unmatched argument",
            })
    void what_cannot_be_done_is_refused_by_name(String options, int exit, String why) {
        String[] words = ("init " + options).split(" ", -1);

        assertThat(screen.run(words)).as(screen.err()).isEqualTo(exit);
        assertThat(screen.err()).contains(why).startsWith("JSEC-C-0").hasLineCount(1);
        assertThat(screen.ca()).doesNotExist();
    }

    @Test
    void a_passphrase_is_asked_for_twice_and_locks_every_key() throws IOException {
        screen.answering("correct horse", "correct horse").ok("init", "--passphrase");

        assertThat(screen.questions())
                .containsExactly("New passphrase of the CA's keys", "The same again");
        assertThat(screen.out()).contains("  keys       P-256, locked by the passphrase");
        for (Path key : all(screen.ca())) {
            if (key.toString().endsWith(".key")) {
                assertThat(Files.readString(key)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "correct horse,correct hors,the two are different",
        "short,short,the shortest has 8"
    })
    void two_different_or_short_passphrases_make_nothing(String one, String two, String why) {
        assertThat(screen.answering(one, two).run("init", "--passphrase")).isEqualTo(3);
        assertThat(screen.err()).contains(why).doesNotContain(one + " ");
        assertThat(screen.ca()).doesNotExist();
    }

    @Test
    void nobody_to_ask_is_a_sentence() {
        assertThat(screen.run("init", "--passphrase")).isEqualTo(3);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-001 --passphrase refused: nobody can be asked without a terminal."
                                + " Instead: --passphrase-file FILE\n");
    }

    @Test
    void an_offline_root_leaves_no_root_key_with_the_rest() {
        screen.ok("init", "--offline-root", "usb", "--curve", "P-384");

        assertThat(screen.out()).contains("  root's key " + directory.resolve("usb"));
        assertThat(screen.ca().resolve("keys/root-1.key")).doesNotExist();
        assertThat(directory.resolve("usb/root-1.key")).exists();
        assertThat(screen.ok("check")).isEqualTo("the CA in " + screen.ca() + " is whole\n");
    }

    @Test
    void an_offline_root_has_a_passphrase_of_its_own() throws IOException {
        screen.file("ca.pass", "the passphrase of the ca\n");
        screen.file("root.pass", "the passphrase of the root\r\n");
        screen.ok(
                "init",
                "--offline-root",
                "usb",
                "--passphrase-file",
                "ca.pass",
                "--root-passphrase-file",
                "root.pass");
        screen.ok(
                "rotate",
                "server",
                "--root",
                "usb",
                "--passphrase-file",
                "ca.pass",
                "--root-passphrase-file",
                "root.pass");

        assertThat(
                        screen.run(
                                "rotate",
                                "server",
                                "--root",
                                "usb",
                                "--passphrase-file",
                                "ca.pass",
                                "--root-passphrase-file",
                                "ca.pass"))
                .isEqualTo(1);
        assertThat(screen.err()).contains("usb/root-1.key refused: the passphrase is wrong");
        assertThat(Files.readString(directory.resolve("usb/root-1.key"), StandardCharsets.US_ASCII))
                .startsWith("-----BEGIN ENCRYPTED");
    }

    @Test
    void names_bind_every_server_for_ever() {
        screen.ok("init", "--names", "example.lan");

        assertThat(screen.run("issue", "server", "example.com", "--out", "x")).isEqualTo(1);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-050 the name example.com refused: this CA may certify example.lan"
                                + " only. Instead: a name below one of these, or another CA made"
                                + " with --names\n");
        assertThat(directory.resolve("x")).doesNotExist();
        String chain = screen.ok("export", "--intermediates");
        assertThat(Pem.certificates(chain, "it")).hasSize(3);
    }
}
