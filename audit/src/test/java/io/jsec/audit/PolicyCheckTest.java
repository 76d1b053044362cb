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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
    private static final String BAD = "FROM debian:12.5\nUSER root\n";
    private static final String GOOD = "FROM debian:12.5\nUSER app\n";

    @TempDir Path folder = Path.of("/");
    private Tree tree = new Tree(Path.of("/"));

    @BeforeEach
    void aFolder() {
        tree = new Tree(folder);
    }

    private PolicyCheck.Request request(String... paths) {
        PolicyCheck.Request all = PolicyCheck.Request.of(folder);
        return new PolicyCheck.Request(
                all.directory(),
                List.of(paths),
                all.profile(),
                all.inline(),
                all.configFrom(),
                all.locked(),
                all.changedSince());
    }

    private static AuditResult run(PolicyCheck.Request request) {
        return PolicyCheck.run(request, Catalogue.rules(), CLOCK, "1").result();
    }

    private static List<String> ids(AuditResult result, Finding.State state) {
        return result.in(state).stream().map(finding -> finding.card().id()).toList();
    }

    private static List<String> targets(AuditResult result) {
        return result.targets().stream().map(target -> target.name()).toList();
    }

    private static String waiver(String until) {
        return "waivers:\n  - {rule: JSEC-D-001, path: Dockerfile, owner: ops, reason: legacy"
                + " image, until: "
                + until
                + "}\n";
    }

    @Test
    void a_bad_file_fails_and_a_good_one_does_not() {
        tree.with("Dockerfile", BAD);
        AuditResult bad = run(request());
        assertThat(ids(bad, Finding.State.FAIL)).containsExactly("JSEC-D-001");
        assertThat(bad.exit(Severity.MEDIUM, false)).isEqualTo(1);
        tree.with("Dockerfile", GOOD);
        assertThat(run(request()).exit(Severity.MEDIUM, false)).isZero();
    }

    @Test
    void files_are_found_by_name_and_order() {
        tree.with("b/Dockerfile.prod", GOOD)
                .with("a/app.dockerfile", GOOD)
                .with("c/compose.yaml", "services: {web: {image: 'nginx:1.27'}}")
                .with("daemon.json", "{}")
                .with("Dockerfile.dockerignore", "x")
                .with("README.md", "FROM x");
        assertThat(targets(run(request())))
                .containsExactly(
                        "a/app.dockerfile",
                        "b/Dockerfile.prod",
                        "c/compose.yaml",
                        "c/compose.yaml/services/web",
                        "daemon.json");
    }

    @Test
    void what_git_ignores_is_left_out() {
        tree.with(".gitignore", "vendor/\n*.dockerfile\n")
                .with("sub/.gitignore", "!keep.dockerfile\n")
                .with("vendor/Dockerfile", BAD)
                .with("x.dockerfile", BAD)
                .with("sub/keep.dockerfile", GOOD)
                .with(".git/Dockerfile", BAD);
        assertThat(targets(run(request()))).containsExactly("sub/keep.dockerfile");
    }

    @Test
    void links_are_told_and_not_followed(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("Dockerfile"), BAD);
        Path inside = Files.createDirectories(folder.resolve("tree"));
        Files.createSymbolicLink(inside.resolve("Dockerfile"), outside.resolve("Dockerfile"));
        Files.createSymbolicLink(inside.resolve("folder"), outside);
        AuditResult result = run(PolicyCheck.Request.of(inside));
        assertThat(result.targets()).isEmpty();
        assertThat(result.notes())
                .containsExactly("Dockerfile is a symbolic link and was not followed");
    }

    @Test
    void a_folder_in_which_nobody_looked_is_not_clean() {
        String deep = "d/".repeat(65);
        tree.with("Dockerfile", GOOD).with(deep + "Dockerfile", BAD);
        AuditResult result = run(request());
        assertThat(result.unreadable())
                .extracting(each -> each.target().name() + " " + each.why())
                .containsExactly(
                        deep.substring(0, deep.length() - 1) + " lies more than 64 folders deep");
        assertThat(result.exit(Severity.MEDIUM, false)).isEqualTo(2);
    }

    @Test
    void an_override_is_read_with_the_file_that_it_overrides() {
        tree.with("compose.yaml", "services: {web: {image: 'a:1', privileged: true}}")
                .with("compose.override.yaml", "services: {web: {privileged: false}}");
        AuditResult result = run(request());
        assertThat(targets(result)).containsExactly("compose.yaml", "compose.yaml/services/web");
        assertThat(ids(result, Finding.State.FAIL)).doesNotContain("JSEC-C-502");
    }

    @Test
    void one_broken_file_hides_no_other() {
        tree.with("a/compose.yaml", "services: [\n").with("b/Dockerfile", BAD);
        AuditResult result = run(request());
        assertThat(result.unreadable()).hasSize(1);
        assertThat(result.unreadable().getFirst().at().toString()).startsWith("a/compose.yaml:2");
        assertThat(ids(result, Finding.State.FAIL)).containsExactly("JSEC-D-001");
        assertThat(result.exit(Severity.MEDIUM, false)).isEqualTo(2);
    }

    @Test
    void a_waiver_holds_until_its_last_day() {
        tree.with("Dockerfile", BAD).with(".jsec/waivers.yaml", waiver("2026-11-24"));
        assertThat(ids(run(request()), Finding.State.WAIVED)).containsExactly("JSEC-D-001");
        tree.with(".jsec/waivers.yaml", waiver("2026-11-23"));
        assertThat(ids(run(request()), Finding.State.FAIL))
                .containsExactly("JSEC-D-001", "JSEC-W-001");
    }

    @Test
    void a_waiver_that_covers_nothing_is_a_finding() {
        tree.with("Dockerfile", GOOD).with(".jsec/waivers.yaml", waiver("2027-01-01"));
        assertThat(ids(run(request()), Finding.State.FAIL)).containsExactly("JSEC-W-002");
    }

    @Test
    void a_comment_waives_the_next_instruction() {
        String comment = "# jsec:ignore JSEC-D-001 until=2027-01-01 reason=the base needs it\n";
        tree.with("Dockerfile", "FROM debian:12.5\n" + comment + "USER root\n");
        assertThat(ids(run(request()), Finding.State.WAIVED)).containsExactly("JSEC-D-001");
        PolicyCheck.Request strict =
                new PolicyCheck.Request(
                        folder,
                        List.of(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(ids(run(strict), Finding.State.FAIL)).containsExactly("JSEC-D-001");
    }

    @Test
    void a_comment_without_reason_waives_nothing_and_is_a_finding() {
        tree.with(
                "Dockerfile",
                "FROM debian:12.5\n# jsec:ignore JSEC-D-001 until=2027-01-01\nUSER root\n");
        assertThat(ids(run(request()), Finding.State.FAIL))
                .containsExactly("JSEC-D-001", "JSEC-W-003");
    }

    @Test
    void a_baseline_makes_old_findings_green_and_new_ones_red() {
        tree.with("Dockerfile", BAD);
        PolicyInit.write(folder, true, Catalogue.rules(), CLOCK, "1");
        assertThat(run(request()).exit(Severity.MEDIUM, false)).isZero();
        tree.with("Dockerfile", "FROM debian:12.5\nRUN true\n\nUSER root\n");
        assertThat(run(request()).exit(Severity.MEDIUM, false)).isZero();
        tree.with("new/Dockerfile", BAD);
        assertThat(ids(run(request()), Finding.State.FAIL)).containsExactly("JSEC-D-001");
    }

    @Test
    void init_overwrites_nothing() {
        tree.with(".jsec.yaml", "profile: strict\n").with("Dockerfile", GOOD);
        assertThat(PolicyInit.write(folder, false, Catalogue.rules(), CLOCK, "1"))
                .containsExactly("left as it is: .jsec.yaml", "written: .jsec/waivers.yaml");
        assertThat(folder.resolve(".jsec.yaml")).hasContent("profile: strict");
    }

    @Test
    void the_configuration_switches_rules_by_path() {
        tree.with("Dockerfile", BAD)
                .with("test/Dockerfile", BAD)
                .with("old/Dockerfile", BAD)
                .with(
                        ".jsec.yaml",
                        """
                        overrides:
                          - path: test/
                            rules: {JSEC-D-001: off}
                        exclude: [old/]
                        """);
        AuditResult result = run(request());
        assertThat(result.in(Finding.State.FAIL))
                .extracting(finding -> finding.target().name())
                .containsExactly("Dockerfile");
    }

    @Test
    void a_mistake_in_the_configuration_is_told_with_its_place() {
        tree.with("Dockerfile", GOOD).with(".jsec.yaml", "rules:\n  JSEC-D-999: off\n");
        AuditResult result = run(request());
        assertThat(result.unreadable().getFirst().at().toString()).isEqualTo(".jsec.yaml:2:3");
        assertThat(result.exit(Severity.MEDIUM, false)).isEqualTo(2);
    }

    @Test
    void paths_outside_the_tree_and_unknown_files_are_refused() {
        tree.with("notes.bin", "x");
        assertThatThrownBy(() -> run(request("../x")))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("lies outside");
        assertThatThrownBy(() -> run(request("missing")))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> run(request("notes.bin"))).hasMessageContaining("neither");
    }

    @Test
    void a_named_file_is_judged_whatever_its_name() {
        tree.with("image.build", BAD);
        assertThat(ids(run(request("image.build")), Finding.State.FAIL))
                .containsExactly("JSEC-D-001");
    }

    @Test
    void only_changed_files_are_judged_when_asked() throws GitAPIException, IOException {
        tree.with("same/Dockerfile", BAD).with("other/Dockerfile", GOOD);
        commit();
        tree.with("other/Dockerfile", BAD).with("new/Dockerfile", BAD);
        PolicyCheck.Request request = since("HEAD");
        assertThat(targets(run(request))).containsExactly("new/Dockerfile", "other/Dockerfile");
        assertThatThrownBy(() -> run(since("nowhere")))
                .hasMessageContaining("there is no such commit");
    }

    private PolicyCheck.Request since(String reference) {
        return new PolicyCheck.Request(
                folder,
                List.of(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.of(reference));
    }

    @Test
    void a_pull_request_cannot_waive_its_own_findings() throws GitAPIException, IOException {
        tree.with("Dockerfile", BAD);
        commit();
        tree.with(".jsec/waivers.yaml", waiver("2027-01-01"));
        PolicyCheck.Request request =
                new PolicyCheck.Request(
                        folder,
                        List.of(),
                        Optional.empty(),
                        true,
                        Optional.of("HEAD"),
                        Optional.empty(),
                        Optional.empty());
        AuditResult result = run(request);
        assertThat(ids(result, Finding.State.FAIL)).containsExactly("JSEC-D-001");
        assertThat(result.notes())
                .containsExactly(
                        "a waiver is added or changed and does not hold: JSEC-D-001 for Dockerfile"
                                + " until 2027-01-01 by ops");
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
    void a_locked_policy_holds_whatever_the_tree_says() throws IOException {
        tree.with("Dockerfile", BAD).with(".jsec.yaml", "rules: {JSEC-D-001: off}\n");
        Path locked = Files.writeString(folder.resolve("locked.conf"), "profile: standard\n");
        PolicyCheck.Request request =
                new PolicyCheck.Request(
                        folder,
                        List.of(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.of(locked),
                        Optional.empty());
        assertThat(ids(run(request), Finding.State.FAIL)).containsExactly("JSEC-D-001");
    }

    @Test
    void a_file_that_is_too_large_is_not_read() throws IOException {
        Files.write(folder.resolve("Dockerfile"), new byte[9 * 1024 * 1024]);
        assertThat(run(request()).unreadable().getFirst().why()).contains("more than 8388608");
    }

    @Test
    void each_file_is_a_step_that_is_told() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM debian:12.5\n");
        Files.writeString(folder.resolve("b.dockerfile"), "FROM debian:12.5\n");
        List<String> told = new ArrayList<>();
        PolicyCheck.run(
                PolicyCheck.Request.of(folder),
                Catalogue.rules(),
                CLOCK,
                "1",
                (what, done, all) -> told.add(what + " " + done + "/" + all));
        assertThat(told).containsExactly("Dockerfile 0/2", "b.dockerfile 1/2");
    }
}
