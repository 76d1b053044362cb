package io.jsec.engine;

import java.util.Arrays;
import java.util.Optional;

/** What a client may not do with objects it may otherwise use. */
public enum Restraint {
    /** No directory of the host in a container. */
    NO_BINDS("no-binds", "JSEC-R-011"),

    /** Nothing that takes a wall of a container down. */
    NO_LOOSENING("no-loosening", "JSEC-R-012"),

    /** No image is removed while something needs it or its other names. */
    NO_FORCE("no-force", "JSEC-R-013"),

    /** Nothing is typed into a container. */
    NO_INPUT("no-input", "JSEC-R-014"),

    /** No socket of the engine in a container, not even one of the container's own. */
    NO_SOCKET("no-socket", "JSEC-R-015"),

    /** The values of environment variables are not shown. */
    HIDE_ENV("hide-env", ""),

    /** Names, paths and warnings of the host are not shown. */
    HIDE_HOST("hide-host", "");

    private final String word;
    private final String rule;

    Restraint(String word, String rule) {
        this.word = word;
        this.rule = rule;
    }

    /** As roles.yaml says it. */
    public String word() {
        return word;
    }

    /** The id of its refusals; empty for one that hides. */
    public String rule() {
        return rule;
    }

    /** The one of a word. */
    public static Optional<Restraint> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
