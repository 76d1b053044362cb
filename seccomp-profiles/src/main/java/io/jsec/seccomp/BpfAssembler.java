package io.jsec.seccomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Gives the nodes of a graph their places, from the last instruction to the first: all jumps go
 * forward, so a target's place is known when a jump to it is written.
 *
 * <p>A conditional jump reaches 255 instructions. Where a target is further, an unconditional jump
 * to it is put behind the conditional one, and serves all earlier jumps. A return has no place of
 * its own: it is written behind whoever needs it and finds none near, so none is out of everyone's
 * reach.
 */
final class BpfAssembler {
    private final BpfGraph graph;
    private final List<BpfInstruction> reversed = new ArrayList<>();

    /** Index in {@link #reversed} of a node's nearest representative, -1 before there is one. */
    private final int[] places;

    private BpfAssembler(BpfGraph graph, int nodes) {
        this.graph = graph;
        places = new int[nodes];
        Arrays.fill(places, -1);
    }

    static BpfProgram assemble(BpfGraph graph, int root) {
        List<Integer> order = graph.orderFrom(root);
        BpfAssembler assembler = new BpfAssembler(graph, root + 1);
        for (int i = order.size() - 1; i >= 0; i--) {
            if (graph.node(order.get(i)).code() != Bpf.RETURN) {
                assembler.place(order.get(i));
            }
        }
        List<BpfInstruction> instructions = new ArrayList<>(assembler.reversed);
        Collections.reverse(instructions);
        if (instructions.size() > Bpf.INSTRUCTIONS_MAX) {
            throw SeccompException.of(
                    "the profile compiles to %d instructions, the kernel takes %d"
                            .formatted(instructions.size(), Bpf.INSTRUCTIONS_MAX),
                    "use fewer conditions on arguments");
        }
        return new BpfProgram(instructions);
    }

    private void place(int number) {
        BpfGraph.Node node = graph.node(number);
        if (Bpf.isConditional(node.code())) {
            bringNear(node);
            write(
                    number,
                    new BpfInstruction(
                            node.code(), skip(node.onTrue()), skip(node.onFalse()), node.k()));
            return;
        }
        if (skip(node.onTrue()) != 0) {
            relay(node.onTrue());
        }
        write(number, new BpfInstruction(node.code(), node.k()));
    }

    private void bringNear(BpfGraph.Node node) {
        // A relay for one target moves the other one away by one: look again until both are near.
        while (skip(node.onTrue()) > Bpf.SKIP_MAX || skip(node.onFalse()) > Bpf.SKIP_MAX) {
            relay(skip(node.onTrue()) > Bpf.SKIP_MAX ? node.onTrue() : node.onFalse());
        }
    }

    private void relay(int number) {
        BpfGraph.Node target = graph.node(number);
        write(
                number,
                target.code() == Bpf.RETURN
                        ? new BpfInstruction(Bpf.RETURN, target.k())
                        : new BpfInstruction(Bpf.JUMP, skip(number)));
    }

    /** How many instructions lie between the next one written and this node's representative. */
    private int skip(int number) {
        return places[number] < 0 ? Integer.MAX_VALUE : reversed.size() - 1 - places[number];
    }

    private void write(int number, BpfInstruction instruction) {
        places[number] = reversed.size();
        reversed.add(instruction);
    }
}
