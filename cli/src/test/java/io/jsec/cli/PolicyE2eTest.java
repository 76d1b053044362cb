package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.read.Node;
import io.jsec.rules.read.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy check as its users start it: by {@code jsec}, by the jar, and as CI servers would. */
@Tag("e2e")
class PolicyE2eTest {
    private static final Path DIST = Path.of(System.getProperty("jsec.dist", "target/dist"));
    private static final Path DOCS =
            Path.of(System.getProperty("jsec.root", "..")).resolve("docs/ci");
    private static final Pattern COMMAND =
            Pattern.compile("java -jar tools/jsec-ci.jar " + "([^'\\n]+)");

    @TempDir Path folder = Path.of("/");

    private record Run(int exit, String output) {}

    @BeforeEach
    void aRepository() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM debian:12.5\nUSER root\n");
        Files.createDirectories(folder.resolve("tools"));
        Files.copy(DIST.resolve("jsec-ci.jar"), folder.resolve("tools/jsec-ci.jar"));
    }

    private Run run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    @Test
    void the_command_and_the_jar_say_the_same() throws Exception {
        Run command = run(DIST.resolve("bin/jsec").toString(), "policy", "check");
        Run jar = run(java(), "-jar", "tools/jsec-ci.jar", "policy", "check");
        assertThat(command.exit()).as(command.output()).isEqualTo(1);
        assertThat(command.output()).contains("JSEC-D-001", "Dockerfile:2:1");
        assertThat(jar).isEqualTo(command);
    }

    @Test
    void the_jar_holds_no_native_code() throws Exception {
        List<String> names = new ArrayList<>();
        try (var jar = new JarFile(DIST.resolve("jsec-ci.jar").toFile())) {
            jar.stream().forEach(entry -> names.add(entry.getName()));
        }
        assertThat(names)
                .contains("io/jsec/ci/Main.class")
                .noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)|com/sun/jna/.*"));
    }

    @Test
    void every_snippet_for_ci_does_what_it_promises() throws Exception {
        int commands = 0;
        for (Path file : snippets()) {
            Matcher matcher = COMMAND.matcher(Files.readString(file));
            while (matcher.find()) {
                commands++;
                List<String> words = new ArrayList<>(List.of(java(), "-jar", "tools/jsec-ci.jar"));
                words.addAll(List.of(matcher.group(1).strip().split(" ", -1)));
                Run run = run(words.toArray(String[]::new));
                assertThat(run.exit()).as(file + ": " + run.output()).isEqualTo(1);
            }
        }
        assertThat(commands).isEqualTo(4);
        assertThat(folder.resolve("jsec.sarif")).exists();
        assertThat(folder.resolve("jsec.xml")).exists();
    }

    @Test
    void snippets_in_yaml_are_yaml() throws IOException {
        for (Path file : snippets()) {
            if (file.toString().endsWith(".yaml")) {
                Node root = YamlReader.read(file.toString(), Files.readAllBytes(file));
                assertThat(root).as(file.toString()).isInstanceOf(Node.Mapping.class);
            }
        }
    }

    private static List<Path> snippets() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files.sorted().toList();
        }
    }
}
