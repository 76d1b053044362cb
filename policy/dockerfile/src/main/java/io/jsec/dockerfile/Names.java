package io.jsec.dockerfile;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Variables by name, in a balanced tree that is never changed: one more variable shares all but a
 * path of it, so that a file of many thousand {@code ENV}s costs no copy of all of them each.
 */
final class Names extends AbstractMap<String, Variables.Value> {
    /** No variable. */
    static final Names NONE = new Names(null);

    private record Node(
            String name,
            Variables.Value value,
            @Nullable Node left,
            @Nullable Node right,
            int height,
            int size) {}

    private final @Nullable Node root;

    private Names(@Nullable Node root) {
        this.root = root;
    }

    /** These, and one more or another value of one. */
    Names with(String name, Variables.Value value) {
        return new Names(put(root, name, value));
    }

    @Override
    public Variables.@Nullable Value get(@Nullable Object key) {
        Node at = root;
        while (at != null && key instanceof String name) {
            int order = name.compareTo(at.name());
            if (order == 0) {
                return at.value();
            }
            at = order < 0 ? at.left() : at.right();
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Map.Entry<String, Variables.Value>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Variables.Value>> iterator() {
                return new InOrder(root);
            }

            @Override
            public int size() {
                return sizeOf(root);
            }
        };
    }

    private static Node put(@Nullable Node at, String name, Variables.Value value) {
        if (at == null) {
            return node(name, value, null, null);
        }
        int order = name.compareTo(at.name());
        if (order == 0) {
            return node(name, value, at.left(), at.right());
        }
        return order < 0
                ? balanced(at, put(at.left(), name, value), at.right())
                : balanced(at, at.left(), put(at.right(), name, value));
    }

    /** A node with other children, turned where one is two levels higher than the other. */
    private static Node balanced(Node at, @Nullable Node left, @Nullable Node right) {
        if (left != null && heightOf(left) > heightOf(right) + 1) {
            Node inner = left.right();
            if (inner != null && heightOf(inner) > heightOf(left.left())) {
                Node below = with(left, left.left(), inner.left());
                return with(inner, below, with(at, inner.right(), right));
            }
            return with(left, left.left(), with(at, inner, right));
        }
        if (right != null && heightOf(right) > heightOf(left) + 1) {
            Node inner = right.left();
            if (inner != null && heightOf(inner) > heightOf(right.right())) {
                Node below = with(right, inner.right(), right.right());
                return with(inner, with(at, left, inner.left()), below);
            }
            return with(right, with(at, left, inner), right.right());
        }
        return with(at, left, right);
    }

    private static Node with(Node at, @Nullable Node left, @Nullable Node right) {
        return node(at.name(), at.value(), left, right);
    }

    private static Node node(
            String name, Variables.Value value, @Nullable Node left, @Nullable Node right) {
        int height = Math.max(heightOf(left), heightOf(right)) + 1;
        return new Node(name, value, left, right, height, sizeOf(left) + sizeOf(right) + 1);
    }

    private static int heightOf(@Nullable Node node) {
        return node == null ? 0 : node.height();
    }

    private static int sizeOf(@Nullable Node node) {
        return node == null ? 0 : node.size();
    }

    private static final class InOrder implements Iterator<Map.Entry<String, Variables.Value>> {
        private final Deque<Node> path = new ArrayDeque<>();

        InOrder(@Nullable Node root) {
            descend(root);
        }

        private void descend(@Nullable Node from) {
            for (Node at = from; at != null; at = at.left()) {
                path.push(at);
            }
        }

        @Override
        public boolean hasNext() {
            return !path.isEmpty();
        }

        @Override
        public Map.Entry<String, Variables.Value> next() {
            if (path.isEmpty()) {
                throw new NoSuchElementException();
            }
            Node at = path.pop();
            descend(at.right());
            return Map.entry(at.name(), at.value());
        }
    }
}
