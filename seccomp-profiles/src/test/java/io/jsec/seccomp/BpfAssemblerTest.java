package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs become programs whose every jump arrives. */
class BpfAssemblerTest {
    private static final SeccompAction YES = SeccompAction.ALLOW;
    private static final SeccompAction NO = SeccompAction.errno(1);
    private static final int FIRST = 1000;

    @Test
    void equal_returns_are_one_instruction() {
        BpfGraph graph = new BpfGraph();
        int one = graph.test(Bpf.JEQ, 1, graph.returns(YES), graph.returns(NO));
        int two = graph.test(Bpf.JEQ, 2, graph.returns(YES), one);
        BpfProgram program = BpfAssembler.assemble(graph, graph.load(Bpf.NR_OFFSET, two));
        assertThat(program.size()).isEqualTo(5);
        assertThat(run(program, 1)).isEqualTo(YES);
        assertThat(run(program, 2)).isEqualTo(YES);
        assertThat(run(program, 3)).isEqualTo(NO);
    }

    @Test
    void a_test_with_one_outcome_is_no_instruction() {
        BpfGraph graph = new BpfGraph();
        int yes = graph.returns(YES);
        assertThat(graph.test(Bpf.JEQ, 1, yes, yes)).isEqualTo(yes);
        assertThat(graph.loadAndTest(Bpf.NR_OFFSET, Bpf.JEQ, 1, yes, yes)).isEqualTo(yes);
    }

    @Test
    void a_word_that_is_loaded_is_not_loaded_again() {
        BpfGraph graph = new BpfGraph();
        int yes = graph.returns(YES);
        int next = graph.loadAndTest(Bpf.low(1), Bpf.JEQ, 2, yes, graph.returns(NO));
        int root = graph.loadAndTest(Bpf.low(1), Bpf.JEQ, 1, yes, next);
        BpfProgram program = BpfAssembler.assemble(graph, root);
        assertThat(program.instructions().stream().filter(i -> i.code() == Bpf.LOAD)).hasSize(1);
        assertThat(program.size()).isEqualTo(5);
    }

    @Test
    void another_word_is_loaded() {
        BpfGraph graph = new BpfGraph();
        int yes = graph.returns(YES);
        int next = graph.loadAndTest(Bpf.high(1), Bpf.JEQ, 2, yes, graph.returns(NO));
        int root = graph.loadAndTest(Bpf.low(1), Bpf.JEQ, 1, yes, next);
        BpfProgram program = BpfAssembler.assemble(graph, root);
        assertThat(program.instructions().stream().filter(i -> i.code() == Bpf.LOAD)).hasSize(2);
    }

    @Test
    void targets_around_the_reach_of_a_jump_arrive() {
        for (int between = 245; between <= 265; between++) {
            BpfProgram program = chain(between);
            BpfVerifier.verify(program);
            assertThat(run(program, 7)).as("%d between", between).isEqualTo(YES);
            for (int i = 0; i < between; i++) {
                assertThat(run(program, FIRST + i)).isEqualTo(SeccompAction.errno(i % 2 + 2));
            }
            assertThat(run(program, 8)).isEqualTo(NO);
        }
    }

    @Test
    void a_distant_block_is_reached_by_a_jump_and_not_written_twice() {
        BpfGraph graph = new BpfGraph();
        int far = graph.loadAndTest(Bpf.low(0), Bpf.JEQ, 5, graph.returns(YES), graph.returns(NO));
        int next = far;
        for (int i = 599; i >= 0; i--) {
            next =
                    graph.test(
                            Bpf.JEQ,
                            FIRST + i,
                            i % 3 == 0 ? far : graph.returns(SeccompAction.errno(i % 7)),
                            next);
        }
        BpfProgram program = BpfAssembler.assemble(graph, graph.load(Bpf.NR_OFFSET, next));
        BpfVerifier.verify(program);
        assertThat(program.instructions().stream().filter(i -> i.code() == Bpf.LOAD)).hasSize(2);
        assertThat(program.instructions().stream().filter(i -> i.code() == Bpf.JUMP))
                .hasSizeBetween(1, 4);
        for (int i = 0; i < 600; i++) {
            SeccompData data = SeccompData.of(Architecture.X86_64, FIRST + i, 5);
            assertThat(BpfInterpreter.run(program, data))
                    .isEqualTo(i % 3 == 0 ? YES : SeccompAction.errno(i % 7));
        }
    }

