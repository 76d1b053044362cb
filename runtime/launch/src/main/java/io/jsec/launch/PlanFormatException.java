package io.jsec.launch;

/** Bytes that are no plan: corrupted, of another version, or over a limit. */
public final class PlanFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    PlanFormatException(int offset, String why) {
        super("plan refused at byte " + offset + ": " + why);
        this.offset = offset;
    }

    /** Where reading stopped. */
    public int offset() {
        return offset;
    }
}
