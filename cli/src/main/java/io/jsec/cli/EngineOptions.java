package io.jsec.cli;

import io.jsec.cli.docker.NotCarried;
import java.util.List;
import java.util.Optional;

/**
 * The options that stand before a verb of docker's.
 *
 * @param host what {@code -H} names
 * @param words the verb and what follows
 */
record EngineOptions(Optional<String> host, List<String> words) {

    /** Reads them. */
    static EngineOptions parse(List<String> typed) {
        Optional<String> host = Optional.empty();
        int at = 0;
        while (at < typed.size() && typed.get(at).startsWith("-")) {
            String word = typed.get(at++);
            if (word.equals("-H") || word.equals("--host")) {
                if (at >= typed.size()) {
                    throw CliException.refused(
                            Code.USAGE, word, "a value is missing", word + " unix:///PATH");
                }
                host = Optional.of(typed.get(at++));
            } else if (word.startsWith("--host=")) {
                host = Optional.of(word.substring("--host=".length()));
            } else if (word.startsWith("-H")) {
                host = Optional.of(word.substring(word.startsWith("-H=") ? 3 : 2));
            } else {
                throw refused(word);
            }
        }
        return new EngineOptions(host, typed.subList(at, typed.size()));
    }

    private static CliException refused(String word) {
        return NotCarried.option(word)
                .map(row ->
                        CliException.refused(
                                Code.UNSUPPORTED, row.name(), row.why(), row.instead()))
                .orElseGet(() ->
                        CliException.refused(
                                Code.USAGE,
                                "jsec " + word,
                                "there is no such option before a verb",
                                "jsec help"));
    }
}
