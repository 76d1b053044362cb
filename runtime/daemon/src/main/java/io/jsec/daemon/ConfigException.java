package io.jsec.daemon;

import java.util.List;

/** A configuration with which no engine starts. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each, with its place. */
    public List<String> problems() {
        return problems;
    }
}
