package io.jsec.cli.template;

/**
 * Where something stands in a template.
 *
 * @param line from 1
 * @param column from 0, in characters
 */
record Place(int line, int column) {
    @Override
    public String toString() {
        return ":" + line + ":" + column;
    }
}
