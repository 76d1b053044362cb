package io.jsec.cli.template;

/** Values of Go that are not there and yet know their kind: both are {@code null} in JSON. */
public enum GoNil {
    /** A list that is not there; printed {@code []}. */
    LIST("[]"),
    /** A map that is not there; printed {@code map[]}. */
    MAP("map[]"),
    /** A key that a map does not have; printed {@code <no value>}. */
    NO_VALUE("<no value>");

    private final String text;

    GoNil(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
