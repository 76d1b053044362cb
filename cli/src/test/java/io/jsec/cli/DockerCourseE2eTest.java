package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every verb that a course of Docker has, typed into a shell, with one expected transcript whatever
 * the client is: the distribution's docker, a new one, and jsec itself. Limits, pause and the rest
 * of control groups are part of it.
 */
@Tag("e2e")
class DockerCourseE2eTest {
    private static final String USER = "jsectest";
    private static final String COURSE = "docker-course.txt";
    private static final Pattern LONG_ID = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern SHORT_ID = Pattern.compile("\\b[0-9a-f]{12}\\b");
    private static final Pattern AGE =
            Pattern.compile("(Less than a|About a|\\d+) (second|minute)s?");

    @TempDir Path directory = Path.of("/");

    @ParameterizedTest
    @CsvSource({"old docker, /usr/bin/docker", "new docker, /usr/local/bin/docker", "jsec, ''"})
    void every_verb_of_a_course_does_what_it_says(String name, String program) throws Exception {
        Jsec.requireRoot();
        assumeTrue(
                program.isEmpty() || Files.isExecutable(Path.of(program)),
                program.contains("local")
                        ? "no-new-docker: no docker of version 28 is installed"
                        : "no-dockerd: docker.io is not installed, so there is no client");
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        Path bin = Files.createDirectory(directory.resolve("bin"));
        String real = program.isEmpty() ? Jsec.distribution() + "/bin/jsec" : program;
        Files.writeString(bin.resolve("docker"), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        Jsec.run("chmod", "755", bin.resolve("docker").toString());
        try (PrivateGroups delegated = PrivateGroups.required(directory.resolve("groups"), USER);
                Daemon daemon = Daemon.start(delegated, directory, USER)) {
            Files.copy(tar, directory.resolve("home/root.tar"));
            Jsec.run("chown", USER, directory.resolve("home/root.tar").toString());

            String transcript = transcript(daemon, bin);

            assertThat(delegated.inUse()).as(name).isEmpty();
            Golden.check(COURSE, transcript);
        }
    }

    private String transcript(Daemon daemon, Path bin) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line : script()) {
            if (!line.startsWith("$ ")) {
                said.append(line).append('\n');
                continue;
            }
            String script = "cd \"$HOME\"; PATH=" + bin + ":$PATH; " + line.substring(2);
            Jsec.Result result = Jsec.finish(daemon.client(List.of("sh", "-c", script)), "");
            said.append(line).append('\n').append(masked(result.out()));
            if (result.exit() != 0) {
                said.append('[').append(result.exit()).append("]\n");
            }
        }
        return said.toString();
    }

    /** What was typed, and what is between: headings and empty lines. */
    private static List<String> script() throws IOException {
        Path file = Path.of("src/test/resources/io/jsec/cli/golden", COURSE);
        return Files.readString(file, UTF_8)
                .lines()
                .filter(line -> line.isEmpty() || line.startsWith("$ ") || line.startsWith("# "))
                .toList();
    }

    private static String masked(String out) {
        String text = LONG_ID.matcher(out).replaceAll("ID");
        text = SHORT_ID.matcher(text).replaceAll("ID");
        text = AGE.matcher(text).replaceAll("AGE");
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
}
