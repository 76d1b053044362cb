package io.jsec.dockerfile;

/**
 * A place in a text as people count it.
 *
 * @param line from 1
 * @param column from 1, in Unicode code points
 */
public record Position(int line, int column) {
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
