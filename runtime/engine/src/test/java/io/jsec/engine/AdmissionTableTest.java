package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.engine.AdmissionPolicy.Mode;
import io.jsec.engine.AdmissionPolicy.Preset;
import io.jsec.engine.AdmissionTable.Operation;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ExecFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table, beside the catalogue and the page that is written from it. */
class AdmissionTableTest {
    private static final Path PAGE =
            Path.of(System.getProperty("jsec.root", "../.."), "docs", "admission.md");
    private static final String BEGIN = "<!-- table -->\n";
    private static final String END = "<!-- end -->\n";

    /** Those over containers and their commands, by id. */
    private static Map<String, RuleCard> cards() {
        Map<String, RuleCard> cards = new TreeMap<>();
        Catalogue.rules().stream()
                .filter(rule ->
                        rule.subject().equals(ContainerFacts.class)
                                || rule.subject().equals(ExecFacts.class))
                .forEach(rule -> cards.put(rule.card().id(), rule.card()));
        return cards;
    }

    @Test
    void every_rule_over_containers_has_modes_or_a_reason_why_not() {
        List<String> all = new ArrayList<>(AdmissionTable.ids());
        all.addAll(AdmissionTable.reasons().keySet());

        assertThat(all).containsExactlyInAnyOrderElementsOf(cards().keySet());
    }

    @Test
    void a_row_is_judged_by_the_very_rule_of_the_catalogue() {
        for (AdmissionTable.Row row : AdmissionTable.rows()) {
            assertThat(AdmissionTable.rule(row).card()).isEqualTo(cards().get(row.rule()));
        }
    }

    @Test
    void no_preset_narrows_what_has_no_narrowing() {
        for (AdmissionTable.Row row : AdmissionTable.rows()) {
            if (row.narrowing().isEmpty()) {
                assertThat(row.modes().values()).as(row.rule()).doesNotContain(Mode.NARROW);
            }
        }
    }

    @Test
    void a_command_is_never_narrowed() {
        assertThat(AdmissionTable.rows())
                .filteredOn(row -> row.at().contains(Operation.EXEC))
                .allMatch(row -> row.narrowing().isEmpty());
    }

    @Test
    void the_preset_dev_changes_nothing_that_is_made() {
        for (AdmissionTable.Row row : AdmissionTable.rows()) {
            assertThat(row.mode(Preset.DEV)).as(row.rule()).isIn(Mode.OFF, Mode.WARN);
        }
    }

    @Test
    void presets_go_from_lax_to_strict() {
        for (AdmissionTable.Row row : AdmissionTable.rows()) {
            assertThat(row.mode(Preset.DEV))
                    .as(row.rule())
                    .isLessThanOrEqualTo(row.mode(Preset.CI));
            assertThat(row.mode(Preset.CI))
                    .as(row.rule())
                    .isLessThanOrEqualTo(row.mode(Preset.PRODUCTION));
        }
    }

    @Test
    void the_page_has_the_table() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(end).as("marks in %s", PAGE).isGreaterThanOrEqualTo(begin);
        if (Boolean.getBoolean("golden.update")) {
            page = page.substring(0, begin) + table() + page.substring(end);
            Files.writeString(PAGE, page);
            end = page.indexOf(END);
        }
        assertThat(page.substring(begin, end)).isEqualTo(table());
    }

    private static String table() {
        Map<String, RuleCard> cards = cards();
        StringBuilder text = new StringBuilder();
        text.append("| rule | what breaks it | at | narrowed to | dev | ci | production |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        for (AdmissionTable.Row row : AdmissionTable.rows()) {
            text.append("| ").append(row.rule());
            text.append(" | ").append(title(cards, row.rule()));
            text.append(" | ").append(at(row));
            text.append(" | ").append(row.narrowing().map(Narrowing::words).orElse(""));
            for (Preset preset : Preset.values()) {
                text.append(" | ").append(row.mode(preset).word());
            }
            text.append(" |\n");
        }
        text.append("\n| rule | what breaks it | why it takes no mode |\n|---|---|---|\n");
        AdmissionTable.reasons()
                .forEach((rule, why) -> {
                    text.append("| ").append(rule).append(" | ").append(title(cards, rule));
                    text.append(" | ").append(why).append(" |\n");
                });
        return text.toString();
    }

    private static String title(Map<String, RuleCard> cards, String rule) {
        return Objects.requireNonNull(cards.get(rule), rule).title();
    }

    private static String at(AdmissionTable.Row row) {
        return row.at().stream()
                .sorted()
                .map(each -> each.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
