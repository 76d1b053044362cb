package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.Finding;
import io.jsec.rules.Severity;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tree that wants to hide something may try. */
class PolicyTrustTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
    private static final String BAD = "FROM debian:12.5\nUSER root\n";
    private static final String WAIVED =
            """
            FROM debian:12.5
            # jsec:ignore JSEC-D-001 until=2027-01-01 reason=the base needs it
            USER root
            """;

    @TempDir Path folder = Path.of("/");
    private Tree tree = new Tree(Path.of("/"));

    @BeforeEach
    void aFolder() {
        tree = new Tree(folder);
    }

    private AuditResult run(Optional<String> configFrom, Optional<String> since, String... paths) {
        PolicyCheck.Request request =
                new PolicyCheck.Request(
                        folder,
                        List.of(paths),
                        Optional.empty(),
                        true,
                        configFrom,
                        Optional.empty(),
                        since);
        return PolicyCheck.run(request, Catalogue.rules(), CLOCK, "1").result();
    }

    private AuditResult run(String... paths) {
        return run(Optional.empty(), Optional.empty(), paths);
    }

    private static List<String> targets(AuditResult result) {
        return result.targets().stream().map(target -> target.name()).toList();
    }

    private void commit() throws GitAPIException, IOException {
        GitSettings.ignoreTheUsers();
        try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setSign(false)
                    .setMessage("first")
                    .setAuthor("a", "a@example.org")
                    .setCommitter("a", "a@example.org")
                    .call();
        }
    }

    @Test
    void a_line_in_gitignore_hides_no_tracked_file() throws GitAPIException, IOException {
        tree.with("Dockerfile", BAD).with("deep/er/Dockerfile", BAD).with("deeper/Dockerfile", BAD);
        commit();
        tree.with(".gitignore", "Dockerfile\ndeep/\n").with("deep/new/Dockerfile", BAD);
        assertThat(targets(run()))
                .containsExactly("Dockerfile", "deep/er/Dockerfile", "deeper/Dockerfile");
    }

    @Test
    void a_broken_index_is_told() throws GitAPIException, IOException {
        tree.with("Dockerfile", BAD).with(".gitignore", "x/\n").with("x/Dockerfile", BAD);
        commit();
        Files.writeString(folder.resolve(".git/index"), "no index");
        AuditResult result = run();
        assertThat(targets(result)).containsExactly("Dockerfile");
        assertThat(result.notes()).singleElement().asString().startsWith("git's index cannot");
    }

    @Test
    void a_named_path_leads_through_no_link() throws IOException {
        Files.createDirectories(folder.resolve("real/sub"));
        tree.with("real/sub/Dockerfile", BAD);
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        assertThatThrownBy(() -> run("link/sub/Dockerfile"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("a symbolic link lies on the way");
        assertThatThrownBy(() -> run("link/sub"))
                .hasMessageContaining("a symbolic link lies on the way");
        assertThat(targets(run("real/sub"))).containsExactly("real/sub/Dockerfile");
    }

    @Test
    void settings_behind_a_link_are_not_read_and_not_passed_over() throws IOException {
        tree.with("Dockerfile", BAD).with("else/waivers.yaml", "waivers: []\n");
        tree.with("other.yaml", "rules: {JSEC-D-001: off}\n");
        Files.createSymbolicLink(folder.resolve(".jsec"), folder.resolve("else"));
        Files.createSymbolicLink(folder.resolve(".jsec.yaml"), folder.resolve("other.yaml"));
        AuditResult result = run();
        assertThat(result.unreadable())
                .extracting(Unreadable::why)
                .contains(
                        ".jsec.yaml is a symbolic link, which is not followed",
                        ".jsec is a symbolic link, which is not followed");
        assertThat(result.in(Finding.State.FAIL)).hasSize(1);
        assertThat(result.exit(Severity.MEDIUM, false)).isEqualTo(2);
    }

    @Test
    void settings_that_are_too_large_are_not_read() throws IOException {
        tree.with("Dockerfile", BAD).with(".jsec/baseline.json", "");
        Files.write(folder.resolve(".jsec/baseline.json"), new byte[9 * 1024 * 1024]);
        assertThat(run().unreadable())
                .singleElement()
                .extracting(Unreadable::why)
                .asString()
                .contains("more than 8388608");
    }

    @Test
    void init_writes_through_no_link() throws IOException {
        tree.with("Dockerfile", BAD);
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createSymbolicLink(folder.resolve(".jsec"), outside);
        assertThatThrownBy(() -> PolicyInit.write(folder, true, Catalogue.rules(), CLOCK, "1"))
                .hasMessageContaining(".jsec is a symbolic link");
        assertThat(outside).isEmptyDirectory();
        assertThat(folder.resolve(".jsec.yaml")).doesNotExist();
    }

    @Test
    void comments_that_waive_are_compared_with_the_commit() throws GitAPIException, IOException {
        tree.with("a/Dockerfile", WAIVED).with("b/Dockerfile", BAD).with("c/Dockerfile", WAIVED);
        commit();
        tree.with("a/Dockerfile", BAD).with("b/Dockerfile", WAIVED);
        assertThat(run(Optional.of("HEAD"), Optional.empty()).notes())
                .containsExactly(
                        "a comment that waives is removed or changed: JSEC-D-001 for a/Dockerfile"
                                + " until 2027-01-01 by the file",
                        "a comment that waives is added or changed, and holds without --no-inline:"
                                + " JSEC-D-001 for b/Dockerfile until 2027-01-01 by the file");
    }

    @Test
    void a_large_file_is_changed_and_hides_no_other() throws GitAPIException, IOException {
        tree.with("Dockerfile", BAD).with("b/Dockerfile", BAD);
        commit();
        Files.write(folder.resolve("Dockerfile"), new byte[9 * 1024 * 1024]);
        tree.with("b/Dockerfile", BAD + "RUN true\n");
        AuditResult result = run(Optional.empty(), Optional.of("HEAD"));
        assertThat(result.unreadable()).hasSize(1);
        assertThat(targets(result)).containsExactly("b/Dockerfile");
    }
}
