package io.jsec.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are damaged or hostile: each is a finding or a sentence with its place, the exit code
 * is as documented, and what stands beside them is judged all the same.
 */
class BadInputTest {
    private static final String BAD = "FROM debian:12.5\nUSER root\n";
    private static final String GOOD = "FROM debian:12.5\nUSER app\n";
    private static final String RULE =
            """
            rules:
              - id: OURS-1
                kind: dockerfile
                severity: high
                title: t
                why: w
                fix: f
                deny: d.nothing == 1
            """;
    private static final String FOUND = "sub/Dockerfile JSEC-D-001";

    @TempDir Path folder = Path.of("/");

    private String standardInput = "";

    /** A target with a known finding: nothing may hide it. */
    @BeforeEach
    void stand_beside_it() throws IOException {
        file("sub/Dockerfile", BAD);
    }

    private record Run(int exit, String out, String err) {
        private JsonNode data() throws IOException {
            return new ObjectMapper().readTree(out).get("data");
        }

        /** Targets with the ids of what failed. */
        List<String> findings() throws IOException {
            List<String> all = new ArrayList<>();
            for (JsonNode each : data().get("findings")) {
                if (each.get("state").asText().equals("fail")) {
                    all.add(
                            each.get("target").get("name").asText()
                                    + " "
                                    + each.get("rule").asText());
                }
            }
            return all;
        }

        /** Places with the reasons why they are not judged. */
        List<String> unreadable() throws IOException {
            List<String> all = new ArrayList<>();
            for (JsonNode each : data().get("unreadable")) {
                JsonNode at = each.get("location");
                String place = at.get("path").asText();
                if (at.has("startLine")) {
                    place +=
                            ":" + at.get("startLine").asInt() + ":" + at.get("startColumn").asInt();
                }
                all.add(place + " " + each.get("why").asText());
            }
            return all;
        }
    }

