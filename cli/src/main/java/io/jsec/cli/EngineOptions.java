package io.jsec.cli;

import io.jsec.cli.docker.NotCarried;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options that stand before a verb of docker's.
 *
 * @param host what {@code -H} names
 * @param tls what is said about TLS
 * @param words the verb and what follows
 */
record EngineOptions(Optional<String> host, Tls tls, List<String> words) {
    private static final Set<String> FILES = Set.of("--tlscacert", "--tlscert", "--tlskey");

    /**
     * docker's options about TLS.
     *
     * @param verify {@code --tlsverify}, true or false, where it is said
     * @param unverified {@code --tls}
     * @param files the values of {@code --tlscacert}, {@code --tlscert} and {@code --tlskey}
     */
    record Tls(Optional<Boolean> verify, boolean unverified, Map<String, String> files) {
        /** Nothing said. */
        static final Tls NONE = new Tls(Optional.empty(), false, Map.of());

        Tls {
            files = Map.copyOf(files);
        }
    }

    /** Reads them. */
    static EngineOptions parse(List<String> typed) {
        Optional<String> host = Optional.empty();
        Optional<Boolean> verify = Optional.empty();
        boolean unverified = false;
        Map<String, String> files = new HashMap<>();
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
            } else if (FILES.contains(word)) {
                if (at >= typed.size()) {
                    throw CliException.refused(
                            Code.USAGE, word, "a value is missing", word + " FILE");
                }
                files.put(word, typed.get(at++));
            } else if (FILES.contains(name(word))) {
                files.put(name(word), word.substring(word.indexOf('=') + 1));
            } else if (name(word).equals("--tlsverify")) {
                verify = Optional.of(truth(word));
            } else if (name(word).equals("--tls")) {
                unverified = truth(word);
            } else {
                throw refused(word);
            }
        }
        return new EngineOptions(
                host, new Tls(verify, unverified, files), typed.subList(at, typed.size()));
    }

    private static String name(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    /** As Go's flags read it. */
    private static boolean truth(String word) {
        int equals = word.indexOf('=');
        return switch (equals < 0 ? "true" : word.substring(equals + 1)) {
            case "true", "True", "TRUE", "t", "T", "1" -> true;
            case "false", "False", "FALSE", "f", "F", "0" -> false;
            default ->
                    throw CliException.refused(
                            Code.USAGE, word, "it is neither true nor false", name(word));
        };
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
