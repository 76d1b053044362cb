package io.jsec.seccomp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program before its instructions have places: nodes that name their successors.
 *
 * <p>Equal nodes are one node, so returns and common tails exist once. A node's successors are made
 * before it, hence there is no cycle.
 */
final class BpfGraph {
    private static final int NODES_MAX = 8 * Bpf.INSTRUCTIONS_MAX;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> numbers = new HashMap<>();

    /**
     * An instruction.
     *
     * @param code the operation
     * @param k the operand
     * @param onTrue the successor; of a conditional jump, the one when the condition holds
     * @param onFalse a conditional jump's other successor, else the same
     */
    record Node(int code, int k, int onTrue, int onFalse) {}

    Node node(int number) {
        return nodes.get(number);
    }

    int returns(SeccompAction action) {
        return add(new Node(Bpf.RETURN, action.returnValue(), 0, 0));
    }

    int load(int offset, int next) {
        return add(new Node(Bpf.LOAD, offset, next, next));
    }

    int and(int mask, int next) {
        return add(new Node(Bpf.AND, mask, next, next));
    }

    int test(int code, int k, int onTrue, int onFalse) {
        return onTrue == onFalse ? onTrue : add(new Node(code, k, onTrue, onFalse));
    }

    /** Loads a word and tests it as it is; a successor that loads the same word need not. */
    int loadAndTest(int offset, int code, int k, int onTrue, int onFalse) {
        int test = test(code, k, loaded(offset, onTrue), loaded(offset, onFalse));
        // Without a test left, a successor which counted on the word would not find it.
        return onTrue == onFalse ? onTrue : load(offset, test);
    }

    /** Where to go on from a node when A already holds the word at this offset. */
    private int loaded(int offset, int number) {
        Node node = nodes.get(number);
        return node.code == Bpf.LOAD && node.k == offset ? node.onTrue : number;
    }

    /** The nodes reachable from one, each before its successors, the false branch next to it. */
    List<Integer> orderFrom(int root) {
        List<Integer> finished = new ArrayList<>();
        boolean[] seen = new boolean[nodes.size()];
        Deque<Integer> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            int number = open.peek();
            Node node = nodes.get(number);
            if (!seen[number]) {
                seen[number] = true;
                if (node.code != Bpf.RETURN) {
                    // The last one pushed is finished first and so stands furthest away.
                    open.push(node.onFalse);
                    open.push(node.onTrue);
                }
            } else {
                open.pop();
                finished.add(number);
            }
        }
        return withoutRepetitions(finished);
    }

    private List<Integer> withoutRepetitions(List<Integer> finished) {
        boolean[] taken = new boolean[nodes.size()];
        List<Integer> order = new ArrayList<>();
        for (int number : finished) {
            if (!taken[number]) {
                taken[number] = true;
                order.add(number);
            }
        }
        Collections.reverse(order);
        return order;
    }

    private int add(Node node) {
        Integer known = numbers.get(node);
        if (known != null) {
            return known;
        }
        if (nodes.size() == NODES_MAX) {
            throw SeccompException.of(
                    "the profile compiles to more than %d instructions"
                            .formatted(Bpf.INSTRUCTIONS_MAX),
                    "use fewer conditions on arguments");
        }
        nodes.add(node);
        numbers.put(node, nodes.size() - 1);
        return nodes.size() - 1;
    }
}