    private Run run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CiEnvironment environment =
                new CiEnvironment(
                        Map.of("COLUMNS", "80"),
                        folder,
                        new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC),
                        false);
        int exit = new CiLine(environment).run(words);
        return new Run(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Run check() {
        Run run = run("policy", "check", "--format", "json");
        assertThat(run.err()).doesNotContain("a bug of jsec", "Exception");
        return run;
    }

    private void file(String name, String text) throws IOException {
        file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void file(String name, byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), bytes);
    }

    /** A file that has its size and no bytes on the disk. */
    private void large(String name, long size) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(size);
        }
    }

    private void unreadable(String... places) throws IOException {
        Run run = check();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.findings()).contains(FOUND);
        assertThat(run.unreadable()).hasSize(places.length);
        for (int i = 0; i < places.length; i++) {
            assertThat(run.unreadable().get(i)).startsWith(places[i]);
        }
    }

    private void problem(String name, int exit) throws IOException {
        Run run = check();
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.findings()).contains(FOUND, name + " JSEC-P-001");
        assertThat(run.unreadable()).isEmpty();
    }

    @Test
    void a_binary_dockerfile_is_a_finding() throws IOException {
        byte[] bytes = new byte[5_000];
        new Random(1).nextBytes(bytes);
        file("Dockerfile", bytes);
        problem("Dockerfile", 1);
    }

    @Test
    void a_dockerfile_with_a_nul_byte_is_a_finding() throws IOException {
        file("Dockerfile", "FROM a\0\nUSER b\n");
        problem("Dockerfile", 1);
    }

    @Test
    void dockerfiles_in_other_encodings_are_findings() throws IOException {
        for (Charset charset :
                List.of(
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16BE,
                        StandardCharsets.ISO_8859_1)) {
            file("Dockerfile", "FROM debian:12.5\nLABEL a=\u00e9\nUSER b\n".getBytes(charset));
            problem("Dockerfile", 1);
        }
    }

    @Test
    void a_byte_order_mark_and_line_ends_of_windows_change_nothing() throws IOException {
        file("Dockerfile", "\ufeffFROM debian:12.5\r\nUSER root\r\n");
        file(
                "compose.yaml",
                "\ufeffservices:\r\n  a:\r\n    image: b:1\r\n    privileged: true\r\n");
        file("daemon.json", "\ufeff{\r\n\"icc\": true\r\n}\r\n");
        file(".jsec.yaml", "\ufefffail-on: critical\r\n");
        Run run = check();
        assertThat(run.unreadable()).isEmpty();
        assertThat(run.findings())
                .contains(FOUND, "Dockerfile JSEC-D-001")
                .anyMatch(each -> each.startsWith("compose.yaml"))
                .anyMatch(each -> each.startsWith("daemon.json"));
    }

    @Test
    void documents_in_other_encodings_cannot_be_evaluated() throws IOException {
        file("compose.yaml", "services: {\u00e9: {}}\n".getBytes(StandardCharsets.ISO_8859_1));
        file("daemon.json", "{\"a\": 1}".getBytes(StandardCharsets.UTF_16));
        unreadable("compose.yaml the file is not UTF-8", "daemon.json the file is not UTF-8");
    }

    @Test
    void nul_bytes_in_documents_have_their_places() throws IOException {
        file("compose.yaml", "services:\n  a: \0\n");
        file("daemon.json", "{\n\"a\0\": 1}");
        unreadable("compose.yaml:2:6 a NUL byte", "daemon.json:2:3 a NUL byte");
    }

    @Test
    void mistakes_in_documents_have_their_places() throws IOException {
        file("compose.yaml", "services:\n  a: [\n");
        file("daemon.json", "{\n  \"icc\": tru\n}\n");
        unreadable("compose.yaml:3:1 ", "daemon.json:2:");
    }

    @Test
    void empty_documents_are_told_or_empty() throws IOException {
        file("Dockerfile", "");
        file("compose.yaml", "");
        file("daemon.json", "");
        Run run = check();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.findings()).contains(FOUND, "Dockerfile JSEC-P-001");
        assertThat(run.unreadable()).anyMatch(each -> each.startsWith("daemon.json"));
    }

    @Test
    void a_bomb_of_aliases_is_refused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i));
            bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a").append(i - 1).append("]\n");
        }
        file("compose.yaml", bomb + "services: {}\n");
        file(".jsec/waivers.yaml", bomb + "waivers: *a11\n");
        Run run = check();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.findings()).contains(FOUND);
        assertThat(run.unreadable())
                .anyMatch(each -> each.startsWith("compose.yaml:"))
                .anyMatch(each -> each.startsWith(".jsec/waivers.yaml:"));
    }

    @Test
    void documents_that_are_nested_too_deep_are_refused() throws IOException {
        file("compose.yaml", "services: " + "[".repeat(50_000));
        file("daemon.json", "[".repeat(50_000));
        unreadable("compose.yaml:", "daemon.json:");
    }

    @Test
    void an_alias_of_itself_is_refused() throws IOException {
        file("compose.yaml", "services: &a\n  b: *a\n");
        Run run = check();
        assertThat(run.findings()).contains(FOUND);
        assertThat(run.exit()).isBetween(1, 2);
    }

    @Test
    void services_that_extend_each_other_are_told_with_their_place() throws IOException {
        file("compose.yaml", "services:\n  a: {extends: b}\n  b: {extends: a}\n  c: {image: x}\n");
        Run run = check();
        assertThat(run.findings()).contains(FOUND, "compose.yaml JSEC-P-002");
        assertThat(run.out()).contains("extends goes round in a circle at");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void files_that_include_each_other_are_told() throws IOException {
        file("compose.yaml", "include: [other.yaml]\nservices: {a: {image: x}}\n");
        file("other.yaml", "include: [compose.yaml]\nservices: {b: {image: y}}\n");
        Run run = check();
        assertThat(run.findings()).contains(FOUND);
        assertThat(run.exit()).isBetween(1, 2);
    }

    @Test
    void files_of_a_hundred_megabytes_are_told_by_their_size() throws IOException {
        large("Dockerfile", 100L << 20);
        large("compose.yaml", 100L << 20);
        large("daemon.json", 3L << 30);
        unreadable(
                "Dockerfile cannot be read: the file has 104857600 bytes",
                "compose.yaml cannot be read: the file has 104857600 bytes",
                "daemon.json cannot be read: the file has 3221225472 bytes");
    }

    @Test
    void a_large_file_that_a_compose_file_names_is_not_read_whole() throws IOException {
        file("compose.yaml", "include: [big.yaml]\nservices: {a: {image: x, env_file: big.env}}\n");
        large("big.yaml", 3L << 30);
        large("big.env", 3L << 30);
        Run run = check();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.findings())
                .contains(FOUND, "compose.yaml JSEC-P-002", "compose.yaml/services/a JSEC-C-302");
        assertThat(run.out()).contains("big.yaml", "3221225472 bytes");
    }

    @Test
    void a_file_without_permission_is_not_evaluated() throws IOException {
        file("Dockerfile", GOOD);
        Path file = folder.resolve("Dockerfile");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        // Root reads everything: there is nothing to see then.
        if (!Files.isReadable(file)) {
            unreadable("Dockerfile cannot be read");
        } else {
            assertThat(check().findings()).containsExactly(FOUND);
        }
    }

    @Test
    void a_folder_that_is_called_like_a_file_is_a_folder() throws IOException {
        file("Dockerfile/compose.yaml", "services: {a: {image: x, privileged: true}}");
        Run run = check();
        assertThat(run.findings())
                .contains(FOUND)
                .anyMatch(each -> each.startsWith("Dockerfile/compose.yaml"));
    }

    @Test
    void links_out_of_the_tree_are_not_followed() throws IOException {
        Files.createSymbolicLink(folder.resolve("Dockerfile"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Run run = check();
        assertThat(run.findings()).containsOnly(FOUND);
        assertThat(run.out()).doesNotContain("root:x:0");
    }

    @Test
    void malformed_rules_of_a_user_have_their_places() throws IOException {
        file(".jsec/rules/a.yaml", RULE);
        file(".jsec/rules/b.yaml", "rules: [\n");
        file(".jsec/rules/c.yaml", new byte[] {(byte) 0xff, 0});
        Run run = check();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.findings()).contains(FOUND);
        assertThat(run.unreadable())
                .anyMatch(each -> each.startsWith(".jsec/rules/a.yaml:8:"))
                .anyMatch(each -> each.startsWith(".jsec/rules/b.yaml:"))
                .anyMatch(each -> each.startsWith(".jsec/rules/c.yaml"));
    }

    @Test
    void damaged_archives_are_problems_or_no_images() throws IOException {
        damagedArchives();
        Run run = check();
        assertThat(run.findings()).contains(FOUND);
        assertThat(run.exit()).isBetween(1, 2);
    }

    private void damagedArchives() throws IOException {
        byte[] noise = new byte[3_000];
        new Random(2).nextBytes(noise);
        file("noise.tar", noise);
        file("empty.tar", new byte[0]);
        file("zero.tar", new byte[10_240]);
        file("cut.tar.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1});
        large("large.tar", 100L << 20);
        byte[] header = new byte[512];
        byte[] name = "manifest.json".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, header, 0, name.length);
        file("header.tar", header);
    }

    @Test
    void damaged_settings_are_not_evaluated_and_hide_nothing() throws IOException {
        damagedSettings();
        Run run = check();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.findings()).contains(FOUND);
        assertThat(run.unreadable())
                .anyMatch(each -> each.startsWith(".jsec.yaml:2:"))
                .anyMatch(each -> each.startsWith(".jsec/waivers.yaml:1:"))
                .anyMatch(each -> each.startsWith(".jsec/baseline.json:1:"));
    }

    private void damagedSettings() throws IOException {
        file(".jsec.yaml", "rules: [\n");
        file(".jsec/waivers.yaml", "waivers: {a: b}\n");
        file(".jsec/baseline.json", "{");
    }

    @Test
    void damaged_files_of_git_hide_nothing() throws IOException {
        file(".git/HEAD", "\0\0");
        file(".git/config", "[core\n\trepositoryformatversion = x");
        file(".git/index", "DIRC garbage");
        Run run = check();
        assertThat(run.findings()).contains(FOUND);
        assertThat(run.exit()).isBetween(1, 2);
        Run since = run("policy", "check", "--changed-since", "HEAD");
        assertThat(since.exit()).isEqualTo(3);
        assertThat(since.err()).contains("--changed-since HEAD refused").doesNotContain("a bug");
    }

    @Test
    void standard_input_that_is_no_json_is_not_evaluated() throws IOException {
        for (String text : List.of("", "{", "[1, {}]", "nul", "\0", "\ufeff[]x")) {
            standardInput = text;
            Run run = run("audit", "--inspect", "-", "--format", "json");
            assertThat(run.exit()).as(text).isEqualTo(2);
            assertThat(run.err()).doesNotContain("a bug of jsec", "Exception");
        }
    }

    @Test
    void nothing_is_written_whatever_is_read() throws IOException {
        damagedSettings();
        damagedArchives();
        Set<String> before = files();
        check();
        run("policy", "check", "--fix", "--dry-run");
        assertThat(files()).isEqualTo(before);
    }

    private Set<String> files() throws IOException {
        Set<String> all = new TreeSet<>();
        try (var walk = Files.walk(folder)) {
            for (Path each : walk.filter(Files::isRegularFile).toList()) {
                all.add(each + " " + Files.size(each) + " " + Files.getLastModifiedTime(each));
            }
        }
        return all;
    }
}
