package io.jsec.audit.report;

import io.jsec.rules.Severity;

/**
 * How a table is drawn.
 *
 * @param width columns of the terminal
 * @param colour whether it may be coloured
 * @param threshold failures below it are marked as not failing the run
 */
public record Look(int width, boolean colour, Severity threshold) {
    private static final int WIDTH_MIN = 40;
    private static final int WIDTH_MAX = 160;

    /** Keeps the width within what can be read. */
    public Look {
        width = Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, width));
    }
}
