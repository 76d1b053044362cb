package io.jsec.launch;

/**
 * What the command's descriptors 0 to 2 are.
 *
 * @param interactive {@code -i}: its standard input is the caller's
 * @param tty {@code -t}: a terminal of its own
 * @param rows the terminal's height, 1 to 65,535
 * @param columns its width, likewise
 */
public record Streams(boolean interactive, boolean tty, int rows, int columns) {
    /** Neither -i nor -t. */
    public static final Streams DEFAULT = new Streams(false, false, 24, 80);

    /** Sizes a terminal can have. */
    public Streams {
        if (rows < 1 || rows > 65_535 || columns < 1 || columns > 65_535) {
            throw new IllegalArgumentException("terminal of " + rows + "x" + columns);
        }
    }
}
