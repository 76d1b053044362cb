package io.jsec.cli.docker;

import java.util.ArrayList;
import java.util.List;

/**
 * An option of a verb.
 *
 * @param name the long name without its dashes
 * @param letter the short name, or empty
 * @param kind what it takes
 * @param label what its value is called; empty for a switch
 * @param help one sentence
 */
public record Flag(String name, String letter, Kind kind, String label, String help) {
    /** What an option takes. */
    public enum Kind {
        /** Nothing, or {@code =true} and {@code =false}. */
        SWITCH,
        /** A text; the last one counts. */
        TEXT,
        /** A whole number; the last one counts. */
        INTEGER,
        /** A text each time it is given. */
        LIST
    }

    static Flag flag(String names, String help) {
        return of(Kind.SWITCH, names, "", help);
    }

    static Flag text(String names, String label, String help) {
        return of(Kind.TEXT, names, label, help);
    }

    static Flag integer(String names, String help) {
        return of(Kind.INTEGER, names, "N", help);
    }

    static Flag list(String names, String label, String help) {
        return of(Kind.LIST, names, label, help);
    }

    private static Flag of(Kind kind, String names, String label, String help) {
        int comma = names.indexOf(',');
        return comma < 0
                ? new Flag(names, "", kind, label, help)
                : new Flag(
                        names.substring(comma + 1), names.substring(0, comma), kind, label, help);
    }

    /** The names as they are typed. */
    public List<String> typed() {
        List<String> typed = new ArrayList<>();
        if (!letter.isEmpty()) {
            typed.add("-" + letter);
        }
        typed.add("--" + name);
        return typed;
    }

    boolean isSwitch() {
        return kind == Kind.SWITCH;
    }
}
