package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For a file, the nearest .jsec.yaml at or above it counts, and it alone. */
class NestedConfigurationTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
    private static final String BAD = "FROM debian:12.5\nUSER root\n";

    @TempDir Path folder = Path.of("/");
    private Tree tree = new Tree(Path.of("/"));

    @BeforeEach
    void aFolder() {
        tree = new Tree(folder);
    }

    private AuditResult run(Optional<String> configFrom, Optional<Path> locked, String... paths) {
        PolicyCheck.Request request =
                new PolicyCheck.Request(
                        folder,
                        List.of(paths),
                        Optional.empty(),
                        true,
                        configFrom,
                        locked,
                        Optional.empty());
        return PolicyCheck.run(request, Catalogue.rules(), CLOCK, "1").result();
    }

    private AuditResult run(String... paths) {
        return run(Optional.empty(), Optional.empty(), paths);
    }

    /** The files in which the user is root, with the severity of the finding. */
    private static Map<String, Severity> roots(AuditResult result) {
        return result.in(Finding.State.FAIL).stream()
                .filter(finding -> finding.card().id().equals("JSEC-D-001"))
                .collect(
                        Collectors.toMap(
                                finding -> finding.target().name(),
                                finding -> finding.card().severity()));
    }

    private void commit() throws GitAPIException {
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
    void the_nearest_file_counts_alone() {
        tree.with(".jsec.yaml", "rules: {JSEC-D-001: off}")
                .with("Dockerfile", BAD)
                .with("a/Dockerfile", BAD)
                .with("a/b/.jsec.yaml", "profile: standard")
                .with("a/b/Dockerfile", BAD)
                .with("a/b/c/.jsec.yaml", "rules: {JSEC-D-001: low}")
                .with("a/b/c/d/Dockerfile", BAD);
        Map<String, Severity> roots = roots(run());
        assertThat(roots.keySet())
                .containsExactlyInAnyOrder("a/b/Dockerfile", "a/b/c/d/Dockerfile");
        assertThat(roots).containsEntry("a/b/c/d/Dockerfile", Severity.LOW);
    }

    @Test
    void it_counts_for_a_file_that_is_named_and_from_another_working_directory() {
        tree.with("a/.jsec.yaml", "rules: {JSEC-D-001: off}").with("a/b/Dockerfile", BAD);
        assertThat(roots(run("a/b/Dockerfile"))).isEmpty();
        assertThat(roots(run("a/b"))).isEmpty();
    }

    @Test
    void overrides_are_written_for_the_folder_of_their_file() {
        tree.with("a/.jsec.yaml", "overrides: [{path: /test/, rules: {JSEC-D-001: off}}]")
                .with("a/test/Dockerfile", BAD)
                .with("test/Dockerfile", BAD)
                .with("a/Dockerfile", BAD);
        assertThat(roots(run()).keySet())
                .containsExactlyInAnyOrder("test/Dockerfile", "a/Dockerfile");
    }

    @Test
    void what_is_left_out_is_written_for_the_folder_of_the_file() {
        tree.with(".jsec.yaml", "exclude: [/a/old/, z/]")
                .with("a/old/Dockerfile", BAD)
                .with("a/new/.jsec.yaml", "exclude: [/gen/]")
                .with("a/new/gen/Dockerfile", BAD)
                .with("a/new/Dockerfile", BAD)
                .with("gen/Dockerfile", BAD)
                .with("z/.jsec.yaml", "{}")
                .with("z/Dockerfile", BAD);
        assertThat(roots(run()).keySet())
                .containsExactlyInAnyOrder("a/new/Dockerfile", "gen/Dockerfile");
    }

    @Test
    void a_broken_one_is_told_and_hides_no_file() {
        tree.with("a/.jsec.yaml", "rules: {JSEC-D-001: of}\n")
                .with("b/.jsec.yaml", "fail-on: low\n")
                .with("a/Dockerfile", BAD)
                .with("b/Dockerfile", BAD);
        AuditResult result = run();
        assertThat(result.unreadable())
                .extracting(each -> each.at().toString())
                .containsExactlyInAnyOrder("a/.jsec.yaml:1:21", "b/.jsec.yaml:1:10");
        assertThat(roots(result)).hasSize(2);
        assertThat(result.exit(Severity.CRITICAL, false)).isEqualTo(2);
    }

    @Test
    void one_behind_a_link_is_not_followed() throws IOException {
        tree.with("elsewhere", "rules: {JSEC-D-001: off}").with("a/Dockerfile", BAD);
        Files.createSymbolicLink(folder.resolve("a/.jsec.yaml"), folder.resolve("elsewhere"));
        AuditResult result = run();
        assertThat(roots(result)).hasSize(1);
        assertThat(result.unreadable())
                .singleElement()
                .satisfies(each -> assertThat(each.why()).contains("symbolic link"));
    }

    @Test
    void a_locked_policy_holds_for_every_folder(@TempDir Path other) throws IOException {
        Path locked = Files.writeString(other.resolve("p.yaml"), "rules: {JSEC-D-001: high}");
        tree.with("a/.jsec.yaml", "rules: {JSEC-D-001: off}\nexclude: [x/]\nfail-on: nonsense\n")
                .with("a/Dockerfile", BAD)
                .with("a/x/Dockerfile", BAD);
        AuditResult result = run(Optional.empty(), Optional.of(locked));
        assertThat(roots(result).keySet())
                .containsExactlyInAnyOrder("a/Dockerfile", "a/x/Dockerfile");
        assertThat(result.unreadable()).isEmpty();
    }

    @Test
    void those_of_a_commit_hold_and_every_change_is_told() throws GitAPIException, IOException {
        tree.with("same/.jsec.yaml", "rules: {JSEC-D-001: low}")
                .with("changed/.jsec.yaml", "rules: {JSEC-D-001: low}")
                .with("removed/.jsec.yaml", "rules: {JSEC-D-001: off}")
                .with("removed/Dockerfile", BAD)
                .with("changed/Dockerfile", BAD)
                .with("added/Dockerfile", BAD)
                .with("same/Dockerfile", BAD);
        commit();
        tree.with("changed/.jsec.yaml", "rules: {JSEC-D-001: off}\nexclude: [Dockerfile]\n")
                .with("added/.jsec.yaml", "rules: {JSEC-D-001: off}")
                .with("same/.jsec.yaml", "# the same\nrules: {JSEC-D-001: low}\n");
        Files.delete(folder.resolve("removed/.jsec.yaml"));
        AuditResult result = run(Optional.of("HEAD"), Optional.empty());
        assertThat(result.notes())
                .containsExactlyInAnyOrder(
                        "changed/.jsec.yaml is changed and does not hold",
                        "removed/.jsec.yaml is removed and still holds",
                        "added/.jsec.yaml is added and does not hold");
        assertThat(roots(result).keySet())
                .containsExactlyInAnyOrder(
                        "changed/Dockerfile", "added/Dockerfile", "same/Dockerfile");
    }

    @Test
    void changes_are_told_where_the_policy_is_locked_too(@TempDir Path other)
            throws GitAPIException, IOException {
        Path locked = Files.writeString(other.resolve("p.yaml"), "{}");
        tree.with("a/.jsec.yaml", "rules: {JSEC-D-001: low}").with("a/Dockerfile", BAD);
        commit();
        tree.with("b/.jsec.yaml", "rules: {JSEC-D-001: off}").with("b/Dockerfile", BAD);
        AuditResult result = run(Optional.of("HEAD"), Optional.of(locked));
        assertThat(result.notes()).containsExactly("b/.jsec.yaml is added and does not hold");
        assertThat(roots(result).keySet())
                .containsExactlyInAnyOrder("a/Dockerfile", "b/Dockerfile");
    }

    @Test
    void a_broken_one_of_the_tree_counts_for_nothing_where_a_commit_holds() throws GitAPIException {
        tree.with("a/Dockerfile", BAD);
        commit();
        tree.with("a/.jsec.yaml", "nonsense");
        AuditResult result = run(Optional.of("HEAD"), Optional.empty());
        assertThat(result.unreadable()).isEmpty();
        assertThat(result.notes()).containsExactly("a/.jsec.yaml is added and does not hold");
    }
}
