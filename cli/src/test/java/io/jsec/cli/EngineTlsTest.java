package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.ca.CaFactory;
import io.jsec.ca.CaSetup;
import io.jsec.ca.Curve;
import io.jsec.ca.Names;
import io.jsec.ca.Passphrase;
import io.jsec.ca.Secrets;
import io.jsec.daemon.EnrolConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port is served with TLS, or not at all. */
class EngineTlsTest {
    @TempDir Path folder;

    private Path ca(Optional<String> passphrase) {
        Path directory = folder.resolve("ca");
        Secrets secrets =
                new Secrets(
                        passphrase.map(word -> new Passphrase(word.toCharArray())),
                        Optional.empty(),
                        Optional.empty());
        CaSetup setup = new CaSetup(Curve.P256, Names.ofHost("box"), Optional.empty());
        CaFactory.create(directory, setup, secrets, Clock.systemUTC(), new SecureRandom());
        return directory;
    }

    private TlsStart start(Path ca, Optional<Path> passphrase, String port) {
        return new TlsStart(
                List.of(TlsPort.parse(port)),
                ca,
                passphrase,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                false,
                EnrolConfig.DEFAULT,
                false);
    }

    private void assertRefused(TlsStart start, String... parts) {
        assertThatThrownBy(() -> EngineTls.check(start, Optional.empty(), "box"))
                .isInstanceOf(CliException.class)
                .satisfies(e -> {
                    assertThat(e.getMessage()).startsWith("JSEC-C-046").contains(parts);
                    assertThat(((CliException) e).exitCode()).isEqualTo(3);
                });
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void a_whole_authority_and_a_free_port_are_all_it_takes() throws IOException {
        EngineTls.check(
                start(ca(Optional.empty()), Optional.empty(), FreePort.address()),
                Optional.empty(),
                "box");
        assertThat(folder.resolve("ca/state.log")).content().doesNotContain(" issue ");
    }

    // Promise P50
    @Test
    void an_authority_that_is_not_there_open_to_others_or_damaged_is_refused() throws IOException {
        String port = FreePort.address();
        assertRefused(start(folder.resolve("none"), Optional.empty(), port), "jsec ca init");
        Path ca = ca(Optional.empty());
        mode(ca, "rwxr-x---");
        assertRefused(start(ca, Optional.empty(), port), "open to others", "chmod 700 " + ca);
        mode(ca, "rwx------");
        Path records = ca.resolve("state.log");
        mode(records, "rw-r-----");
        assertRefused(start(ca, Optional.empty(), port), "chmod 600 " + records);
        mode(records, "rw-------");
        byte[] whole = Files.readAllBytes(records);
        Files.write(records, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertRefused(start(ca, Optional.empty(), port), "first record was never finished");
        whole[40] ^= 1;
        Files.write(records, whole);
        assertRefused(start(ca, Optional.empty(), port), records.toString());
    }

    @Test
    void a_key_that_is_missing_or_open_to_others_is_refused() throws IOException {
        Path ca = ca(Optional.empty());
        Path key;
        try (var files = Files.list(ca.resolve("keys"))) {
            key =
                    files.filter(file -> file.getFileName().toString().matches("server.*\\.key"))
                            .findFirst()
                            .orElseThrow();
        }
        mode(key, "rw-r-----");
        assertRefused(start(ca, Optional.empty(), FreePort.address()), "open to others");
        Files.delete(key);
        assertRefused(start(ca, Optional.empty(), FreePort.address()), key.toString());
    }

    // Promise P50
    @Test
    void locked_keys_take_the_right_passphrase_from_a_file_of_its_owners() throws IOException {
        Path ca = ca(Optional.of("right horse"));
        Path file = folder.resolve("pass");
        Files.writeString(file, "wrong horse\n");
        mode(file, "rw-------");
        assertRefused(
                start(ca, Optional.empty(), FreePort.address()), "it is locked by a passphrase");
        assertRefused(start(ca, Optional.of(file), FreePort.address()), "the passphrase is wrong");
        Files.writeString(file, "right horse\n");
        mode(file, "rw-r-----");
        assertRefused(
                start(ca, Optional.of(file), FreePort.address()), "open to others", "chmod 600");
        mode(file, "rw-------");
        EngineTls.check(start(ca, Optional.of(file), FreePort.address()), Optional.empty(), "box");
    }

    @Test
    void an_address_that_is_taken_or_not_this_hosts_is_a_sentence() throws IOException {
        Path ca = ca(Optional.empty());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "tcp://127.0.0.1:" + taken.getLocalPort();
            assertRefused(start(ca, Optional.empty(), port), "listening at " + port + " failed");
        }
        assertRefused(
                start(ca, Optional.empty(), "tcp://10.255.255.1:2376"), "failed", "ip address");
    }

    @Test
    void other_roots_for_clients_are_refused() throws IOException {
        Path ca = ca(Optional.empty());
        TlsStart start = start(ca, Optional.empty(), FreePort.address());
        Path file = Files.writeString(folder.resolve("x.pem"), "nothing");

        assertThatThrownBy(() -> EngineTls.check(start, Optional.of(file), "box"))
                .hasMessageContaining("x.pem");
        assertThatThrownBy(
                        () -> EngineTls.check(start, Optional.of(folder.resolve("no.pem")), "box"))
                .hasMessageContaining("no.pem failed");
    }

    // Promise P51
    @Test
    void one_step_makes_what_is_missing_and_leaves_what_is_there() throws IOException {
        Path ca = folder.resolve("ca");
        Path certs = folder.resolve("certs");
        TlsStart start = start(ca, Optional.empty(), FreePort.address());

        assertThat(init(start, certs))
                .contains("made the CA", "names 127.0.0.1, localhost, box", "docker --tlsverify");
        byte[] key = Files.readAllBytes(certs.resolve("127.0.0.1/key.pem"));
        assertThat(init(start, certs))
                .contains("is there already")
                .doesNotContain("made an administrator's");
        assertThat(certs.resolve("127.0.0.1/key.pem")).hasBinaryContent(key);
        EngineTls.check(start, Optional.of(certs.resolve("127.0.0.1/ca.pem")), "box");
    }

    @Test
    void where_no_port_can_be_served_nothing_is_made() {
        Path ca = folder.resolve("ca");
        TlsStart start = start(ca, Optional.empty(), "tcp://0.0.0.0:2376");

        assertThatThrownBy(() -> init(start, folder.resolve("certs")))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("it is every address of this host");
        assertThat(ca).doesNotExist();
    }

    private static String init(TlsStart start, Path certs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new TlsInit(start, "box", "alice", certs, stream).run();
        return out.toString(StandardCharsets.UTF_8);
    }
}
