package io.jsec.seccomp;

import java.util.List;

/**
 * One rule of a profile: what to do with some system calls when all conditions hold.
 *
 * @param names system calls, at least one; names that the target does not have are skipped
 * @param action what to do
 * @param args conditions that must all hold, at most one per argument; none: always
 * @param includes where the rule applies
 * @param excludes where it does not, whatever {@code includes} says
 * @param comment why the rule is there; may be empty
 */
public record SyscallRule(
        List<String> names,
        SeccompAction action,
        List<ArgCondition> args,
        RuleFilter includes,
        RuleFilter excludes,
        String comment) {
    /** Copies, and refuses a rule about nothing and two conditions on one argument. */
    public SyscallRule {
        names = List.copyOf(names);
        args = List.copyOf(args);
        if (names.isEmpty()) {
            throw SeccompException.of(
                    "a rule names no system call", "name some, or remove the rule");
        }
        if (args.stream().map(ArgCondition::index).distinct().count() != args.size()) {
            // runc and crun silently read this as OR; a range would then allow everything.
            throw SeccompException.of(
                    "a rule has two conditions on one argument",
                    "write one rule for each (rules are alternatives, conditions in a rule are"
                            + " not)");
        }
    }

    boolean appliesTo(CompileTarget target) {
        return includes.includes(target) && !excludes.excludes(target);
    }
}
