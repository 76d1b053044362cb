package io.jsec.rules.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.Framework;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every check of CIS Docker 1.6.0 that a program can carry out has a rule. */
class CisCoverageTest {
    /** How many checks each section has. */
    private static final Map<String, Integer> CHECKS =
            Map.of("1.1", 18, "2", 18, "3", 24, "4", 12, "5", 32, "7", 9);

    /** Those that ask for a person's judgement; some of them have a rule all the same. */
    private static final Set<String> MANUAL =
            Set.of(
                    "2.1", "2.8", "2.17", "4.2", "4.3", "4.4", "4.7", "4.8", "4.9", "4.10", "4.11",
                    "4.12", "5.9", "5.18", "5.19", "5.24", "5.28", "5.30", "7.4", "7.6", "7.7",
                    "7.8", "7.9");

    private static Set<String> mapped() {
        Set<String> ids = new TreeSet<>();
        Catalogue.rules().forEach(rule -> ids.addAll(rule.card().ids(Framework.CIS_1_6)));
        return ids;
    }

    private static Set<String> all() {
        Set<String> ids = new TreeSet<>(List.of("1.2.1", "1.2.2", "6.1", "6.2"));
        CHECKS.forEach((section, count) ->
                IntStream.rangeClosed(1, count).forEach(check -> ids.add(section + "." + check)));
        return ids;
    }

    @Test
    void ninety_checks_can_be_carried_out_by_a_program() {
        Set<String> automated = all();
        automated.removeAll(MANUAL);
        automated.removeAll(List.of("1.2.1", "1.2.2", "6.1", "6.2"));
        assertThat(automated).hasSize(90);
        assertThat(mapped()).containsAll(automated);
    }

    @Test
    void no_rule_names_a_check_that_there_is_not() {
        assertThat(all()).containsAll(mapped());
    }
}
