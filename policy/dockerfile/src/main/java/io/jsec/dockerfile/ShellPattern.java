package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A shell pattern, with {@code *} and {@code ?}; an escape character takes the meaning of the one
 * behind it away.
 *
 * <p>It is kept as the runs of characters between its stars. Runs are found from the left, each as
 * early as can be, so that matching costs the text's length times the pattern's at most.
 */
final class ShellPattern {
    private static final int CHARACTERS_MAX = 4_096;

    /** Stands for any one character in a run; it is no character of a text. */
    private static final int ANY = -1;

    private final List<int[]> runs;

    private ShellPattern(List<int[]> runs) {
        this.runs = runs;
    }

    static ShellPattern of(String pattern, char escape) {
        List<int[]> runs = new ArrayList<>();
        int[] run = new int[pattern.length()];
        int length = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                runs.add(Arrays.copyOf(run, length));
                length = 0;
            } else if (c == escape && i + 1 < pattern.length()) {
                i++;
                run[length++] = pattern.charAt(i);
            } else {
                run[length++] = c == '?' ? ANY : c;
            }
        }
        runs.add(Arrays.copyOf(run, length));
        return new ShellPattern(runs);
    }

    /** Without the shortest, or longest, part at its start that matches. */
    String withoutPrefix(String text, boolean longest) {
        int end = tooLong(text) ? -1 : end(text, 0, longest);
        return end < 0 ? text : text.substring(end);
    }

    /** Without the shortest, or longest, part at its end that matches. */
    String withoutSuffix(String text, boolean longest) {
        if (tooLong(text)) {
            return text;
        }
        List<int[]> backwards = new ArrayList<>();
        for (int[] run : runs.reversed()) {
            int[] turned = new int[run.length];
            for (int i = 0; i < run.length; i++) {
                turned[i] = run[run.length - 1 - i];
            }
            backwards.add(turned);
        }
        char[] turned = new char[text.length()];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = text.charAt(turned.length - 1 - i);
        }
        int end = new ShellPattern(backwards).end(new String(turned), 0, longest);
        return end < 0 ? text : text.substring(0, text.length() - end);
    }

    /** With the first, or every, part that matches replaced; each as long as can be. */
    String replace(String text, String with, boolean all) {
        boolean nothing = runs.size() == 1 && runs.getFirst().length == 0;
        if (nothing || tooLong(text)) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        int at = 0;
        boolean more = true;
        while (more && at < text.length()) {
            int start = find(text, runs.getFirst(), at);
            int end = start < 0 ? -1 : end(text, start, true);
            more = end >= 0 && all;
            if (end >= 0) {
                result.append(text, at, start).append(with);
                at = end;
            }
        }
        return result.append(text, at, text.length()).toString();
    }

    private boolean tooLong(String text) {
        int length = runs.stream().mapToInt(run -> run.length).sum();
        return text.length() > CHARACTERS_MAX || length > CHARACTERS_MAX;
    }

    /** Where the shortest, or longest, match that begins at an index ends, or -1. */
    private int end(String text, int from, boolean longest) {
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

    private static int find(String text, int[] run, int from) {
        for (int i = from; i + run.length <= text.length(); i++) {
            if (stands(text, run, i)) {
                return i;
            }
        }
        return -1;
    }

    private static int findLast(String text, int[] run, int from) {
        for (int i = text.length() - run.length; i >= from; i--) {
            if (stands(text, run, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean stands(String text, int[] run, int at) {
        if (at + run.length > text.length()) {
            return false;
        }
        for (int i = 0; i < run.length; i++) {
            if (run[i] != ANY && run[i] != text.charAt(at + i)) {
                return false;
            }
        }
        return true;
    }
}
