package io.jsec.cli;

import io.jsec.cli.docker.DockerVerb;
import io.jsec.cli.docker.Flag;
import java.util.ArrayList;
import java.util.List;

/** The options of {@code run} that ask for a container without an engine. */
final class StandaloneWords {
    private static final String STANDALONE = "--standalone";
    private static final String ROOTFS = "--rootfs";

    private StandaloneWords() {}

    /** Whether one stands among the options; what follows the image is the container's affair. */
    static boolean isAsked(DockerVerb verb, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--") || !word.startsWith("-") || word.equals("-")) {
                return false;
            }
            if (word.equals(STANDALONE) || word.equals(ROOTFS) || word.startsWith(ROOTFS + "=")) {
                return true;
            }
            if (takesNext(verb, word)) {
                i++;
            }
        }
        return false;
    }

    /** The same words for the verb that knows no engine at all. */
    static List<String> without(List<String> words) {
        List<String> rest = new ArrayList<>(words);
        int at = rest.indexOf(STANDALONE);
        if (at >= 0) {
            rest.remove(at);
        }
        return rest;
    }

    private static boolean takesNext(DockerVerb verb, String word) {
        if (word.startsWith("--")) {
            return verb.flags().stream()
                    .anyMatch(flag ->
                            flag.kind() != Flag.Kind.SWITCH && word.equals("--" + flag.name()));
        }
        for (int i = 1; i < word.length(); i++) {
            String letter = word.substring(i, i + 1);
            boolean value =
                    verb.flags().stream()
                            .anyMatch(flag ->
                                    flag.kind() != Flag.Kind.SWITCH
                                            && flag.letter().equals(letter));
            if (value) {
                return i == word.length() - 1;
            }
        }
        return false;
    }
}
