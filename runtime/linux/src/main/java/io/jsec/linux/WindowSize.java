package io.jsec.linux;

/**
 * How large the window of a terminal is.
 *
 * @param rows lines of text, 1 to 65,535
 * @param columns characters of a line, 1 to 65,535
 */
public record WindowSize(int rows, int columns) {
    /** A size that somebody can see. */
    public WindowSize {
        if (rows < 1 || rows > 65_535 || columns < 1 || columns > 65_535) {
            throw new IllegalArgumentException("window of " + rows + "x" + columns);
        }
    }
}
