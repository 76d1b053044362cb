package io.jsec.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Profiles, machines and calls by chance, repeatable by their seed. */
final class RandomProfiles {
    private static final List<Long> EDGES =
            List.of(
                    0L,
                    1L,
                    2L,
                    8L,
                    0x5412L,
                    0x7fffffffL,
                    0x80000000L,
                    0xffffffffL,
                    0x100000000L,
                    0x1ffffffffL,
                    0x100000001L,
                    0x7fffffffffffffffL,
                    0x8000000000000000L,
                    0xffffffff00000000L,
                    0xffffffffffffffffL);

    private static final List<String> SOME_CAPS =
            List.of("CAP_NET_RAW", "CAP_SYS_ADMIN", "CAP_SYS_CHROOT");

    private static final List<String> SOME_ARCHES = List.of("amd64", "arm64", "s390x", "x86");

    private final Random random;
    private final List<String> names;

    RandomProfiles(long seed) {
        random = new Random(seed);
        List<String> all = new ArrayList<>(new TreeSet<>(SyscallTable.allNames()));
        java.util.Collections.shuffle(all, random);
        // Few names, so that several rules meet on one call.
        names = all.subList(0, 1 + random.nextInt(40));
    }

    SeccompProfile profile() {
        return profileOf(random.nextInt(30));
    }

    SeccompProfile profileOf(int count) {
        List<SyscallRule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rules.add(rule());
        }
        return new SeccompProfile(action(), List.of(), List.of(), Set.of(), rules);
    }

    CompileTarget target() {
        Set<String> caps = new TreeSet<>();
        SOME_CAPS.stream().filter(cap -> random.nextBoolean()).forEach(caps::add);
        return new CompileTarget(
                pick(List.of(Architecture.values())), caps, random.nextInt(8), random.nextInt(20));
    }

    SyscallRule rule() {
        List<String> own = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            own.add(pick(names));
        }
        return new SyscallRule(
                own,
                action(),
                random.nextInt(3) == 0 ? List.of() : conditions(),
                random.nextInt(4) == 0 ? filter() : RuleFilter.NONE,
                random.nextInt(4) == 0 ? filter() : RuleFilter.NONE,
                random.nextBoolean() ? "" : "because \"of\" \\ \n line " + random.nextInt());
    }

    SeccompAction action() {
        SeccompAction.Kind kind = pick(List.of(SeccompAction.Kind.values()));
        return switch (kind) {
            case ERRNO -> new SeccompAction(kind, pick(List.of(0, 1, 38, 93, 4095)));
            case TRACE -> new SeccompAction(kind, pick(List.of(0, 1, 65535)));
            default -> new SeccompAction(kind, 0);
        };
    }

    /** A value, often one the profile's conditions are sensitive to. */
    long value(List<Long> hot) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> pick(EDGES);
            case 2 -> random.nextInt(100);
            default -> {
                if (hot.isEmpty()) {
                    yield pick(EDGES);
                }
                long near = pick(hot);
                yield switch (random.nextInt(6)) {
                    case 0 -> near + 1;
                    case 1 -> near - 1;
                    case 2 -> near ^ (1L << random.nextInt(64));
                    case 3 -> near & 0xffffffffL;
                    default -> near;
                };
            }
        };
    }

    SeccompData data(SeccompProfile profile, CompileTarget target) {
        List<Long> hot =
                profile.syscalls().stream()
                        .flatMap(rule -> rule.args().stream())
                        .flatMap(arg -> List.of(arg.value(), arg.valueTwo()).stream())
                        .toList();
        List<Long> args = new ArrayList<>();
        for (int i = 0; i < ArgCondition.ARGS_MAX; i++) {
            args.add(value(hot));
        }
        int arch =
                random.nextInt(50) == 0
                        ? pick(List.of(0x40000003, 0xc000003e, 0xc00000b7, 0))
                        : target.architecture().auditArch();
        return new SeccompData(number(target), arch, random.nextLong(), args);
    }

    private int number(CompileTarget target) {
        int named =
                SyscallTable.of(target.architecture())
                        .number(pick(names))
                        .orElse(random.nextInt(500));
        return switch (random.nextInt(12)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(500);
            case 2 -> pick(List.of(-1, -2, 0x3fffffff, 0x40000000, 0x40000001, 0x7fffffff));
            case 3 -> named + 1;
            case 4 -> named - 1;
            default -> named;
        };
    }

    private List<ArgCondition> conditions() {
        List<ArgCondition> conditions = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        int first = random.nextInt(ArgCondition.ARGS_MAX);
        for (int i = 0; i < count; i++) {
            ComparisonOp op = pick(List.of(ComparisonOp.values()));
            long value = value(List.of());
            long valueTwo = op == ComparisonOp.MASKED_EQ ? value(List.of()) & value : 0;
            int index = (first + i) % ArgCondition.ARGS_MAX;
            conditions.add(new ArgCondition(index, op, value, valueTwo));
        }
        return conditions;
    }

    private RuleFilter filter() {
        return new RuleFilter(
                random.nextBoolean() ? List.of(pick(SOME_CAPS)) : List.of(),
                random.nextBoolean() ? List.of(pick(SOME_ARCHES), pick(SOME_ARCHES)) : List.of(),
                random.nextInt(3) == 0
                        ? Optional.of(new KernelVersion(random.nextInt(8), random.nextInt(20)))
                        : Optional.empty());
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
