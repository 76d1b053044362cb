package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckCommandTest {
    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of("/"));

    @BeforeEach
    void make_an_authority() {
        screen = CaScreen.withCa(directory);
    }

    /** What somebody or something does to a directory. */
    interface Damage {
        void to(Path ca) throws IOException;
    }

    private static Arguments damage(String sentence, Damage damage) {
        return Arguments.of(sentence, damage);
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static void append(Path path, String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.APPEND);
    }

    private static Path copied(Path ca, String from, String to) throws IOException {
        Files.delete(ca.resolve(to));
        Path copy = Files.copy(ca.resolve(from), ca.resolve(to));
        mode(copy, "rw-------");
        return copy;
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage(
                        "CA is open to others than its owner (rwxr-x---): chmod 700 CA",
                        ca -> mode(ca, "rwxr-x---")),
                damage(
                        "CA/state.log is open to others than its owner (rw-r-----): chmod 600",
                        ca -> mode(ca.resolve("state.log"), "rw-r-----")),
                damage(
                        "CA/keys is open to others than its owner (rwx--x--x): chmod 700",
                        ca -> mode(ca.resolve("keys"), "rwx--x--x")),
                damage(
                        "CA/keys/client-1.key is open to others than its owner (rw-r--r--):",
                        ca -> mode(ca.resolve("keys/client-1.key"), "rw-r--r--")),
                damage(
                        "the key server-1 is missing: put its backup in its place",
                        ca -> Files.delete(ca.resolve("keys/server-1.key"))),
                damage(
                        "the key root-1 is missing: put its backup in its place",
                        ca -> Files.delete(ca.resolve("keys/root-1.key"))),
                damage(
                        "server-1.key refused: it is damaged: private and public half do not",
                        ca -> copied(ca, "keys/client-1.key", "keys/server-1.key")),
                damage(
                        "CA/keys/server-1.key refused: there is no private key in PKCS#8 in it",
                        ca -> Files.writeString(ca.resolve("keys/server-1.key"), "")),
                damage(
                        "the key server-1 is not the key of its certificate",
                        ca -> {
                            copied(ca, "keys/client-1.key", "keys/server-1.key");
                            copied(ca, "keys/client-1.pub", "keys/server-1.pub");
                        }),
                damage(
                        "CA/state.log ends with 13 bytes of a record that was cut off",
                        ca -> append(ca.resolve("state.log"), "jsec-ca/1 2 1")),
                damage(
                        "reading the CA's state CA/state.log failed: line 2 is not as written",
                        ca -> append(ca.resolve("state.log"), "jsec-ca/1 2 1 seen 0\n")),
                damage(
                        "CA/state.log has no whole record: its jsec ca init was cut off",
                        ca -> Files.writeString(ca.resolve("state.log"), "jsec-ca/1 1 17")),
                damage(
                        "CA/state.log is missing: put the copy of your backup in its place",
                        ca -> Files.delete(ca.resolve("state.log"))),
                damage(
                        "DATA/.ca.new-1 is what a jsec ca init that was cut off left: rm -r",
                        ca -> Files.createDirectory(ca.resolveSibling(".ca.new-1"))),
                damage(
                        "the key server-2 is nobody's, left by a change that was cut off",
                        ca ->
                                mode(
                                        Files.writeString(ca.resolve("keys/server-2.key"), "x"),
                                        "rw-------")));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void whatever_is_wrong_with_a_directory_is_a_sentence_and_exit_1(String sentence, Damage damage)
            throws IOException {
        damage.to(screen.ca());

        assertThat(screen.run("check")).isEqualTo(1);

        String out = screen.out().replace(screen.ca().toString(), "CA");
        assertThat(out.replace(directory.resolve("data").toString(), "DATA")).contains(sentence);
        assertThat(screen.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("damages")
    void no_damage_makes_a_verb_fail_otherwise_than_in_one_sentence(String sentence, Damage damage)
            throws IOException {
        damage.to(screen.ca());
        for (String line :
                new String[] {
                    "issue server a.example.lan --out s", "list", "crl", "rotate server", "export"
                }) {
            int exit = screen.run(line.split(" ", -1));
            assertThat(exit).as(line).isBetween(0, 2);
            if (exit != 0) {
                assertThat(screen.err()).as(line).startsWith("JSEC-C-05").hasLineCount(1);
            }
        }
    }

    @Test
    void a_whole_one_is_said_to_be_whole() {
        assertThat(screen.ok("check")).isEqualTo("the CA in " + screen.ca() + " is whole\n");
    }

    @Test
    void none_at_all_is_a_finding() {
        CaScreen empty = new CaScreen(screen.ca());

        assertThat(empty.run("check")).isEqualTo(1);
        assertThat(empty.out()).isEqualTo("there is no CA in " + empty.ca() + ": jsec ca init\n");
    }

    @Test
    void several_things_are_several_lines() throws IOException {
        mode(screen.ca(), "rwxrwxrwx");
        Files.delete(screen.ca().resolve("keys/server-1.key"));
        Files.delete(screen.ca().resolve("keys/client-1.key"));

        assertThat(screen.run("check")).isEqualTo(1);
        assertThat(screen.out()).hasLineCount(3);
    }

    @Test
    void a_wrong_passphrase_is_found_and_the_right_one_is_not() {
        Path below = directory.resolve("locked");
        try {
            Files.createDirectory(below);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CaScreen locked = new CaScreen(below);
        locked.file("right", "correct horse\n");
        locked.file("wrong", "another horse\n");
        locked.ok("init", "--passphrase-file", "right");

        assertThat(locked.run("check", "--passphrase-file", "wrong")).isEqualTo(1);
        assertThat(locked.out())
                .contains("keys/server-1.key refused: the passphrase is wrong")
                .hasLineCount(3);
        assertThat(locked.run("check")).isEqualTo(1);
        assertThat(locked.out()).contains("it is locked by a passphrase");
        locked.ok("check", "--passphrase-file", "right");
    }

    @Test
    void what_ends_soon_is_said_with_what_to_do() {
        screen.move(Duration.ofDays(620));

        assertThat(screen.run("check")).isEqualTo(1);
        assertThat(screen.out())
                .isEqualTo(
                        """
                        server-1 ends 2028-11-23T12:00:00Z: jsec ca rotate server
                        client-1 ends 2028-11-23T12:00:00Z: jsec ca rotate client
                        """);
        screen.ok("rotate", "server");
        screen.ok("rotate", "client");
        screen.ok("check");
        screen.move(Duration.ofDays(2_300));
        assertThat(screen.run("check")).isEqualTo(1);
        assertThat(screen.out()).contains("root-1 ends 2036-11-21T12:00:00Z: jsec ca rotate root");
    }

    @Test
    void a_clock_that_went_back_is_found_until_it_is_accepted() {
        screen.move(Duration.ofHours(-5));

        assertThat(screen.run("check")).isEqualTo(1);
        assertThat(screen.out())
                .isEqualTo(
                        "the clock went back: this CA has already seen 2026-11-24T12:00:00Z: set"
                                + " the clock, or jsec ca check --accept-clock\n");

        screen.ok("check", "--accept-clock");
        screen.ok("check");
    }

    @Test
    void programs_read_the_same_as_json() throws IOException {
        mode(screen.ca(), "rwxr-xr-x");

        assertThat(screen.run("check", "--format", "json")).isEqualTo(1);
        assertThat(screen.out())
                .contains("\"schema\" : \"jsec.ca-check/1\"", "\"whole\" : false", "rwxr-xr-x");
    }
}
