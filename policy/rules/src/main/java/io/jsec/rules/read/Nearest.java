package io.jsec.rules.read;

import java.util.Collection;
import java.util.Comparator;

/** Finds the word that was probably meant. */
public final class Nearest {
    private static final int DISTANCE_MAX = 2;

    private Nearest() {}

    /** {@code ; did you mean X}, or nothing where no word is near. */
    public static String hint(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(word, each) <= Math.min(DISTANCE_MAX, word.length() / 3))
                .min(
                        Comparator.comparingInt((String each) -> distance(word, each))
                                .thenComparing(each -> each))
                .map(each -> "; did you mean " + each)
                .orElse("");
    }

    /** How many letters are inserted, left out or replaced (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int before = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                before = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
