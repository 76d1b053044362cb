package io.jsec.rules.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.Evidence;
import io.jsec.rules.Facts;
import io.jsec.rules.Rule;
import io.jsec.rules.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rule has a fixture that breaks it, one that obeys it and one that looks like breaking it;
 * they lie in {@code fixtures/ID}, named {@code fail…}, {@code pass…} and {@code near…}.
 */
class FixturesTest {
    private static final Path FIXTURES =
            Path.of(System.getProperty("jsec.root", "../.."))
                    .resolve("policy/rules/src/test/resources/fixtures");
    private static final String EXPECT = ".expect";
    private static final List<String> KINDS = List.of("fail", "pass", "near");

    @Test
    void ids_are_unique() {
        assertThat(Catalogue.rules().stream().map(rule -> rule.card().id()).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void titles_are_unique() {
        assertThat(Catalogue.rules().stream().map(rule -> rule.card().title()).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void every_folder_of_fixtures_belongs_to_a_rule() throws IOException {
        Set<String> ids =
                Catalogue.rules().stream()
                        .map(rule -> rule.card().id())
                        .collect(Collectors.toSet());
        try (Stream<Path> folders = Files.list(FIXTURES)) {
            assertThat(folders.filter(Files::isDirectory).map(FixturesTest::name)).isSubsetOf(ids);
        }
    }

    @TestFactory
    Stream<DynamicTest> fixtures_are_judged_as_their_names_say() {
        return Catalogue.rules().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.card().id(), () -> judgeAll(rule)));
    }

    private static void judgeAll(Rule<?> rule) throws IOException {
        Path folder = FIXTURES.resolve(rule.card().id());
        assertThat(folder).isDirectory();
        List<Path> files = files(folder);
        assertThat(files.stream().map(FixturesTest::kind).collect(Collectors.toSet()))
                .as("kinds of fixtures of %s", rule.card().id())
                .containsExactlyInAnyOrderElementsOf(KINDS);
        for (Path file : files) {
            judge(rule, file);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(EXPECT)).sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String kind(Path file) {
        String name = name(file);
        return KINDS.stream().filter(name::startsWith).findFirst().orElse(name);
    }

    private static <F extends Facts> void judge(Rule<F> rule, Path file) throws IOException {
        String what = rule.card().id() + "/" + file.getFileName();
        String name = file.getFileName().toString();
        List<F> facts =
                FixtureReaders.read(name, Files.readAllBytes(file)).stream()
                        .filter(rule.subject()::isInstance)
                        .map(rule.subject()::cast)
                        .toList();
        assertThat(facts).as("%s: facts that the rule judges", what).isNotEmpty();
        List<Verdict> verdicts = facts.stream().map(rule::judge).toList();
        assertThat(verdicts).as(what).noneMatch(Verdict.Unknown.class::isInstance);
        List<Evidence> evidence = evidence(verdicts);
        if (kind(file).equals("fail")) {
            assertThat(evidence).as(what).isNotEmpty();
            expect(file, evidence);
        } else {
            assertThat(evidence).as(what).isEmpty();
        }
    }

    private static List<Evidence> evidence(List<Verdict> verdicts) {
        List<Evidence> all = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Fail fail) {
                all.addAll(fail.evidence());
            }
        }
        return all;
    }

    /** Where {@code NAME.expect} lies beside a fixture, it lists the places: line:column. */
    private static void expect(Path file, List<Evidence> evidence) throws IOException {
        Path expected = file.resolveSibling(file.getFileName() + EXPECT);
        if (Files.exists(expected)) {
            assertThat(evidence.stream().map(FixturesTest::place).toList())
                    .as(file.toString())
                    .containsExactlyInAnyOrderElementsOf(Files.readAllLines(expected));
        }
    }

    private static String place(Evidence evidence) {
        return evidence.at().startLine() + ":" + evidence.at().startColumn();
    }
}
