package io.jsec.journal;

/** A journal cannot be opened or read, in one sentence: what, why, and what to do. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String why;
    private final String instead;
    private final boolean damaged;

    JournalException(String what, String why, String instead) {
        this(what, why, instead, false);
    }

    private JournalException(String what, String why, String instead, boolean damaged) {
        super(what + " failed: " + why + ". Instead: " + instead);
        this.what = what;
        this.why = why;
        this.instead = instead;
        this.damaged = damaged;
    }

    JournalException(String what, String why, String instead, Throwable cause) {
        this(what, why, instead);
        initCause(cause);
    }

    /** Files that are there, and are not what a journal of ours left. */
    static JournalException damaged(String what, String why, String instead) {
        return new JournalException(what, why, instead, true);
    }

    /** Whether the files themselves are wrong; else it is the host that does not let us. */
    public boolean isDamage() {
        return damaged;
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
