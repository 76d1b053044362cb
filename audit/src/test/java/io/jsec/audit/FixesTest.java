package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.Edit;
import io.jsec.rules.Finding;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
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
        assertThat(new TextEdits("\ud83d\ude00bcde\nz").apply(edits))
                .isEqualTo("\ud83d\ude00Xde\nz\nend\n");
    }
}
