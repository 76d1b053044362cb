package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrlAndExportTest {
    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of("/"));

    @BeforeEach
    void make_an_authority() {
        screen = CaScreen.withCa(directory);
    }

    @Test
    void a_list_is_written_and_written_anew_and_everybody_may_read_it() throws IOException {
        assertThat(screen.ok("crl", "--out", "all.crl"))
                .isEqualTo(
                        "wrote " + directory.resolve("all.crl") + ", to be made anew within 7d\n");
        Path file = directory.resolve("all.crl");
        String first = Files.readString(file);

        screen.ok("crl", "--out", "all.crl");

        assertThat(Files.readString(file)).isNotEqualTo(first).startsWith("-----BEGIN X509 CRL");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void a_list_goes_to_standard_output_where_no_file_is_named() {
        assertThat(screen.ok("crl").split("BEGIN X509 CRL", -1)).hasSize(4);
    }

    // Promise P22
    @ParameterizedTest
    @ValueSource(strings = {"crl", "export"})
    void a_file_of_another_kind_is_not_written_over(String verb) throws IOException {
        screen.file("mine", "precious");

        assertThat(screen.run(verb, "--out", "mine")).isEqualTo(1);
        assertThat(screen.err())
                .contains("it is there already, and is no older file of the same kind");
        assertThat(directory.resolve("mine")).hasContent("precious");
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        screen.ok("export", "--out", "ca.pem");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("ca.pem"));

        assertThat(screen.run("export", "--out", "link")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"59m", "366d"})
    void a_list_is_good_for_an_hour_to_a_year(String ttl) {
        assertThat(screen.run("crl", "--ttl", ttl)).isEqualTo(3);
        assertThat(screen.err()).contains("lists are good for 1h to 365d");
    }

    @Test
    void a_place_that_cannot_be_written_is_a_sentence() {
        assertThat(screen.run("export", "--out", "none/ca.pem")).isEqualTo(2);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-051 writing "
                                + directory.resolve("none/ca.pem")
                                + " failed: NoSuchFile. Instead: --out with a place this user can"
                                + " write to, or --out - > FILE\n");
    }

    @Test
    void what_is_exported_holds_no_key() {
        assertThat(screen.ok("export", "--intermediates"))
                .contains("BEGIN CERTIFICATE")
                .doesNotContain("PRIVATE");
        assertThat(screen.ok("export").split("BEGIN CERTIFICATE", -1)).hasSize(2);
    }
}
