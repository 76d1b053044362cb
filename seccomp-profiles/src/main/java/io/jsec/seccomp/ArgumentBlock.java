package io.jsec.seccomp;

/** Instructions that look at a call's arguments. */
final class ArgumentBlock {
    private static final int ALL_BITS = 0xffffffff;

    private final BpfGraph graph;

    ArgumentBlock(BpfGraph graph) {
        this.graph = graph;
    }

    /** The node that decides; the last clause is written first, as every jump goes forward. */
    int write(Decision.ByArguments decision) {
        int next = graph.returns(decision.otherwise());
        for (Decision.Clause clause : decision.clauses().reversed()) {
            int matched = graph.returns(clause.action());
            for (ArgCondition condition : clause.conditions().reversed()) {
                matched = condition(condition, matched, next);
            }
            next = matched;
        }
        return next;
    }

    private int condition(ArgCondition c, int yes, int no) {
        return switch (c.op()) {
            case EQ -> equal(c, yes, no);
            case NE -> equal(c, no, yes);
            case GT -> above(c, Bpf.JGT, yes, no);
            case GE -> above(c, Bpf.JGE, yes, no);
            case LE -> above(c, Bpf.JGT, no, yes);
            case LT -> above(c, Bpf.JGE, no, yes);
            case MASKED_EQ ->
                    masked(
                            Bpf.high(c.index()),
                            upper(c.value()),
                            upper(c.valueTwo()),
                            masked(
                                    Bpf.low(c.index()),
                                    (int) c.value(),
                                    (int) c.valueTwo(),
                                    yes,
                                    no),
                            no);
        };
    }

    private int equal(ArgCondition c, int yes, int no) {
        int low = graph.loadAndTest(Bpf.low(c.index()), Bpf.JEQ, (int) c.value(), yes, no);
        return graph.loadAndTest(Bpf.high(c.index()), Bpf.JEQ, upper(c.value()), low, no);
    }

    /** Greater, or with JGE greater or equal: the upper halves decide unless they are equal. */
    private int above(ArgCondition c, int lowCode, int yes, int no) {
        int low = graph.loadAndTest(Bpf.low(c.index()), lowCode, (int) c.value(), yes, no);
        int upper = upper(c.value());
        int equal = graph.test(Bpf.JEQ, upper, low, no);
        return graph.loadAndTest(Bpf.high(c.index()), Bpf.JGT, upper, yes, equal);
    }

    private int masked(int offset, int mask, int value, int yes, int no) {
        if (mask == 0) {
            return yes;
        }
        if (mask == ALL_BITS) {
            return graph.loadAndTest(offset, Bpf.JEQ, value, yes, no);
        }
        if (value == 0) {
            return graph.loadAndTest(offset, Bpf.JSET, mask, no, yes);
        }
        int test = graph.test(Bpf.JEQ, value, yes, no);
        return yes == no ? yes : graph.load(offset, graph.and(mask, test));
    }

    private static int upper(long value) {
        return (int) (value >>> Integer.SIZE);
    }
}
