package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A shell pattern, with {@code *} and {@code ?}. A backslash takes the meaning of these and of
 * another backslash away; before a slash and a brace it may stand too.
 *
 * <p>It is kept as the runs of characters between its stars. Runs are found from the left, each as
 * early as can be, so that matching costs the text's length times the pattern's at most.
 */
final class ShellPattern {
    private static final int CHARACTERS_MAX = 4_096;

    /** Stands for any one character in a run; it is no character of a text. */
    private static final int ANY = -1;

    private final List<int[]> runs;
    private final boolean wellFormed;

    private ShellPattern(List<int[]> runs, boolean wellFormed) {
        this.runs = runs;
        this.wellFormed = wellFormed;
    }

    static ShellPattern of(String pattern) {
        int[] characters = pattern.codePoints().toArray();
        List<int[]> runs = new ArrayList<>();
        int[] run = new int[characters.length];
        int length = 0;
        boolean fine = true;
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            if (c == '*') {
                runs.add(Arrays.copyOf(run, length));
                length = 0;
            } else if (c == '\\') {
                i++;
                fine &= i < characters.length && "*?\\/}".indexOf(characters[i]) >= 0;
                run[length++] = i < characters.length ? characters[i] : c;
            } else {
                run[length++] = c == '?' ? ANY : c;
            }
        }
        runs.add(Arrays.copyOf(run, length));
        return new ShellPattern(runs, fine);
    }

    /** Whether nothing is escaped that needs no escape. */
    boolean wellFormed() {
        return wellFormed;
    }

    /** Without the shortest, or longest, part at its start that matches. */
    String withoutPrefix(String value, boolean longest) {
        int[] text = value.codePoints().toArray();
        int end = tooLong(text) ? -1 : end(text, 0, longest);
        return end < 0 ? value : new String(text, end, text.length - end);
    }

    /** Without the shortest, or longest, part at its end that matches. */
    String withoutSuffix(String value, boolean longest) {
        int[] text = value.codePoints().toArray();
        if (tooLong(text)) {
            return value;
        }
        List<int[]> backwards = runs.reversed().stream().map(ShellPattern::turned).toList();
        int end = new ShellPattern(backwards, wellFormed).end(turned(text), 0, longest);
        return end < 0 ? value : new String(text, 0, text.length - end);
    }

    private static int[] turned(int[] characters) {
        int[] turned = new int[characters.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = characters[characters.length - 1 - i];
        }
        return turned;
    }

    /**
     * With the first, or every, part that matches replaced; each as long as can be. An empty part
     * right behind another is none.
     */
    String replace(String value, String with, boolean all) {
        int[] text = value.codePoints().toArray();
        if (tooLong(text)) {
            return value;
        }
        StringBuilder result = new StringBuilder();
        int kept = 0;
        int at = 0;
        int last = -1;
        while (at <= text.length) {
            int start = find(text, runs.getFirst(), at);
            int end = start < 0 ? -1 : end(text, start, true);
            if (end < 0) {
                break;
            }
            boolean nothing = end == start;
            if (!nothing || start != last) {
                result.append(new String(text, kept, start - kept)).append(with);
                kept = end;
                last = end;
                if (!all) {
                    break;
                }
            }
            at = nothing ? end + 1 : end;
        }
        return result.append(new String(text, kept, text.length - kept)).toString();
    }

    private boolean tooLong(int[] text) {
        int length = runs.stream().mapToInt(run -> run.length).sum();
        return text.length > CHARACTERS_MAX || length > CHARACTERS_MAX;
    }

    /** Where the shortest, or longest, match that begins at an index ends, or -1. */
    private int end(int[] text, int from, boolean longest) {
        if (!stands(text, runs.getFirst(), from)) {
            return -1;
        }
        int at = from + runs.getFirst().length;
        for (int i = 1; i < runs.size(); i++) {
            boolean last = i == runs.size() - 1;
            int[] run = runs.get(i);
            int found = last && longest ? findLast(text, run, at) : find(text, run, at);
            if (found < 0) {
                return -1;
            }
            at = found + run.length;
        }
        return at;
    }

    private static int find(int[] text, int[] run, int from) {
        for (int i = from; i + run.length <= text.length; i++) {
            if (stands(text, run, i)) {
                return i;
            }
        }
        return -1;
    }

    private static int findLast(int[] text, int[] run, int from) {
        for (int i = text.length - run.length; i >= from; i--) {
            if (stands(text, run, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean stands(int[] text, int[] run, int at) {
        if (at + run.length > text.length) {
            return false;
        }
        for (int i = 0; i < run.length; i++) {
            if (run[i] != ANY && run[i] != text[at + i]) {
                return false;
            }
        }
        return true;
    }
}
