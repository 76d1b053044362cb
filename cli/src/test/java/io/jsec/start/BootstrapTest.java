package io.jsec.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wrapper cli/jsec in a small tree of its own, with a Maven that only says that it was called.
 */
class BootstrapTest {
    @TempDir Path folder;

    private Path tree = Path.of("");
    private Path tools = Path.of("");

    @BeforeEach
    void plant_a_small_tree() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        tree = folder.resolve("tree");
        tools = Files.createDirectories(folder.resolve("tools"));
        Path root = Path.of(System.getProperty("jsec.root", ".."));
        for (String file : List.of("cli/jsec", "cli/src/main/dist/lib/jdk.sh", "pom.xml")) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.copy(root.resolve(file), tree.resolve(file));
        }
        StandInJdk.make(folder.resolve("jdk"), "25.0.1");
        for (String tool :
                List.of(
                        "dirname",
                        "readlink",
                        "find",
                        "mkdir",
                        "flock",
                        "id",
                        "touch",
                        "chmod",
                        "cat")) {
            link(tool);
        }
        tool("gcc", "exit 1");
        tool("musl-gcc", "exit 1");
        tool("newuidmap", "exit 1");
        tool(
                "mvn",
                """
                echo built with "$@"
                mkdir -p cli/target/dist/bin
                printf '#!/bin/sh\\necho "started $*"\\n' >cli/target/dist/bin/jsec
                chmod 755 cli/target/dist/bin/jsec
                touch cli/target/assembled
                """);
    }

    @Test
    void what_is_missing_is_built_and_started_with_the_same_words() {
        Ran ran = wrapper("run", "a b");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("started run a b\n");
        assertThat(ran.err()).startsWith("building jsec ").contains("-DskipTests package");
    }

    @Test
    void what_is_built_is_started_at_once() {
        wrapper("version");

        Ran ran = wrapper("version");

        assertThat(ran.out()).isEqualTo("started version\n");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void a_newer_source_is_built_again_and_a_newer_test_is_not() throws IOException {
        wrapper("version");
        touchLater("cli/src/test/java/NewTest.java");
        assertThat(wrapper("version").err()).isEmpty();

        touchLater("audit/src/main/java/New.java");

        assertThat(wrapper("version").err()).startsWith("building jsec ");
    }

    @Test
    void a_failed_build_is_one_sentence_after_what_maven_said() throws IOException {
        tool("mvn", "echo no such class; exit 1");

        Ran ran = wrapper("version");

        assertThat(ran.code()).isEqualTo(125);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("no such class\n")
                .endsWith(
                        "JSEC-C-023 version refused: the build failed. Instead: mend what"
                                + " Maven says above, then start again\n");
    }

    @Test
    void without_maven_one_sentence_says_what_to_install() throws IOException {
        Files.delete(tools.resolve("mvn"));

        Ran ran = wrapper("version");

        assertThat(ran.code()).isEqualTo(125);
        assertThat(ran.err())
                .isEqualTo(
                        "JSEC-C-022 version refused: the build needs maven, which builds jsec."
                                + " Instead: apt-get install maven\n");
    }

    @Test
    void without_a_jdk_25_one_sentence_says_what_to_install() throws IOException {
        String never = "for jdk in \"${JAVA_HOME-}\"; do";
        Path finder = tree.resolve("cli/src/main/dist/lib/jdk.sh");
        Files.writeString(
                finder, Files.readString(finder).replaceAll("for jdk in .*; do", quoted(never)));
        StandInJdk.make(folder.resolve("jdk"), "21.0.5");

        Ran ran = wrapper("version");

        assertThat(ran.code()).isEqualTo(125);
        assertThat(ran.err())
                .isEqualTo(
                        "JSEC-C-013 version refused: no JDK 25 in JAVA_HOME, /usr/lib/jvm or PATH."
                                + " Instead: install Temurin 25 (package temurin-25-jdk)\n");
    }

    @Test
    void demo_names_each_missing_package_and_installs_none_unasked() throws IOException {
        Files.delete(tools.resolve("mvn"));
        Files.delete(tools.resolve("newuidmap"));
        tool("apt-get", "echo apt-get was called; exit 1");

        Ran ran = wrapper("demo");

        assertThat(ran.code()).isEqualTo(125);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("  maven: builds jsec\n")
                .contains("  uidmap: maps a container's users to subordinate ids\n")
                .contains("apt-get install -y --no-install-recommends maven uidmap")
                .doesNotContain("apt-get was called");
    }

    @Test
    void demo_with_yes_installs_as_root_and_goes_on() throws IOException {
        Files.delete(tools.resolve("newuidmap"));
        tool("id", "echo 0");
        tool(
                "apt-get",
                "echo \"$@\" >>"
                        + folder
                        + "/apt; printf '#!/bin/sh\\n' >"
                        + tools
                        + "/newuidmap;"
                        + " chmod 755 "
                        + tools
                        + "/newuidmap");

        Ran ran = wrapper("demo", "--yes");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("started demo --yes\n");
        assertThat(Files.readString(folder.resolve("apt")))
                .isEqualTo("install -y -qq --no-install-recommends uidmap\n");
    }

    @Test
    void demo_for_an_ordinary_user_prints_the_one_command() throws IOException {
        Files.delete(tools.resolve("newuidmap"));
        tool("id", "echo 1000");
        tool("apt-get", "exit 1");

        Ran ran = wrapper("demo", "--yes");

        assertThat(ran.code()).isEqualTo(125);
        assertThat(ran.err())
                .endsWith(
                        "JSEC-C-021 demo refused: only root can install them. Instead: sudo apt-get"
                                + " install -y --no-install-recommends uidmap\n");
    }

    private Ran wrapper(String... words) {
        List<String> command = new ArrayList<>(List.of(tree + "/cli/jsec"));
        command.addAll(List.of(words));
        return Ran.with(
                Map.of("PATH", tools.toString(), "JAVA_HOME", folder.resolve("jdk").toString()),
                folder,
                command);
    }

    private void tool(String name, String text) throws IOException {
        Files.deleteIfExists(tools.resolve(name));
        StandInJdk.executable(tools.resolve(name), "#!/bin/sh\n" + text + "\n");
    }

    private void link(String tool) throws IOException {
        Path real =
                Stream.of("/usr/bin", "/bin")
                        .map(place -> Path.of(place, tool))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow();
        tool(tool, "exec " + real + " \"$@\"");
    }

    private void touchLater(String file) throws IOException {
        Path path = tree.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "class X {}\n");
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private static String quoted(String replacement) {
        return java.util.regex.Matcher.quoteReplacement(replacement);
    }
}
