package io.jsec.seccomp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The decisions of a profile on one machine, as intervals of system call numbers. */
final class DecisionTable {
    private static final int ENOSYS = 38;

    /** From here on x86 numbers are those of x32, up to the last, which stands for "no call". */
    private static final int X32_BIT = 0x40000000;

    private static final int NO_CALL = -1;

    private final SeccompProfile profile;
    private final CompileTarget target;
    private final SyscallTable table;

    DecisionTable(SeccompProfile profile, CompileTarget target) {
        this.profile = profile;
        this.target = target;
        table = SyscallTable.of(target.architecture());
    }

    /**
     * Numbers from {@code first} up to the next interval's, compared without sign.
     *
     * @param first the lowest number
     * @param decision for all of them
     */
    record Interval(int first, Decision decision) {}

    /** All numbers from 0, in order; neighbours differ. */
    List<Interval> intervals() {
        List<Interval> intervals = new ArrayList<>();
        Map<Integer, List<SyscallRule>> rules = rulesByNumber();
        int newest = newest();
        for (int number = 0; number <= newest; number++) {
            List<SyscallRule> own = rules.getOrDefault(number, List.of());
            add(intervals, number, Decision.among(own, profile.defaultAction()));
        }
        Decision beyond = new Decision.Always(beyond());
        add(intervals, newest + 1, beyond);
        if (target.architecture().hasX32()) {
            add(intervals, X32_BIT, new Decision.Always(SeccompAction.KILL_PROCESS));
            add(intervals, NO_CALL, beyond);
        }
        return intervals;
    }

    /** The action for numbers nobody knew when the profile was written. */
    SeccompAction beyond() {
        return profile.defaultAction().kind() == SeccompAction.Kind.ERRNO
                ? SeccompAction.errno(ENOSYS)
                : profile.defaultAction();
    }

    /** The newest call that any rule names, whether or not the rule applies here. */
    private int newest() {
        return profile.syscalls().stream()
                .flatMap(rule -> rule.names().stream())
                .map(table::number)
                .flatMapToInt(OptionalInt::stream)
                .max()
                .orElse(table.highest());
    }

    private Map<Integer, List<SyscallRule>> rulesByNumber() {
        Map<Integer, List<SyscallRule>> rules = new HashMap<>();
        for (SyscallRule rule : profile.syscalls()) {
            if (rule.appliesTo(target)) {
                rule.names().stream()
                        .distinct()
                        .map(table::number)
                        .flatMapToInt(OptionalInt::stream)
                        .forEach(n -> rules.computeIfAbsent(n, x -> new ArrayList<>()).add(rule));
            }
        }
        return rules;
    }

    private static void add(List<Interval> intervals, int first, Decision decision) {
        if (intervals.isEmpty() || !intervals.getLast().decision().equals(decision)) {
            intervals.add(new Interval(first, decision));
        }
    }
}
