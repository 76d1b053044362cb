package io.jsec.rules.cel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.Located;
import io.jsec.rules.Rule;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.Verdict;
import io.jsec.rules.read.DaemonReader;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserRulesTest {
    private static final SourceLocation AT = SourceLocation.whole("web");

    @TempDir Path folder;

    private static String rule(String kind, String deny, String... more) {
        return """
        rules:
          - id: ACME-C-001
            kind: %s
            severity: high
            title: The rule of a test
            why: because
            fix: do it
            deny: %s
        """
                        .formatted(kind, deny)
                + Stream.of(more).map(line -> "    " + line + "\n").reduce("", String::concat);
    }

    private static UserRules.Loaded load(String text) {
        return UserRules.load(Map.of("a.yaml", text.getBytes(UTF_8)), ExpressionCache.NONE);
    }

    private static String defect(String text) {
        UserRules.Loaded loaded = load(text);
        assertThat(loaded.rules()).isEmpty();
        assertThat(loaded.defects()).hasSize(1);
        ReadException defect = loaded.defects().getFirst();
        return defect.at() + ": " + defect.getMessage();
    }

    private static Verdict judge(String text, Facts facts) {
        UserRules.Loaded loaded = load(text);
        assertThat(loaded.defects()).isEmpty();
        return judge(loaded.rules().getFirst(), facts);
    }

    private static <F extends Facts> Verdict judge(Rule<F> rule, Facts facts) {
        return rule.judge(rule.subject().cast(facts));
    }

    private static ContainerFacts.Builder container() {
        Target target = new Target(Target.Kind.CONTAINER, "web");
        return ContainerFacts.of(target, ContainerFacts.Origin.INSPECT, AT);
    }

    private static Facts image(String name) {
        return container().set(ContainerSetting.IMAGE, Fact.of(name, AT)).build();
    }

    private static List<String> messages(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Fail.class);
        return ((Verdict.Fail) verdict).evidence().stream().map(Evidence::message).toList();
    }

    @Test
    void a_rule_judges_settings_by_their_names() {
        String text = rule("container", "'!container.image.startsWith(\"acme.example/\")'");
        assertThat(messages(judge(text, image("other.example/a:1"))))
                .containsExactly("The rule of a test");
        assertThat(judge(text, image("acme.example/a:1"))).isInstanceOf(Verdict.Pass.class);
    }

    @Test
    void a_message_may_say_what_was_found_and_where() {
        String text =
                rule(
                        "container",
                        "container.image == 'b'",
                        "message: '\"image \" + container.image'",
                        "at: image");
        assertThat(messages(judge(text, image("b")))).containsExactly("image b");
    }

    @Test
    void a_rule_says_when_it_has_something_to_say() {
        String text =
                rule("container", "container.memory == 0", "when: container.restart == 'always'");
        assertThat(judge(text, image("a"))).isInstanceOf(Verdict.NotApplicable.class);
        Facts always = container().set(ContainerSetting.RESTART, Fact.of("always", AT)).build();
        assertThat(judge(text, always)).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void what_is_not_set_is_told_from_what_is_zero() {
        String text = rule("container", "'!(\"privileged\" in container.set)'");
        assertThat(judge(text, image("a"))).isInstanceOf(Verdict.Fail.class);
        Facts set = container().set(ContainerSetting.PRIVILEGED, Fact.of(false, AT)).build();
        assertThat(judge(text, set)).isInstanceOf(Verdict.Pass.class);
    }

    @Test
    void objects_in_lists_have_fields() {
        ContainerMount mount = new ContainerMount("bind", "/etc", "/x", false, "", "", AT);
        Facts facts = container().set(ContainerSetting.MOUNTS, Fact.of(List.of(mount), AT)).build();
        String text =
                rule("container", "container.mounts.exists(m, m.source == '/etc' && !m.read_only)");
        assertThat(judge(text, facts)).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void what_is_unknown_is_never_passed() {
        String text = rule("container", "container.image == 'b'");
        Facts facts = container().set(ContainerSetting.IMAGE, Fact.unknown("no rights")).build();
        assertThat(judge(text, facts)).isEqualTo(new Verdict.Unknown("no rights"));
        String other = rule("container", "container.memory == 1");
        assertThat(judge(other, facts)).isInstanceOf(Verdict.Pass.class);
    }

    @Test
    void dockerfiles_are_judged_by_meaning() {
        byte[] file = "FROM a AS b\nRUN curl x\nFROM b\nARG U=app\nUSER ${U}\n".getBytes(UTF_8);
        Facts facts = DockerfileFacts.of("Dockerfile", file);
        assertThat(judge(rule("dockerfile", "dockerfile.user == 'app'"), facts))
                .isInstanceOf(Verdict.Fail.class);
        assertThat(
                        judge(
                                rule(
                                        "dockerfile",
                                        "dockerfile.commands.exists(c, c.program == 'curl' &&"
                                                + " c.line == 2)"),
                                facts))
                .isInstanceOf(Verdict.Fail.class);
        assertThat(
                        judge(
                                rule(
                                        "dockerfile",
                                        "dockerfile.instructions.filter(i, i.keyword == 'FROM')"
                                                + ".size() == 2"),
                                facts))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void keys_of_the_engine_have_underscores() {
        Facts facts =
                DaemonReader.read(
                        "daemon.json",
                        "{\"log-driver\": \"local\", \"log-opts\": {\"tag\": \"x\"}}"
                                .getBytes(UTF_8));
        assertThat(
                        judge(
                                rule(
                                        "daemon",
                                        "daemon.log_driver == 'local' && daemon.log_opts['tag'] =="
                                                + " 'x'"),
                                facts))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void a_field_that_does_not_exist_is_told_with_its_place() {
        assertThat(defect(rule("container", "container.privilegd")))
                .startsWith("a.yaml:8:20: deny: undefined field 'privilegd'");
    }

    @Test
    void places_in_a_block_are_those_of_the_file() {
        String text =
                rule("container", "|\n        container.privileged ||\n        container.tpy");
        assertThat(defect(text)).startsWith("a.yaml:10:18: deny: undefined field 'tpy'");
    }

    @Test
    void a_comparison_of_different_types_does_not_compile() {
        assertThat(defect(rule("container", "container.memory == 'x'")))
                .contains("a.yaml:8:", "found no matching overload");
    }

    @Test
    void an_expression_gives_a_truth_value() {
        assertThat(defect(rule("container", "container.image"))).contains("string, not bool");
        assertThat(defect(rule("container", "container.tty", "message: container.memory")))
                .contains("message: ", "int, not string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: container|kind: pod|there is no kind pod",
                "severity: high|severity: awful|there is no severity awful",
                "id: ACME-C-001|id: JSEC-C-001|ids with JSEC-",
                "id: ACME-C-001|id: x|not a rule id: x",
                "title: The rule of a test|titl: x|a rule has no key titl; did you mean title",
                "why: because|why: ''|the rule has no why",
                "deny: container.tty|deny: |the rule has no deny",
                "deny: container.tty|deny: [1]|deny takes an expression",
                "deny: container.tty|deny: container.tty )|deny: ",
                "fix: do it|at: nowhere|at: container has no field nowhere",
            })
    void what_is_wrong_with_a_rule_is_said(String right, String wrong, String message) {
        String text = rule("container", "container.tty");
        assertThat(text).contains(right);
        assertThat(defect(text.replace(right, wrong))).startsWith("a.yaml:").contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "rules: x", "other: []", "rules: [1]", "a: [", "\u0000"})
    void a_file_of_another_form_is_a_defect(String text) {
        assertThat(defect(text)).startsWith("a.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rules:", "rules: []", "# nothing"})
    void an_empty_file_has_no_rules(String text) {
        assertThat(load(text).rules()).isEmpty();
        assertThat(load(text).defects()).isEmpty();
    }

    @Test
    void one_broken_rule_file_hides_no_other() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.yaml", "rules: x".getBytes(UTF_8));
        files.put("b.yaml", rule("container", "container.tty").getBytes(UTF_8));
        UserRules.Loaded loaded = UserRules.load(files, ExpressionCache.NONE);
        assertThat(loaded.rules()).hasSize(1);
        assertThat(loaded.defects()).hasSize(1);
    }

    @Test
    void an_id_stands_once() {
        byte[] text = rule("container", "container.tty").getBytes(UTF_8);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.yaml", text);
        files.put("b.yaml", text);
        assertThat(UserRules.load(files, ExpressionCache.NONE).defects().getFirst())
                .hasMessage("the id ACME-C-001 stands twice");
    }

    @Test
    void endless_iteration_is_stopped_and_not_passed() {
        String list = "[" + "0,".repeat(29) + "0]";
        String loops =
                "'"
                        + list
                        + ".all(a, "
                        + list
                        + ".all(b, "
                        + list
                        + ".all(c, "
                        + list
                        + ".all(d, a + b + c + d == 0))))'";
        Verdict verdict = judge(rule("container", loops), image("a"));
        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
        assertThat(((Verdict.Unknown) verdict).why()).contains("cannot be evaluated");
    }

    @Test
    void patterns_that_are_too_large_are_refused() {
        String text = rule("container", "container.image.matches('(a{1,100}){1,100}')");
        UserRules.Loaded loaded = load(text);
        Verdict verdict =
                loaded.rules().isEmpty()
                        ? new Verdict.Unknown("refused before")
                        : judge(loaded.rules().getFirst(), image("a"));
        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void deep_and_long_expressions_do_not_compile() {
        assertThat(defect(rule("container", "(".repeat(400) + "true" + ")".repeat(400))))
                .contains("deny: ");
        assertThat(defect(rule("container", "true || ".repeat(2_000) + "true"))).contains("deny: ");
    }

    @Test
    void severity_and_texts_come_from_the_file() {
        Rule<?> rule = load(rule("container", "container.tty", "strict: true")).rules().getFirst();
        assertThat(rule.card().severity()).isEqualTo(Severity.HIGH);
        assertThat(rule.card().strict()).isTrue();
        assertThat(rule.card().sees()).isEqualTo("container.tty");
    }

    @Test
    void compiled_forms_are_kept_and_damaged_ones_are_made_anew() throws IOException {
        Map<String, byte[]> files =
                Map.of("a.yaml", rule("container", "container.tty").getBytes(UTF_8));
        ExpressionCache cache = ExpressionCache.in(folder.resolve("rules"));
        assertThat(UserRules.load(files, cache).rules()).hasSize(1);
        List<Path> kept;
        try (Stream<Path> list = Files.list(folder.resolve("rules"))) {
            kept = list.toList();
        }
        assertThat(kept).hasSize(1);
        byte[] good = Files.readAllBytes(kept.getFirst());
        assertThat(UserRules.load(files, cache).rules()).hasSize(1);
        Files.write(kept.getFirst(), new byte[] {1, 2, 3});
        UserRules.Loaded again = UserRules.load(files, cache);
        Facts tty = container().set(ContainerSetting.TTY, Fact.of(true, AT)).build();
        assertThat(judge(again.rules().getFirst(), tty)).isInstanceOf(Verdict.Fail.class);
        assertThat(Files.readAllBytes(kept.getFirst())).isEqualTo(good);
    }

    @Test
    void a_cache_that_cannot_be_written_changes_nothing() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Map<String, byte[]> files =
                Map.of("a.yaml", rule("container", "container.tty").getBytes(UTF_8));
        assertThat(UserRules.load(files, ExpressionCache.in(file.resolve("x"))).rules()).hasSize(1);
    }

    @Test
    void every_setting_of_containers_can_be_judged() {
        Schema<?> schema = Schemas.all().getFirst();
        assertThat(schema.types().keySet())
                .containsAll(
                        ContainerSetting.all().stream()
                                .map(ContainerSetting::settingName)
                                .toList());
    }

    @Test
    void labels_are_texts_of_name_and_value() {
        Facts facts =
                container()
                        .set(
                                ContainerSetting.LABELS,
                                Fact.of(List.of(new Located<>("team=a", AT)), AT))
                        .build();
        assertThat(
                        judge(
                                rule(
                                        "container",
                                        "'!container.labels.exists(l, l.startsWith(\"owner=\"))'"),
                                facts))
                .isInstanceOf(Verdict.Fail.class);
    }
}
