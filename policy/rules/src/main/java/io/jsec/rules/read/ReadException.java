package io.jsec.rules.read;

import io.jsec.rules.SourceLocation;

/** A document that cannot be read, and the place where reading ended. */
public final class ReadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SourceLocation at;

    /** What is wrong, one sentence without a full stop. */
    public ReadException(SourceLocation at, String message) {
        super(message);
        this.at = at;
    }

    /** Where. */
    public SourceLocation at() {
        return at;
    }
}
