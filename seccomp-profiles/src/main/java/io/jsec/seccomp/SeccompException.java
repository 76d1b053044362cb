package io.jsec.seccomp;

/**
 * What is wrong with a profile or a program, where, and what to do about it.
 *
 * <p>The only exception of this module. The message is one sentence for a person; {@link #line()}
 * and {@link #column()} are 1-based positions in the profile's text, 0 where there is no text.
 */
public final class SeccompException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    private SeccompException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    static SeccompException at(int line, int column, String problem, String remedy) {
        return new SeccompException(
                "seccomp profile, line %d, column %d: %s; %s"
                        .formatted(line, column, problem, remedy),
                line,
                column);
    }

    /** The same refusal, with the place of what was refused. */
    static SeccompException at(int line, int column, SeccompException refusal) {
        return new SeccompException(
                "seccomp profile, line %d, column %d: %s"
                        .formatted(line, column, refusal.getMessage()),
                line,
                column);
    }

    static SeccompException of(String problem, String remedy) {
        return new SeccompException(problem + "; " + remedy, 0, 0);
    }

    /** The line of the profile's text the message speaks of, from 1; 0 if it speaks of no text. */
    public int line() {
        return line;
    }

    /**
     * The column of the profile's text the message speaks of, from 1; 0 if it speaks of no text.
     */
    public int column() {
        return column;
    }
}
