package io.jsec.launch;

import java.util.List;

/** The fields of each step, in the order of the table; evaluated left to right. */
final class StepReader {
    private final PlanReader in;

    private StepReader(PlanReader in) {
        this.in = in;
    }

    static Step read(int code, PlanReader in) {
        return new StepReader(in).read(code);
    }

    private Step read(int code) {
        return switch (code) {
            case 1 -> new Step.Cgroup(in.path(), pairs(), in.small());
            case 2 -> new Step.Namespaces(in.u64());
            case 3 -> new Step.IdMap(ranges(), ranges(), in.small());
            case 4 -> new Step.Overlay(in.path(), strs(), in.str(), in.str(), in.u64());
            case 5 -> new Step.Mount(in.str(), in.str(), in.path(), in.u64(), pairs(), in.small());
            case 6 -> new Step.Bind(in.path(), in.path(), in.u64(), in.small());
            case 7 -> new Step.Device(in.str(), in.path(), in.small(), in.small());
            case 8 -> new Step.Symlink(in.path(), in.path());
            case 9 -> new Step.Directory(in.path(), in.small(), in.small(), in.small());
            case 10 -> new Step.Mask(in.path());
            case 11 -> new Step.ReadOnly(in.path());
            case 12 -> new Step.PivotRoot();
            case 13 -> new Step.Hostname(in.str(), in.str());
            case 14 -> new Step.Sysctl(in.path(), in.str(), in.small());
            case 15 -> new Step.Rlimit(in.small(), in.u64(), in.u64());
            case 16 -> new Step.Landlock(in.u64(), rules());
            case 17 -> new Step.User(in.small(), in.small(), numbers());
            case 18 -> new Step.Capabilities(in.u64(), in.u64(), in.u64(), in.u64(), in.u64());
            case 19 -> new Step.NoNewPrivs();
            case 20 -> new Step.Seccomp(filter());
            case 21 -> new Step.Stdio(in.small(), in.small(), in.small());
            case 22 -> new Step.Exec(words(), words(), in.path(), in.small());
            case 23 -> new Step.ReadOnlyRoot();
            case 24 -> new Step.OomScore(in.small());
            case 25 -> new Step.Cleanup(in.path());
            case 26 -> new Step.LoopbackUp();
            case 27 -> new Step.Join(in.str(), in.u64());
            case 28 -> new Step.AppArmor(in.str());
            case 29 -> new Step.Share(in.str(), in.u64());
            default -> throw new IllegalArgumentException("unknown step " + code);
        };
    }

    private FilterBytes filter() {
        return new FilterBytes(
                in.bytes(FilterBytes.INSTRUCTIONS_MAX * FilterBytes.INSTRUCTION_BYTES));
    }

    private List<String> strs() {
        return in.list(StepChecks.LIST_MAX, in::str);
    }

    private List<String> words() {
        return in.list(StepChecks.WORDS_MAX, in::str);
    }

    private List<Integer> numbers() {
        return in.list(StepChecks.LIST_MAX, in::small);
    }

    private List<Step.Pair> pairs() {
        return in.list(StepChecks.LIST_MAX, () -> new Step.Pair(in.str(), in.str()));
    }

    private List<IdRange> ranges() {
        return in.list(StepChecks.LIST_MAX, () -> new IdRange(in.u32(), in.u32(), in.u32()));
    }

    private List<Step.LandlockRule> rules() {
        return in.list(StepChecks.LIST_MAX, () -> new Step.LandlockRule(in.path(), in.u64()));
    }
}
