package io.jsec.cli;

import io.jsec.linux.ProcessEnd;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs several command lines in one process: what they load becomes the cache that jsec starts
 * with. Started by the build only.
 */
public final class Training {
    private Training() {}

    /**
     * Runs command lines, one after the other; what comes of them does not matter.
     *
     * @param args their words, with a lone {@code +} between two of them
     */
    public static void main(String[] args) {
        for (List<String> words : lines(args)) {
            Main.run(words.toArray(String[]::new));
        }
        // As a real command ends: a class that is not in the cache has every jar looked through.
        ProcessEnd.with(0);
    }

    /** The words between the separators. */
    static List<List<String>> lines(String... args) {
        List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        for (String word : args) {
            if (word.equals("+")) {
                lines.add(new ArrayList<>());
            } else {
                lines.getLast().add(word);
            }
        }
        return lines;
    }
}
