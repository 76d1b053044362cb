package io.jsec.journal;

/** A journal cannot be opened or read, in one sentence: what, why, and what to do. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String why;
    private final String instead;

    JournalException(String what, String why, String instead) {
        super(what + " failed: " + why + ". Instead: " + instead);
        this.what = what;
        this.why = why;
        this.instead = instead;
    }

    JournalException(String what, String why, String instead, Throwable cause) {
        this(what, why, instead);
        initCause(cause);
    }

    /** What failed. */
    public String what() {
        return what;
    }

    /** Why, without a final stop. */
    public String why() {
        return why;
    }

    /** What to do. */
    public String instead() {
        return instead;
    }
}
