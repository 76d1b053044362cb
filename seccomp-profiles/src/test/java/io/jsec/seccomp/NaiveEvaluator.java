package io.jsec.seccomp;

import static java.util.stream.Collectors.toSet;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a profile means, said as directly as possible and without regard to speed. */
final class NaiveEvaluator {
    private final SeccompProfile profile;
    private final CompileTarget target;
    private final int newest;

    /** The rules that apply, with the numbers of the calls they name. */
    private final Map<SyscallRule, Set<Integer>> rules = new LinkedHashMap<>();

    NaiveEvaluator(SeccompProfile profile, CompileTarget target) {
        this.profile = profile;
        this.target = target;
        newest = newest();
        for (SyscallRule rule : profile.syscalls()) {
            if (applies(rule)) {
                rules.put(rule, rule.names().stream().map(this::number).collect(toSet()));
            }
        }
    }

    SeccompAction decide(SeccompData data) {
        if (data.arch() != target.architecture().auditArch()) {
            return SeccompAction.KILL_PROCESS;
        }
        if (target.architecture() == Architecture.X86_64
                && data.nr() != -1
                && (data.nr() & 0x40000000) != 0) {
            return SeccompAction.KILL_PROCESS;
        }
        if (data.nr() < 0 && target.architecture() == Architecture.X86_64 && data.nr() != -1) {
            return SeccompAction.KILL_PROCESS;
        }
        if (data.nr() < 0 || data.nr() > newest) {
            return profile.defaultAction().kind() == SeccompAction.Kind.ERRNO
                    ? SeccompAction.errno(38)
                    : profile.defaultAction();
        }
        List<SyscallRule> matching =
                rules.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(data.nr()))
                        .map(Map.Entry::getKey)
                        .filter(r -> !(r.args().isEmpty() && r.action().equals(defaultAction())))
                        .filter(rule -> rule.args().stream().allMatch(c -> holds(c, data)))
                        .toList();
        Optional<SeccompAction.Kind> strictest =
                matching.stream().map(rule -> rule.action().kind()).min(Enum::compareTo);
        if (strictest.isEmpty()) {
            return defaultAction();
        }
        List<SyscallRule> finalists =
                matching.stream().filter(r -> r.action().kind() == strictest.get()).toList();
        return finalists.stream()
                .filter(rule -> !rule.args().isEmpty())
                .findFirst()
                .orElse(finalists.getFirst())
                .action();
    }

    private SeccompAction defaultAction() {
        return profile.defaultAction();
    }

    private int number(String name) {
        return SyscallTable.of(target.architecture()).number(name).orElse(-1);
    }

    private int newest() {
        int newest = -1;
        for (SyscallRule rule : profile.syscalls()) {
            for (String name : rule.names()) {
                newest = Math.max(newest, number(name));
            }
        }
        return newest >= 0 ? newest : 469;
    }

    private boolean applies(SyscallRule rule) {
        RuleFilter in = rule.includes();
        RuleFilter ex = rule.excludes();
        String arch = target.architecture() == Architecture.X86_64 ? "amd64" : "arm64";
        for (String cap : in.caps()) {
            if (!target.capabilities().contains(cap)) {
                return false;
            }
        }
        if (!in.arches().isEmpty() && !in.arches().contains(arch)) {
            return false;
        }
        if (in.minKernel().isPresent() && !kernelIsAtLeast(in.minKernel().get())) {
            return false;
        }
        for (String cap : ex.caps()) {
            if (target.capabilities().contains(cap)) {
                return false;
            }
        }
        if (ex.arches().contains(arch)) {
            return false;
        }
        return ex.minKernel().isEmpty() || !kernelIsAtLeast(ex.minKernel().get());
    }

    private boolean kernelIsAtLeast(KernelVersion version) {
        return target.kernelMajor() > version.major()
                || (target.kernelMajor() == version.major()
                        && target.kernelMinor() >= version.minor());
    }

    static boolean holds(ArgCondition condition, SeccompData data) {
        BigInteger arg = unsigned(data.args().get(condition.index()));
        BigInteger value = unsigned(condition.value());
        int order = arg.compareTo(value);
        return switch (condition.op()) {
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case EQ -> order == 0;
            case GE -> order >= 0;
            case GT -> order > 0;
            case MASKED_EQ -> arg.and(value).equals(unsigned(condition.valueTwo()));
        };
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }
}
