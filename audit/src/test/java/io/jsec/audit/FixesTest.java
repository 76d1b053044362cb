package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.Edit;
import io.jsec.rules.Fact;
import io.jsec.rules.Finding;
import io.jsec.rules.HostFacts;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixesTest {
    private static final String BAD =
            "FROM debian:12.5\r\n# why\r\nMAINTAINER me\r\nRUN apt update # x\r\nADD a "
                    + "/a\r\nUSER app\r\n";

    @TempDir Path folder = Path.of("/");

    private PolicyCheck.Outcome check() {
        return PolicyCheck.run(
                PolicyCheck.Request.of(folder), Catalogue.rules(), Clock.systemUTC(), "1");
    }

    private Fixes fixes() {
        return Fixes.of(check(), Catalogue.rules());
    }

    @Test
    void comments_order_and_line_ends_stay() throws IOException {
        Path file = Files.writeString(folder.resolve("Dockerfile"), BAD);
        assertThat(fixes().write())
                .containsExactly("mended: Dockerfile, before: Dockerfile.jsec-bak");
        assertThat(file)
                .hasContent(
                        BAD.replace(
                                        "MAINTAINER me",
                                        "LABEL org.opencontainers.image.authors=\"me\"")
                                .replace("apt update", "apt-get update")
                                .replace("ADD", "COPY"));
        assertThat(folder.resolve("Dockerfile.jsec-bak")).hasContent(BAD);
        assertThat(check().result().in(Finding.State.FAIL))
                .extracting(finding -> finding.card().id())
                .doesNotContain("JSEC-D-009", "JSEC-D-010", "JSEC-D-038");
    }

    @Test
    void options_are_added_where_a_script_calls_a_package_manager() throws IOException {
        String bad =
                """
                FROM alpine:3.20
                RUN apk add curl \\
                    # the language
                    python3
                RUN python3 -m pip install flask==3.0.0
                FROM debian:12
                RUN <<EOF
                apt-get update
                apt-get install curl
                EOF
                RUN sudo dnf install httpd && zypper in vim
                RUN ["apt-get", "install", "wget"]
                RUN apt-get "install" jq
                """;
        Path file = Files.writeString(folder.resolve("Dockerfile"), bad);
        fixes().write();
        assertThat(file)
                .hasContent(
                        bad.replace("apk add curl", "apk add --no-cache curl")
                                .replace("pip install flask", "pip install --no-cache-dir flask")
                                .replace("apt-get install curl", "apt-get install -y curl")
                                .replace("dnf install httpd", "dnf install -y httpd")
                                .replace("zypper in vim", "zypper in --no-confirm vim"));
    }

    @Test
    void the_diff_shows_what_changes_and_writes_nothing() throws IOException {
        Path file = Files.writeString(folder.resolve("Dockerfile"), BAD);
        assertThat(fixes().diff())
                .startsWith("--- a/Dockerfile\n+++ b/Dockerfile\n@@ ")
                .contains("-ADD a /a", "+COPY a /a");
        assertThat(file).hasContent(BAD);
        assertThat(folder.resolve("Dockerfile.jsec-bak")).doesNotExist();
    }

    @Test
    void the_mode_of_a_file_stays() throws IOException {
        Path file = Files.writeString(folder.resolve("Dockerfile"), BAD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        fixes().write();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void a_copy_that_is_there_is_not_overwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("Dockerfile"), BAD);
        Files.writeString(folder.resolve("Dockerfile.jsec-bak"), "precious");
        assertThat(fixes().write().getFirst()).contains("is left as it is", "move it away");
        assertThat(file).hasContent(BAD);
        assertThat(folder.resolve("Dockerfile.jsec-bak")).hasContent("precious");
    }

    @Test
    void nothing_else_is_left_behind() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), BAD);
        fixes().write();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("Dockerfile", "Dockerfile.jsec-bak");
        }
    }

    @Test
    void what_changed_meanwhile_is_left_alone() throws IOException {
        Path file = Files.writeString(folder.resolve("Dockerfile"), BAD);
        Fixes fixes = fixes();
        Files.writeString(file, "FROM other:1\nUSER app\n");
        assertThat(fixes.write().getFirst()).contains("somebody else wrote it meanwhile");
        assertThat(file).hasContent("FROM other:1\nUSER app\n");
    }

    @Test
    void waived_findings_are_not_mended() throws IOException {
        String comment = "# jsec:ignore JSEC-D-009 until=2099-01-01 reason=we like it so\n";
        String text = "FROM debian:12.5\n" + comment + "MAINTAINER me\nUSER app\n";
        Files.writeString(folder.resolve("Dockerfile"), text);
        assertThat(fixes().diff()).isEmpty();
    }

    @Test
    void of_two_edits_that_overlap_the_first_counts() {
        List<Edit> edits =
                List.of(
                        new Edit.ReplaceText(new SourceLocation("f", 1, 2, 1, 4), "X"),
                        new Edit.ReplaceText(new SourceLocation("f", 1, 3, 1, 5), "Y"),
                        new Edit.InsertLines("f", 3, List.of("end")));
        assertThat(
                        new TextEdits("Dockerfile", "\ud83d\ude00bcde\nz")
                                .apply(edits.stream().map(List::of).toList()))
                .isEqualTo("\ud83d\ude00Xde\nz\nend\n");
    }

    @Test
    void the_configuration_of_the_engine_is_mended_where_it_is_safe() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("daemon.json"),
                        "{\n  \"debug\": true,\n  \"icc\": false\n}\n");
        fixes().write();
        assertThat(file)
                .hasContent(
                        "{\n  \"icc\": false,\n  \"log-opts\": {\"max-size\": \"10m\","
                                + " \"max-file\": \"3\"}\n}\n");
        assertThat(check().result().in(Finding.State.FAIL))
                .extracting(finding -> finding.card().id())
                .doesNotContain("JSEC-E-005", "JSEC-E-014");
    }

    @Test
    void opinions_are_mended_where_they_count() throws IOException {
        String text = "version: '3'\nservices:\n  web:\n    image: x:1 # why\n";
        Path file = Files.writeString(folder.resolve("compose.yaml"), text);
        assertThat(fixes().diff()).isEmpty();
        Files.writeString(folder.resolve(".jsec.yaml"), "profile: strict\n");
        fixes().write();
        assertThat(file).hasContent("services:\n  web:\n    image: x:1 # why\n    init: true\n");
    }

    @Test
    void modes_are_tightened_and_never_opened() throws IOException {
        Path key = Files.writeString(folder.resolve("key.pem"), "x");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        Target host = new Target(Target.Kind.HOST, "web1");
        Fact<String> root = Fact.of("root", SourceLocation.whole(key.toString()));
        HostFacts.HostFile found =
                new HostFacts.HostFile(
                        key.toString(),
                        HostFacts.Role.TLS_KEY,
                        Fact.of(0666, SourceLocation.whole(key.toString())),
                        root,
                        root);
        Fixes fixes = Fixes.of(live(host, found), Catalogue.rules());
        assertThat(fixes.diff()).isEqualTo("mode 0640 -> 0400 " + key + "\n");
        assertThat(fixes.write()).containsExactly("mended: mode 0640 -> 0400 " + key);
        assertThat(Files.getPosixFilePermissions(key))
                .isEqualTo(PosixFilePermissions.fromString("r--------"));
        assertThat(Fixes.of(live(host, found), Catalogue.rules()).diff()).isEmpty();
    }

    private static LiveAudit.Outcome live(Target host, HostFacts.HostFile file) {
        LiveAudit.Request request =
                new LiveAudit.Request(
                        "web1",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true);
        return new LiveAudit(request, Catalogue.rules())
                .judge(List.of(facts(host, file)), List.of(), List.of(), Clock.systemUTC(), "1");
    }

    private static HostFacts facts(Target host, HostFacts.HostFile file) {
        SourceLocation whole = SourceLocation.whole("host");
        Fact<List<Located<String>>> none = Fact.of(List.of(), whole);
        return new HostFacts(
                host,
                whole,
                Map.of(),
                none,
                Fact.of(Map.of(), whole),
                Set.of(),
                none,
                none,
                List.of(),
                Fact.of(List.of(), whole),
                List.of(),
                Fact.of(List.of(), whole),
                none,
                List.of(file));
    }
}
