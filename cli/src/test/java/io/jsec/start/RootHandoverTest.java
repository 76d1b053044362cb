package io.jsec.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts bin/jsec as root, in a mount namespace whose user database is the test's own. */
@Tag("e2e")
class RootHandoverTest {
    private static final String USER = "jsec:x:64321:64321::/var/lib/jsec:/usr/sbin/nologin\n";

    @TempDir Path folder;

    private Path jdk = Path.of("");
    private Path copy = Path.of("");

    @BeforeEach
    void make_a_copy_that_everybody_can_read() throws IOException {
        assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "not-root: only root hands itself over");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        jdk = StandInJdk.make(folder.resolve("jdk"), "25.0.1");
        copy = folder.resolve("copy");
        Ran ran =
                Ran.with(
                        Map.of(),
                        folder,
                        List.of("cp", "-a", Distribution.folder().toString(), copy.toString()));
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @Test
    void root_becomes_the_user_jsec_with_its_groups_and_folders_only() {
        Ran ran = asRoot(USER, "run", "--standalone", "x y");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("uid=64321 gid=64321 groups=64321 64400\n")
                .contains("arg=run\narg=--standalone\narg=x y\n")
                .contains("env=HOME=/var/lib/jsec\n", "env=USER=jsec\n", "env=LOGNAME=jsec\n")
                .doesNotContain("env=XDG_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup", "version", "help", "--help", "--version", "demo", "doctor"})
    void verbs_that_start_no_container_stay_with_root(String verb) {
        assertThat(asRoot(USER, verb).out()).startsWith("uid=0 gid=0 ").contains("arg=" + verb);
    }

    @Test
    void the_client_of_an_engine_stays_with_root() {
        assertThat(asRoot(USER, "-H", "unix:///x", "ps").out())
                .startsWith("uid=0 gid=0 ")
                .contains("arg=-H\narg=unix:///x\narg=ps\n");
        assertThat(asRoot(USER, "--host=unix:///x", "run", "img").out()).startsWith("uid=0 ");
    }

    @Test
    void the_client_of_the_systems_engine_stays_with_root_and_the_engine_does_not() {
        assertThat(asRoot(USER, "ps", "-a").out())
                .startsWith("uid=0 ")
                .contains("arg=ps\narg=-a\n");
        assertThat(asRoot(USER, "run", "img").out()).startsWith("uid=0 ");
        assertThat(asRoot(USER, "daemon", "--on-demand").out())
                .startsWith("uid=64321 ")
                .contains("arg=daemon\narg=--on-demand\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"install", "uninstall", "--help"})
    void the_service_is_roots_to_install(String word) {
        assertThat(asRoot(USER, "daemon", word).out())
                .startsWith("uid=0 ")
                .contains("arg=daemon\narg=" + word + "\n");
    }

    @Test
    void a_container_without_an_engine_is_never_roots() {
        assertThat(asRoot(USER, "-H", "unix:///x", "run", "--rootfs", "/r", "sh").out())
                .startsWith("uid=64321 ");
        assertThat(asRoot(USER, "run", "--standalone", "img").out()).startsWith("uid=64321 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "issue client a --role viewer --out -", "init"})
    void the_system_ca_is_the_user_jsecs(String line) {
        assertThat(asRoot(USER, ("ca " + line).split(" ")).out())
                .startsWith("uid=64321 ")
                .contains("arg=ca\narg=" + line.replace(" ", "\narg="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca list --ca /r", "ca --ca=/r check", "ca", "ca issue --help"})
    void a_ca_that_is_named_is_roots_own(String line) {
        assertThat(asRoot(USER, line.split(" ")).out()).startsWith("uid=0 gid=0 ");
    }

    @Test
    void without_the_user_jsec_there_is_no_system_ca() {
        Ran ran = asRoot("", "ca", "list");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo(
                        "JSEC-C-010 ca refused: the CA of this host is the user jsec's, who does"
                                + " not exist yet. Instead: jsec setup, or --ca DIR for one of"
                                + " root's own\n");
    }

    @Test
    void without_the_user_jsec_root_is_sent_to_setup() {
        Ran ran = asRoot("", "ps");

        assertThat(ran.code()).isEqualTo(125);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo(
                        "JSEC-C-010 ps refused: root never runs containers and the user jsec does"
                                + " not exist yet. Instead: jsec setup\n");
    }

    @Test
    void a_copy_the_user_jsec_cannot_read_is_refused_by_name() throws IOException {
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));

        Ran ran = asRoot(USER, "explain");

        assertThat(ran.code()).isEqualTo(125);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo(
                        "JSEC-C-012 explain refused: the user jsec cannot read "
                                + copy
                                + " and no copy is installed. Instead: jsec setup\n");
    }

    @Test
    void the_installed_copy_serves_where_the_other_cannot_be_read() throws IOException {
        Path installed = folder.resolve("local/jsec");
        Files.createDirectory(installed.getParent());
        Ran moved =
                Ran.with(
                        Map.of(),
                        folder,
                        List.of("cp", "-a", copy.toString(), installed.toString()));
        assertThat(moved.code()).isZero();
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));

        Ran ran = asRoot(USER, "explain", "-a");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("uid=64321 ")
                .contains("arg=-Djsec.home=/usr/local/lib/jsec\n", "arg=explain\narg=-a\n");
    }

    /** Runs the copy with a user database that has root, perhaps jsec, and a group of jsec's. */
    private Ran asRoot(String user, String... words) {
        String prepare =
                """
                printf 'root:x:0:0::/root:/bin/sh\\n%s' "$1" >"$2/passwd"
                printf 'root:x:0:\\njsec:x:64321:\\njsec-more:x:64400:jsec\\n' >"$2/group"
                mkdir -p "$2/local"
                chmod 644 "$2/passwd" "$2/group"
                mount --bind "$2/passwd" /etc/passwd
                mount --bind "$2/group" /etc/group
                mount --bind "$2/local" /usr/local/lib
                mount -t tmpfs none /run
                shift 2
                exec "$@"
                """;
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--mount",
                                "sh",
                                "-ec",
                                prepare,
                                "sh",
                                user,
                                folder + ""));
        command.add(copy + "/bin/jsec");
        command.addAll(List.of(words));
        return Ran.with(
                Map.of(
                        "JAVA_HOME", jdk.toString(),
                        "XDG_RUNTIME_DIR", "/run/user/0",
                        "XDG_DATA_HOME", "/root/data"),
                Path.of("/"),
                command);
    }
}
