package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @TempDir Path folder;

    private TestCa ca;
    private KeyPair pair;
    private Path out = Path.of("");

    @BeforeEach
    void make_an_authority() throws IOException {
        ca = new TestCa(Files.createDirectory(folder.resolve("ca")));
        pair = ca.pair();
        out = folder.resolve("certs/host");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(out)) {
            return all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        }
    }

    private Issued fill() {
        Credentials files = Credentials.begin(out, Optional.of(pair.getPrivate()));
        Issued issued = ca.client("alice", "viewer", pair);
        files.finish(issued);
        return issued;
    }

    @Test
    void exactly_the_three_files_of_docker_are_left_each_their_owners_only() throws IOException {
        fill();

        assertThat(names()).containsExactly("ca.pem", "cert.pem", "key.pem");
        assertThat(mode(out)).isEqualTo("rwx------");
        assertThat(mode(out.resolve("ca.pem"))).isEqualTo("rw-------");
        assertThat(mode(out.resolve("cert.pem"))).isEqualTo("rw-------");
        assertThat(mode(out.resolve("key.pem"))).isEqualTo("r--------");
    }

    @Test
    void the_chain_is_leaf_first_and_the_root_is_in_ca_pem_alone() throws IOException {
        Issued issued = fill();

        String chain = Files.readString(out.resolve("cert.pem"));
        String roots = Files.readString(out.resolve("ca.pem"));
        assertThat(Pem.certificates(chain, "it")).isEqualTo(issued.chain());
        assertThat(Pem.certificates(roots, "it")).isEqualTo(issued.roots());
        assertThat(issued.chain()).doesNotContainAnyElementsOf(issued.roots());
    }

    @Test
    void what_was_written_is_read_again() {
        Issued issued = fill();
        Credentials.Held held = Credentials.read(out);

        assertThat(held.leaf()).isEqualTo(issued.leaf().certificate());
        assertThat(held.key()).isEqualTo(pair.getPrivate());
    }

    // Promise P22
    @ParameterizedTest
    @ValueSource(strings = {"ca.pem", "cert.pem", "key.pem"})
    void a_file_that_is_there_is_never_written_over(String name) throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve(name), "mine");

        assertThatThrownBy(this::fill)
                .isInstanceOf(CaException.class)
                .hasMessageContaining(name + " refused: it is there already");
        assertThat(names()).containsExactly(name);
        assertThat(out.resolve(name)).hasContent("mine");
    }

    // Promise P22
    @Test
    void a_link_in_the_place_of_a_file_is_not_followed() throws IOException {
        Files.createDirectories(out);
        Files.createSymbolicLink(out.resolve("key.pem"), folder.resolve("elsewhere"));

        assertThatThrownBy(this::fill).hasMessageContaining("it is there already");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void a_holder_who_keeps_his_key_gets_no_key_file() throws IOException {
        Credentials.begin(out, Optional.empty()).finish(ca.client("alice", "viewer", pair));

        assertThat(names()).containsExactly("ca.pem", "cert.pem");
    }

    @Test
    void other_files_of_the_directory_stay() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("config.json"), "{}");

        fill();

        assertThat(names()).containsExactly("ca.pem", "cert.pem", "config.json", "key.pem");
    }

    @Test
    void what_was_begun_is_taken_back_and_a_directory_of_others_stays() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("config.json"), "{}");
        Credentials files = Credentials.begin(out, Optional.of(pair.getPrivate()));

        files.abandon(CaException.refused("issuing", "a reason", "nothing"));

        assertThat(names()).containsExactly("config.json");
    }

    @Test
    void a_renewal_takes_the_certificates_place_and_leaves_the_key() throws IOException {
        Issued first = fill();
        String key = Files.readString(out.resolve("key.pem"));
        Issued second = ca.authority.renew(first.leaf().certificate(), pair.getPublic());

        Credentials.replace(out, second);

        assertThat(Credentials.read(out).leaf()).isEqualTo(second.leaf().certificate());
        assertThat(out.resolve("key.pem")).hasContent(key.strip());
        assertThat(mode(out.resolve("cert.pem"))).isEqualTo("rw-------");
    }

    @Test
    void a_directory_without_a_certificate_is_a_sentence() {
        assertThatThrownBy(() -> Credentials.read(out))
                .isInstanceOf(CaException.class)
                .hasMessageStartingWith("reading " + out.resolve("cert.pem") + " failed");
    }
}
