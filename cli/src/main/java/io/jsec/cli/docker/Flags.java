package io.jsec.cli.docker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The options and arguments of one command line, read as docker reads them. */
final class Flags {
    private final DockerVerb verb;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();

    private Flags(DockerVerb verb) {
        this.verb = verb;
    }

    /**
     * Reads the words after a verb.
     *
     * @throws DockerException with status 125 where an option is unknown or its value none
     */
    static Flags parse(DockerVerb verb, List<String> typed) {
        Flags flags = new Flags(verb);
        int at = 0;
        while (at < typed.size()) {
            String word = typed.get(at++);
            if (word.equals("--")) {
                flags.words.addAll(typed.subList(at, typed.size()));
                break;
            }
            if (word.startsWith("--")) {
                at = flags.longName(word.substring(2), typed, at);
            } else if (word.startsWith("-") && word.length() > 1) {
                at = flags.cluster(word.substring(1), typed, at);
            } else {
                flags.words.add(word);
                if (!verb.interspersed()) {
                    flags.words.addAll(typed.subList(at, typed.size()));
                    break;
                }
            }
        }
        return flags;
    }

    private int longName(String word, List<String> typed, int at) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Flag flag = find(name).orElseThrow(() -> usage("unknown flag: --" + name));
        if (equals >= 0) {
            set(flag, word.substring(equals + 1));
            return at;
        }
        if (flag.isSwitch()) {
            set(flag, "true");
            return at;
        }
        if (at >= typed.size()) {
            throw usage("flag needs an argument: --" + name);
        }
        set(flag, typed.get(at));
        return at + 1;
    }

    private int cluster(String letters, List<String> typed, int start) {
        String rest = letters;
        while (!rest.isEmpty()) {
            String letter = rest.substring(0, 1);
            rest = rest.substring(1);
            Flag flag =
                    verb.flags().stream()
                            .filter(each -> each.letter().equals(letter))
                            .findFirst()
                            .orElseThrow(() ->
                                    usage(
                                            "unknown shorthand flag: '"
                                                    + letter
                                                    + "' in -"
                                                    + letters));
            if (rest.startsWith("=")) {
                set(flag, rest.substring(1));
                return start;
            }
            if (flag.isSwitch()) {
                set(flag, "true");
            } else if (!rest.isEmpty()) {
                set(flag, rest);
                return start;
            } else if (start >= typed.size()) {
                throw usage("flag needs an argument: '" + letter + "' in -" + letters);
            } else {
                set(flag, typed.get(start));
                return start + 1;
            }
        }
        return start;
    }

    private Optional<Flag> find(String name) {
        if (name.equals("help")) {
            return Optional.of(DockerVerb.HELP);
        }
        return verb.flags().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private void set(Flag flag, String value) {
        String stored = value;
        switch (flag.kind()) {
            case SWITCH -> stored = Boolean.toString(truth(flag, value));
            case INTEGER -> {
                if (!value.matches("[-+]?[0-9]{1,18}")) {
                    throw invalid(flag, value, "it is not a whole number");
                }
            }
            case TEXT, LIST -> {
                // Any text is one.
            }
        }
        List<String> all = values.computeIfAbsent(flag.name(), key -> new ArrayList<>());
        if (flag.kind() != Flag.Kind.LIST) {
            all.clear();
        }
        all.add(stored);
    }

    private boolean truth(Flag flag, String value) {
        return switch (value) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw invalid(flag, value, "it is neither true nor false");
        };
    }

    /** The refusal of an option's value. */
    DockerException invalid(String name, String value, String why) {
        return invalid(find(name).orElseThrow(), value, why);
    }

    private DockerException invalid(Flag flag, String value, String why) {
        return usage(
                "invalid argument \""
                        + value
                        + "\" for \""
                        + String.join(", ", flag.typed())
                        + "\" flag: "
                        + why);
    }

    private DockerException usage(String message) {
        return new DockerException(
                DockerException.ENGINE,
                message
                        + "\n\nUsage:  jsec "
                        + verb.usage()
                        + "\n\nRun 'jsec "
                        + verb.path()
                        + " --help' for more information");
    }

    /** The words that are no options. */
    List<String> words() {
        return words;
    }

    /** Whether an option was given. */
    boolean isSet(String name) {
        return values.containsKey(known(name));
    }

    /** A switch. */
    boolean on(String name) {
        return text(name).equals("true");
    }

    /** A switch that is on where nothing is said. */
    boolean onUnlessSet(String name) {
        return !isSet(name) || on(name);
    }

    /** The value of an option, or a text where it was not given. */
    String text(String name, String otherwise) {
        List<String> given = values.getOrDefault(known(name), List.of());
        return given.isEmpty() ? otherwise : given.getLast();
    }

    /** The value of an option, or nothing. */
    String text(String name) {
        return text(name, "");
    }

    /** The value of an option that takes a number. */
    long number(String name, long otherwise) {
        String value = text(name);
        return value.isEmpty() ? otherwise : Long.parseLong(value.replace("+", ""));
    }

    /** All values of an option. */
    List<String> all(String name) {
        return List.copyOf(values.getOrDefault(known(name), List.of()));
    }

    private String known(String name) {
        if (find(name).isEmpty()) {
            throw new IllegalStateException(
                    verb.path().toUpperCase(Locale.ROOT) + " has no option " + name);
        }
        return name;
    }
}