    @Test
    void two_distant_targets_of_one_test_both_arrive() {
        BpfGraph graph = new BpfGraph();
        int yes = graph.loadAndTest(Bpf.low(0), Bpf.JEQ, 1, graph.returns(YES), graph.returns(NO));
        int no = graph.loadAndTest(Bpf.low(1), Bpf.JEQ, 1, graph.returns(YES), graph.returns(NO));
        int middle = graph.test(Bpf.JEQ, 1, yes, no);
        int next = middle;
        for (int i = 0; i < 300; i++) {
            next = graph.test(Bpf.JEQ, FIRST + i, graph.returns(SeccompAction.errno(i)), next);
        }
        int root = graph.load(Bpf.NR_OFFSET, graph.test(Bpf.JSET, 1, yes, next));
        int top = graph.test(Bpf.JEQ, 4, no, root);
        BpfProgram program = BpfAssembler.assemble(graph, graph.load(Bpf.ARCH_OFFSET, top));
        BpfVerifier.verify(program);
        assertThat(argument(program, 1, 1, 0)).isEqualTo(YES);
        assertThat(argument(program, 1, 0, 1)).isEqualTo(NO);
        assertThat(argument(program, 2, 0, 1)).isEqualTo(YES);
        assertThat(argument(program, 2, 1, 0)).isEqualTo(NO);
    }

    @Test
    void a_graph_that_grows_without_end_is_stopped() {
        BpfGraph graph = new BpfGraph();
        assertThatThrownBy(
                        () -> {
                            int next = graph.returns(YES);
                            for (int i = 0; i < 100_000; i++) {
                                next = graph.load(4 * (i % 16), graph.and(i, next));
                            }
                        })
                .isInstanceOf(SeccompException.class)
                .hasMessageContaining("more than 4096 instructions");
    }

    @Test
    void each_node_stands_before_its_successors() {
        BpfGraph graph = new BpfGraph();
        int yes = graph.returns(YES);
        int no = graph.returns(NO);
        int low = graph.test(Bpf.JGE, 5, yes, no);
        int high = graph.test(Bpf.JGE, 15, no, yes);
        int root = graph.test(Bpf.JGE, 10, high, low);
        List<Integer> order = graph.orderFrom(root);
        assertThat(order).containsExactlyInAnyOrder(yes, no, low, high, root);
        assertThat(order.getFirst()).isEqualTo(root);
        assertThat(order.get(1)).as("the false branch is next").isEqualTo(low);
        assertThat(order.indexOf(high)).isLessThan(order.indexOf(yes));
    }

    /** A test whose true branch lies behind so many others. */
    private static BpfProgram chain(int between) {
        BpfGraph graph = new BpfGraph();
        int last = graph.returns(NO);
        int next = graph.test(Bpf.JEQ, 9, graph.returns(SeccompAction.KILL_PROCESS), last);
        for (int i = between - 1; i >= 0; i--) {
            next =
                    graph.test(
                            Bpf.JEQ,
                            FIRST + i,
                            graph.returns(SeccompAction.errno(i % 2 + 2)),
                            next);
        }
        int root = graph.test(Bpf.JEQ, 7, graph.returns(YES), next);
        return BpfAssembler.assemble(graph, graph.load(Bpf.NR_OFFSET, root));
    }

    private static SeccompAction run(BpfProgram program, int number) {
        return BpfInterpreter.run(program, SeccompData.of(Architecture.X86_64, number));
    }

    private static SeccompAction argument(BpfProgram program, int number, long a, long b) {
        return BpfInterpreter.run(program, SeccompData.of(Architecture.X86_64, number, a, b));
    }
}
