package io.jsec.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the distribution's bin/jsec. */
@Tag("e2e")
class StartScriptTest {
    @TempDir Path folder;

    @Test
    void version_prints_the_client_and_nothing_on_standard_error() {
        Ran ran = start(Map.of(), "version");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Client: jsec\n").endsWith("\n");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void what_others_set_for_their_java_programs_changes_nothing() {
        Ran ran =
                start(
                        Map.of(
                                "JAVA_TOOL_OPTIONS", "-Dx=y",
                                "JDK_JAVA_OPTIONS", "--no-such-option",
                                "_JAVA_OPTIONS", "-Xmx1k",
                                "CLASSPATH", "/nonexistent"),
                        "version");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void starting_creates_and_writes_no_file() throws IOException {
        Path trace = folder.resolve("trace");
        Path home = Files.createDirectory(folder.resolve("home"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Ran ran =
                Ran.with(
                        Map.of("HOME", home.toString(), "TMPDIR", temporary.toString()),
                        folder,
                        List.of(
                                "strace",
                                "-f",
                                "-qq",
                                "-e",
                                "signal=none",
                                "-o",
                                trace.toString(),
                                "-e",
                                "trace=openat,open,creat,mkdir,mkdirat,rename,unlink,symlink,link",
                                Distribution.jsec().toString(),
                                "version"));

        assertThat(ran.code()).isZero();
        assertThat(Files.readAllLines(trace)).hasSizeGreaterThan(20);
        assertThat(Files.readAllLines(trace))
                .filteredOn(StartScriptTest::changesFiles)
                .allMatch(call -> call.contains("\"/proc/self/") || call.contains("\"/dev/"));
        assertThat(home).isEmptyDirectory();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void it_starts_through_a_symbolic_link_from_any_folder() throws IOException {
        Path link =
                Files.createSymbolicLink(
                        folder.resolve("jsec"), Distribution.jsec().toAbsolutePath());

        Ran ran = Ran.with(Map.of(), folder, List.of("./" + link.getFileName(), "version"));

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Client: jsec\n");
    }

    @Test
    void a_cache_that_does_not_fit_is_passed_over_in_silence() throws IOException {
        Path copy = copyOfDistribution();
        Files.writeString(copy.resolve("lib/client.aot"), "not a cache");

        Ran ran = Ran.with(Map.of(), folder, List.of(copy + "/bin/jsec", "version"));

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Client: jsec\n");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void the_cache_holds_for_a_copy_elsewhere() throws IOException {
        Path copy = copyOfDistribution();
        Path strict = copy.resolve("bin/strict");
        String script =
                Files.readString(copy.resolve("bin/jsec"))
                        .replace("-XX:AOTCache=", "-XX:AOTMode=on -XX:AOTCache=")
                        .replace("${cache:+\"-XX:AOTMode=on ", "-XX:AOTMode=on ${cache:+\"");
        StandInJdk.executable(strict, script);

        Ran ran = Ran.with(Map.of(), folder, List.of(strict.toString(), "version"));

        assertThat(script).contains("-XX:AOTMode=on ${cache:+");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
    }

    @Test
    void names_that_are_not_ascii_reach_java_in_the_c_locale() throws IOException {
        Path jdk = StandInJdk.make(folder.resolve("jdk"), "25.0.1");

        Ran without = start(Map.of("JAVA_HOME", jdk.toString(), "LC_ALL", "C"), "version");
        Ran with =
                start(
                        Map.of("JAVA_HOME", jdk.toString(), "LC_ALL", "de_DE.UTF-8"),
                        "version",
                        "grün");

        assertThat(without.out()).contains("env=LC_ALL=C.UTF-8\n");
        assertThat(with.out()).contains("env=LC_ALL=de_DE.UTF-8\n").endsWith("\n");
        assertThat(with.out()).contains("arg=grün\n");
    }

    @Test
    void words_reach_java_as_they_are() throws IOException {
        Path jdk = StandInJdk.make(folder.resolve("jdk"), "25");

        Ran ran = start(Map.of("JAVA_HOME", jdk.toString()), "version", "a b", "", "$HOME", "*");

        assertThat(ran.out())
                .contains("arg=io.jsec.cli.Main\narg=version\narg=a b\narg=\narg=$HOME\narg=*\n");
    }

    @Test
    void without_a_jdk_25_one_sentence_says_what_to_install() throws IOException {
        Path old = StandInJdk.make(folder.resolve("jdk"), "21.0.2");

        Ran ran =
                Ran.with(
                        Map.of(
                                "JAVA_HOME",
                                old.toString(),
                                "PATH",
                                "/usr/sbin:/usr/bin:/sbin:/bin"),
                        folder,
                        List.of(
                                "unshare",
                                "--user",
                                "--map-root-user",
                                "--mount",
                                "sh",
                                "-c",
                                "for d in /usr/lib/jvm /opt; do mount -t tmpfs none $d; done;"
                                        + " exec \"$0\" version",
                                Distribution.jsec().toString()));

        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo(
                        "JSEC-C-013 version refused: no JDK 25 in JAVA_HOME, /usr/lib/jvm or PATH."
                                + " Instead: install Temurin 25 (package temurin-25-jdk)\n");
        assertThat(ran.code()).isEqualTo(125);
    }

    private Ran start(Map<String, String> environment, String... words) {
        List<String> command = new ArrayList<>(List.of(Distribution.jsec().toString()));
        command.addAll(List.of(words));
        return Ran.with(environment, folder, command);
    }

    private Path copyOfDistribution() {
        Path copy = folder.resolve("copy");
        Ran ran =
                Ran.with(
                        Map.of(),
                        folder,
                        List.of("cp", "-a", Distribution.folder().toString(), copy.toString()));
        assertThat(ran.code()).as(ran.err()).isZero();
        return copy;
    }

    private static boolean changesFiles(String call) {
        return !call.contains("openat(")
                || call.contains("O_CREAT")
                || call.contains("O_WRONLY")
                || call.contains("O_RDWR")
                || call.contains("O_TRUNC");
    }
}
