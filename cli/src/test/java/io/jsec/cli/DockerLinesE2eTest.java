package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same words typed to docker and to jsec, against one real dockerd: the same standard output,
 * ids and ages apart, and the same exit code. The words are in {@code docker-lines.txt}.
 */
@Tag("e2e")
class DockerLinesE2eTest {
    private static final int LINES_LEAST = 200;
    private static final String DOCKER_NAME = "dock";
    private static final String JSEC_NAME = "jsec";
    private static final Pattern LONG_ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SHORT_ID = Pattern.compile("\\b[0-9a-f]{12}\\b");
    private static final Pattern AGE =
            Pattern.compile(
                    "(\\d+|About an?|Less than a) (second|minute|hour)s?( ago)?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|\\+\\d\\d:\\d\\d)");
    private static final Pattern GAP = Pattern.compile(" {2,}");

    @TempDir static Path folder;

    private static Dockerd dockerd;
    private static String docker = "docker";

    /** What one of both answered. */
    private record Answer(int exit, String out, String err) {}

    @BeforeAll
    static void start_an_engine_with_some_containers() throws Exception {
        Jsec.requireRoot();
        assumeTrue(Dockerd.installed(), "no-dockerd: docker.io is not installed");
        docker =
                Files.isExecutable(Path.of("/usr/local/bin/docker"))
                        ? "/usr/local/bin/docker"
                        : "docker";
        dockerd = Dockerd.start(folder);
        Path tar = Busybox.archive(folder, "root");
        String host = dockerd.address();
        Jsec.run(
                docker,
                "-H",
                host,
                "import",
                "-c",
                "CMD [\"sh\"]",
                "-c",
                "ENV PATH=/bin",
                tar.toString(),
                "bb:1");
        Jsec.run(docker, "-H", host, "volume", "create", "v1");
        Jsec.run(
                docker, "-H", host, "create", "--name", "done", "--label", "a=b", "--label", "c=d",
                "bb:1", "false");
        dockerd.docker("start", "-a", "done");
        Jsec.run(
                docker,
                "-H",
                host,
                "run",
                "-d",
                "--name",
                "web",
                "--network",
                "none",
                "bb:1",
                "sleep",
                "100000");
        Jsec.run(
                docker,
                "-H",
                host,
                "run",
                "--name",
                "talk",
                "--network",
                "none",
                "bb:1",
                "sh",
                "-c",
                "echo one; echo two; echo three >&2");
    }

    @AfterAll
    static void stop_it() throws Exception {
        if (dockerd != null) {
            dockerd.docker("kill", "web");
            dockerd.close();
        }
    }

    @Test
    void docker_and_jsec_answer_alike() throws IOException {
        List<String> lines = lines();
        assertThat(lines).hasSizeGreaterThan(LINES_LEAST);
        List<String> differences = new ArrayList<>();
        for (String line : lines) {
            Answer dockers = run(docker, DOCKER_NAME, line);
            Answer ours = run(Jsec.distribution() + "/bin/jsec", JSEC_NAME, line);
            if (dockers.exit() != ours.exit() || !dockers.out().equals(ours.out())) {
                differences.add(line + "\n  docker: " + dockers + "\n  jsec:   " + ours);
            }
        }
        assertThat(differences).isEmpty();
    }

    private static Answer run(String program, String name, String line) {
        String input = "";
        String words = line;
        if (line.startsWith("|")) {
            int end = line.indexOf('|', 1);
            input = line.substring(1, end).strip() + "\n";
            words = line.substring(end + 1);
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "-u",
                                "DOCKER_HOST",
                                "HOME=" + folder,
                                program,
                                "-H",
                                dockerd.address()));
        command.addAll(ShellWords.split("line", words.strip().replace("{}", name)));
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
            Jsec.Result result = Jsec.finish(process, input);
            return new Answer(result.exit(), masked(result.out(), name), result.err());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String masked(String out, String name) {
        String text = out.replace(name, "NAME");
        text = LONG_ID.matcher(text).replaceAll("ID");
        text = SHORT_ID.matcher(text).replaceAll("ID");
        text = TIME.matcher(text).replaceAll("TIME");
        text = AGE.matcher(text).replaceAll("AGE");
        return GAP.matcher(text).replaceAll("  ");
    }

    private static List<String> lines() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        DockerLinesE2eTest.class.getResourceAsStream("docker-lines.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
