package io.jsec.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is odd about a profile without being wrong. */
final class ProfileWarnings {
    private static final int SHOWN_MAX = 5;

    private final SeccompProfile profile;
    private final CompileTarget target;

    ProfileWarnings(SeccompProfile profile, CompileTarget target) {
        this.profile = profile;
        this.target = target;
    }

    List<String> all() {
        List<String> warnings = new ArrayList<>();
        unknownNames(warnings);
        foreignNames(warnings);
        contradictions(warnings);
        architectures(warnings);
        return warnings;
    }

    private void unknownNames(List<String> warnings) {
        List<String> known = List.copyOf(new TreeSet<>(SyscallTable.allNames()));
        for (String name : namesOf(profile.syscalls())) {
            if (!SyscallTable.knowsName(name)) {
                warnings.add(
                        "%s is no system call of Linux 6.18 or older on any architecture: skipped;"
                                        .formatted(name)
                                + " did you mean %s?".formatted(KnownNames.nearest(name, known)));
            }
        }
    }

    private void foreignNames(List<String> warnings) {
        SyscallTable table = SyscallTable.of(target.architecture());
        List<String> foreign =
                namesOf(profile.syscalls()).stream()
                        .filter(SyscallTable::knowsName)
                        .filter(name -> table.number(name).isEmpty())
                        .toList();
        if (!foreign.isEmpty()) {
            String shown =
                    String.join(", ", foreign.subList(0, Math.min(SHOWN_MAX, foreign.size())));
            warnings.add(
                    "%d names are system calls of other architectures than %s: skipped: %s%s"
                            .formatted(
                                    foreign.size(),
                                    target.architecture(),
                                    shown,
                                    foreign.size() > SHOWN_MAX ? ", …" : ""));
        }
    }

    private void contradictions(List<String> warnings) {
        Map<String, List<SyscallRule>> byName = new TreeMap<>();
        for (SyscallRule rule : profile.syscalls()) {
            if (rule.appliesTo(target)) {
                rule.names().stream()
                        .distinct()
                        .forEach(name ->
                                byName.computeIfAbsent(name, n -> new ArrayList<>()).add(rule));
            }
        }
        byName.forEach((name, rules) -> {
            if (contradict(rules)) {
                warnings.add(
                        "%s has rules that contradict each other: the strictest that matches"
                                        .formatted(name)
                                + " wins here, other runtimes keep the first unconditional one");
            }
        });
    }

    private boolean contradict(List<SyscallRule> rules) {
        List<SyscallRule> always =
                rules.stream()
                        .filter(rule -> rule.args().isEmpty())
                        .filter(rule -> !rule.action().equals(profile.defaultAction()))
                        .toList();
        return !always.isEmpty()
                && rules.stream().anyMatch(r -> !r.action().equals(always.getFirst().action()));
    }

    private void architectures(List<String> warnings) {
        for (String architecture : profile.architectures()) {
            if (!architecture.equals(target.architecture().ociName())) {
                warnings.add(
                        "%s is listed in \"architectures\": its calls end the process on %s"
                                .formatted(architecture, target.architecture()));
            }
        }
    }

    private static SortedSet<String> namesOf(List<SyscallRule> rules) {
        SortedSet<String> names = new TreeSet<>();
        rules.forEach(rule -> names.addAll(rule.names()));
        return names;
    }
}
