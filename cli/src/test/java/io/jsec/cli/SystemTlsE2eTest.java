package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The system engine's port with TLS: root's own client, and a certificate for somebody else. */
@Tag("e2e")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemTlsE2eTest {
    private static final String USER = "jsectest";

    private static final Path CERTIFICATES = Path.of("/var/lib/jsec/certs/127.0.0.1");

    @TempDir static Path directory = Path.of("/");

    private Jsec jsec = Jsec.asRoot(Path.of("/tmp"));
    private String address = "";
    private @Nullable SystemEngine started;
    private @Nullable SetUpHost host;

    @BeforeAll
    void set_up() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.requireDocker();
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.asRoot(directory);
        host = SetUpHost.make(jsec, "SystemTlsE2eTest", "--slots", "1");
        address = FreePort.address();
        started = SystemEngine.start(directory, "--tls-init", "-H", address);
    }

    @AfterAll
    void take_back() throws IOException {
        if (started != null) {
            Objects.requireNonNull(started).close();
        }
        if (host != null) {
            host.takeBack();
        }
    }

    private static Jsec.Result run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("HOME", directory.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        return Jsec.finish(builder.start(), "");
    }

    private List<String> docker(Path files, String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(TlsWords.of(files, address));
        command.addAll(List.of(words));
        return command;
    }

    private static String jsecCommand() {
        return Jsec.distribution().resolve("bin/jsec").toString();
    }

    @Test
    void root_is_a_client_with_the_certificate_that_tls_init_made() throws IOException {
        Jsec.Result docker = run(docker(CERTIFICATES, "ps", "-q"));
        assertThat(docker.exit()).as(docker.err()).isZero();

        Jsec.Result own =
                run(
                        List.of(
                                jsecCommand(),
                                "--tlsverify",
                                "-H",
                                address,
                                "version",
                                "-f",
                                "{{.Server.Version}}"));
        assertThat(own.out()).as(own.err()).contains("jsec");
    }

    @Test
    void the_authority_and_its_certificates_are_the_users_jsec_and_nobody_else_reads_them()
            throws IOException {
        for (Path each :
                List.of(
                        Path.of("/var/lib/jsec/ca"),
                        Path.of("/var/lib/jsec/ca/keys"),
                        CERTIFICATES)) {
            assertThat(Files.getOwner(each).getName()).as(each.toString()).isEqualTo("jsec");
            assertThat(
                            java.nio.file.attribute.PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(each)))
                    .as(each.toString())
                    .isEqualTo("rwx------");
        }
        Jsec.Result other =
                run(
                        List.of(
                                "setpriv",
                                "--reuid",
                                USER,
                                "--regid",
                                USER,
                                "--init-groups",
                                "cat",
                                CERTIFICATES.resolve("key.pem").toString()));
        assertThat(other.exit()).isNotZero();
    }

    @Test
    void a_viewers_certificate_is_handed_to_another_user() throws IOException {
        Path files = directory.resolve("bob");
        Jsec.run("install", "-d", "-o", USER, "-m", "700", files.toString());
        String give =
                jsecCommand()
                        + " ca issue client bob --role viewer --out - | setpriv --reuid "
                        + USER
                        + " --regid "
                        + USER
                        + " --init-groups tar -x -C "
                        + files;
        Jsec.Result given = run(List.of("sh", "-c", give));
        assertThat(given.exit()).as(given.err()).isZero();

        Path held;
        try (var found = Files.walk(files)) {
            held =
                    found.filter(each -> each.endsWith("key.pem"))
                            .findFirst()
                            .orElseThrow()
                            .resolveSibling("");
        }
        assertThat(Files.getOwner(held.resolve("key.pem")).getName()).isEqualTo(USER);
        List<String> as =
                new ArrayList<>(
                        List.of("setpriv", "--reuid", USER, "--regid", USER, "--init-groups"));
        as.addAll(docker(held, "ps", "-q"));
        Jsec.Result seen = run(as);
        assertThat(seen.exit()).as(seen.err()).isZero();

        as.subList(as.indexOf("ps"), as.size()).clear();
        as.addAll(List.of("volume", "create", "x"));
        Jsec.Result refused = run(as);
        assertThat(refused.err()).contains("JSEC-R-163 POST /volumes/create refused: ");
    }

    @Test
    void what_was_issued_is_in_the_systems_journal() throws IOException, InterruptedException {
        String give = jsecCommand() + " ca issue client carol --role viewer --out - >/dev/null";
        Jsec.Result issued = run(List.of("sh", "-c", give));
        assertThat(issued.exit()).as(issued.err()).isZero();
        Until.holds(() -> {
            String shown = run(List.of(jsecCommand(), "journal", "show")).out();
            return shown.contains("issued") && shown.contains("cert:carol");
        });
    }
}
