package io.jsec.seccomp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a filter does with one system call number. */
sealed interface Decision {
    /** The same whatever the arguments. */
    record Always(SeccompAction action) implements Decision {}

    /** The action of the first clause whose conditions all hold, else {@code otherwise}. */
    record ByArguments(List<Clause> clauses, SeccompAction otherwise) implements Decision {}

    /** An action and the conditions it needs; both lists are never empty. */
    record Clause(List<ArgCondition> conditions, SeccompAction action) {}

    /** Decides between the rules that name one call; see {@link SeccompCompiler}. */
    static Decision among(List<SyscallRule> rules, SeccompAction defaultAction) {
        List<SeccompAction> always =
                rules.stream()
                        .filter(rule -> rule.args().isEmpty())
                        .map(SyscallRule::action)
                        .filter(action -> !action.equals(defaultAction))
                        .toList();
        SeccompAction otherwise =
                always.stream()
                        .min(Comparator.comparing(SeccompAction::kind))
                        .orElse(defaultAction);
        List<Clause> clauses =
                new ArrayList<>(
                        rules.stream()
                                .filter(rule -> !rule.args().isEmpty())
                                .map(rule -> new Clause(rule.args(), rule.action()))
                                .filter(c -> always.isEmpty() || !otherwise.stricterThan(c.action))
                                .sorted(Comparator.comparing(clause -> clause.action().kind()))
                                .toList());
        while (!clauses.isEmpty() && clauses.getLast().action().equals(otherwise)) {
            clauses.removeLast();
        }
        return clauses.isEmpty()
                ? new Always(otherwise)
                : new ByArguments(List.copyOf(clauses), otherwise);
    }
}
