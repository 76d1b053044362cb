package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What happens when several rules name one call. */
class DecisionTest {
    private static final SeccompAction EPERM = SeccompAction.errno(1);
    private static final SeccompAction ENOSYS = SeccompAction.errno(38);
    private static final SeccompAction ALLOW = SeccompAction.ALLOW;
    private static final SeccompAction KILL = SeccompAction.KILL_PROCESS;
    private static final SeccompAction LOG = new SeccompAction(SeccompAction.Kind.LOG, 0);

    private static final ArgCondition ONE = new ArgCondition(0, ComparisonOp.EQ, 1, 0);
    private static final ArgCondition TWO = new ArgCondition(1, ComparisonOp.EQ, 2, 0);

    @Test
    void without_rules_the_default_decides() {
        assertThat(Decision.among(List.of(), EPERM)).isEqualTo(new Decision.Always(EPERM));
    }

    @Test
    void an_unconditional_rule_replaces_the_default() {
        assertThat(decide(EPERM, rule(ALLOW))).isEqualTo(new Decision.Always(ALLOW));
    }

    @Test
    void an_unconditional_rule_that_repeats_the_default_says_nothing() {
        assertThat(decide(EPERM, rule(EPERM), rule(ALLOW, ONE)))
                .isEqualTo(byArguments(EPERM, clause(ALLOW, ONE)));
    }

    @Test
    void an_errno_other_than_the_defaults_is_no_repetition() {
        assertThat(decide(EPERM, rule(ENOSYS), rule(ALLOW, ONE)))
                .isEqualTo(new Decision.Always(ENOSYS));
    }

    @Test
    void a_conditional_allowance_opens_a_denied_call() {
        assertThat(decide(EPERM, rule(ALLOW, ONE)))
                .isEqualTo(byArguments(EPERM, clause(ALLOW, ONE)));
    }

    @Test
    void a_conditional_denial_holds_against_an_unconditional_allowance() {
        assertThat(decide(EPERM, rule(ALLOW), rule(EPERM, ONE)))
                .isEqualTo(byArguments(ALLOW, clause(EPERM, ONE)));
        assertThat(decide(EPERM, rule(EPERM, ONE), rule(ALLOW)))
                .isEqualTo(byArguments(ALLOW, clause(EPERM, ONE)));
    }

    @Test
    void a_conditional_allowance_does_not_soften_an_unconditional_denial() {
        assertThat(decide(ALLOW, rule(KILL), rule(LOG, ONE))).isEqualTo(new Decision.Always(KILL));
    }

    @Test
    void of_two_unconditional_rules_the_stricter_wins() {
        assertThat(decide(EPERM, rule(ALLOW), rule(ENOSYS))).isEqualTo(new Decision.Always(ENOSYS));
        assertThat(decide(EPERM, rule(ENOSYS), rule(ALLOW))).isEqualTo(new Decision.Always(ENOSYS));
    }

    @Test
    void of_two_equally_strict_unconditional_rules_the_first_wins() {
        SeccompAction seven = SeccompAction.errno(7);
        assertThat(decide(ALLOW, rule(seven), rule(ENOSYS))).isEqualTo(new Decision.Always(seven));
        assertThat(decide(ALLOW, rule(ENOSYS), rule(seven))).isEqualTo(new Decision.Always(ENOSYS));
    }

    @Test
    void an_equally_strict_conditional_rule_wins_over_an_unconditional_one() {
        assertThat(decide(ALLOW, rule(EPERM), rule(ENOSYS, ONE)))
                .isEqualTo(byArguments(EPERM, clause(ENOSYS, ONE)));
    }

    @Test
    void stricter_clauses_are_asked_first_and_equal_ones_in_their_order() {
        SeccompAction seven = SeccompAction.errno(7);
        assertThat(
                        decide(
                                EPERM,
                                rule(ALLOW, ONE),
                                rule(seven, ONE),
                                rule(KILL, TWO),
                                rule(ENOSYS, TWO)))
                .isEqualTo(
                        byArguments(
                                EPERM,
                                clause(KILL, TWO),
                                clause(seven, ONE),
                                clause(ENOSYS, TWO),
                                clause(ALLOW, ONE)));
    }

    @Test
    void clauses_that_change_nothing_are_dropped() {
        assertThat(decide(EPERM, rule(EPERM, ONE))).isEqualTo(new Decision.Always(EPERM));
        assertThat(decide(ALLOW, rule(ALLOW, ONE), rule(ALLOW, TWO)))
                .isEqualTo(new Decision.Always(ALLOW));
    }

    @Test
    void a_clause_that_repeats_the_default_stays_before_a_softer_one() {
        assertThat(decide(EPERM, rule(ALLOW, ONE), rule(EPERM, TWO)))
                .isEqualTo(byArguments(EPERM, clause(EPERM, TWO), clause(ALLOW, ONE)));
    }

    @Test
    void but_for_equal_strictness_the_order_of_rules_does_not_matter() {
        List<SyscallRule> rules =
                new ArrayList<>(
                        List.of(
                                rule(ALLOW),
                                rule(EPERM, ONE),
                                rule(KILL, TWO),
                                rule(LOG, ONE, TWO),
                                rule(new SeccompAction(SeccompAction.Kind.TRAP, 0), TWO)));
        Decision first = Decision.among(rules, ENOSYS);
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(rules, new Random(seed));
            assertThat(Decision.among(rules, ENOSYS)).as("seed %d", seed).isEqualTo(first);
        }
    }

    private static Decision decide(SeccompAction defaultAction, SyscallRule... rules) {
        return Decision.among(List.of(rules), defaultAction);
    }

    private static SyscallRule rule(SeccompAction action, ArgCondition... conditions) {
        return new SyscallRule(
                List.of("read"), action, List.of(conditions), RuleFilter.NONE, RuleFilter.NONE, "");
    }

    private static Decision.Clause clause(SeccompAction action, ArgCondition... conditions) {
        return new Decision.Clause(List.of(conditions), action);
    }

    private static Decision byArguments(SeccompAction otherwise, Decision.Clause... clauses) {
        return new Decision.ByArguments(List.of(clauses), otherwise);
    }
}
