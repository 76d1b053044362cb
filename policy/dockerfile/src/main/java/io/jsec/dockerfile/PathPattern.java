package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * One pattern of a {@code .dockerignore}: {@code *} and {@code ?} within a name, {@code **} across
 * names, {@code [a-z]}, {@code [^a-z]}, and a backslash before a character that means itself.
 *
 * <p>It is matched by walking all ways through it at once, so that a path costs at most the product
 * of its length and the pattern's.
 */
final class PathPattern {
    private enum Kind {
        /** One character. */
        ONE,
        /** Characters of one name. */
        STAR,
        /** Whole names, each with the slash behind it. */
        FOLDERS,
        /** Everything. */
        ALL
    }

    /** A step, with pairs of the first and last characters that it takes, or does not. */
    private static final class Step {
        private final Kind kind;
        private final int[] ranges;
        private final boolean negated;

        Step(Kind kind, int[] ranges, boolean negated) {
            this.kind = kind;
            this.ranges = ranges;
            this.negated = negated;
        }

        boolean takes(int c) {
            for (int i = 0; i < ranges.length; i += 2) {
                if (c >= ranges[i] && c <= ranges[i + 1]) {
                    return !negated;
                }
            }
            return negated;
        }
    }

    private static final int[] SLASH = {'/', '/'};

    private final int[] pattern;
    private final List<Step> steps = new ArrayList<>();
    private boolean wild;
    private int at;

    private PathPattern(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    /** Reads a pattern, cleaned as a path; empty where it is malformed. */
    static Optional<PathPattern> of(String pattern) {
        PathPattern read = new PathPattern(pattern);
        return read.read() ? Optional.of(read) : Optional.empty();
    }

    private boolean read() {
        boolean suffix = pattern.length > 1 && pattern[0] == '*' && pattern[1] == '*';
        while (at < pattern.length) {
            int c = pattern[at];
            if (c == '*') {
                stars();
            } else if (c == '?') {
                at++;
                wild = true;
                steps.add(new Step(Kind.ONE, SLASH, true));
            } else if (c == '[') {
                wild = true;
                if (!bracket()) {
                    return false;
                }
            } else {
                if (c == '\\') {
                    at++;
                    wild = true;
                    if (at == pattern.length) {
                        return false;
                    }
                }
                one(pattern[at]);
                at++;
            }
        }
        // Two stars and plain text match any path with that end, not only whole names.
        if (suffix && !wild && steps.getFirst().kind == Kind.FOLDERS && pattern[2] != '/') {
            steps.set(0, new Step(Kind.ALL, SLASH, false));
        }
        return true;
    }

    private void one(int c) {
        steps.add(new Step(Kind.ONE, new int[] {c, c}, false));
    }

    /** A slash behind two stars belongs to them. */
    private void stars() {
        boolean first = at == 0;
        at++;
        if (at == pattern.length || pattern[at] != '*') {
            wild = true;
            steps.add(new Step(Kind.STAR, SLASH, true));
            return;
        }
        at++;
        if (at < pattern.length && pattern[at] == '/') {
            at++;
        }
        boolean last = at == pattern.length;
        wild |= !first;
        steps.add(new Step(last ? Kind.ALL : Kind.FOLDERS, SLASH, false));
    }

    private boolean bracket() {
        at++;
        boolean negated = at < pattern.length && pattern[at] == '^';
        at += negated ? 1 : 0;
        List<Integer> ranges = new ArrayList<>();
        while (ranges.isEmpty() || at >= pattern.length || pattern[at] != ']') {
            int low = inBracket();
            int high = low;
            if (at < pattern.length && pattern[at] == '-') {
                at++;
                high = inBracket();
            }
            if (low < 0 || high < 0) {
                return false;
            }
            ranges.add(low);
            ranges.add(high);
        }
        at++;
        int[] pairs = ranges.stream().mapToInt(Integer::intValue).toArray();
        steps.add(new Step(Kind.ONE, pairs, negated));
        return true;
    }

    /** One end of a range, or -1 where there is none. */
    private int inBracket() {
        if (at >= pattern.length || pattern[at] == '-' || pattern[at] == ']') {
            return -1;
        }
        if (pattern[at] == '\\') {
            at++;
            if (at >= pattern.length) {
                return -1;
            }
        }
        int c = pattern[at];
        at++;
        return c;
    }

    /** Whether it matches a path, or a folder above it. */
    boolean matches(String path) {
        int[] text = path.codePoints().toArray();
        BitSet reached = new BitSet();
        reach(reached, 0);
        for (int i = 0; i < text.length && !reached.isEmpty(); i++) {
            if (i > 0 && text[i] == '/' && reached.get(steps.size())) {
                return true;
            }
            reached = after(reached, text[i]);
        }
        return reached.get(steps.size());
    }

    /** A step that needs no character is passed at once. */
    private void reach(BitSet reached, int step) {
        int to = step;
        while (!reached.get(to)) {
            reached.set(to);
            if (to == steps.size() || steps.get(to).kind == Kind.ONE) {
                return;
            }
            to++;
        }
    }

    /**
     * The steps that are reached behind one more character. Within whole names the way goes on only
     * behind a slash; until then it waits in the upper half.
     */
    private BitSet after(BitSet reached, int c) {
        BitSet next = new BitSet();
        int waiting = steps.size() + 1;
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            if (i == steps.size()) {
                continue;
            }
            int step = i >= waiting ? i - waiting : i;
            switch (steps.get(step).kind) {
                case ONE -> {
                    if (steps.get(step).takes(c)) {
                        reach(next, step + 1);
                    }
                }
                case STAR -> {
                    if (c != '/') {
                        reach(next, step);
                    }
                }
                case ALL -> reach(next, step);
                case FOLDERS -> {
                    next.set(step + waiting);
                    if (c == '/') {
                        reach(next, step + 1);
                    }
                }
            }
        }
        return next;
    }
}
