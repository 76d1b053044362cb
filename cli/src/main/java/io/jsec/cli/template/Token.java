package io.jsec.cli.template;

/**
 * A word of an action, or the text between two actions.
 *
 * @param kind what it is
 * @param text as written; of a string, what it means
 * @param place where it begins
 * @param spaced whether white space stands before it
 */
record Token(Kind kind, String text, Place place, boolean spaced) {
    /** The kinds of words. */
    enum Kind {
        /** What is printed as it is. */
        TEXT,
        /** <code>{{</code>. */
        OPEN,
        /** <code>}}</code>. */
        CLOSE,
        /** A name without a dot: a function, a keyword, true, false, nil. */
        NAME,
        /** {@code .Name}. */
        FIELD,
        /** A dot alone. */
        DOT,
        /** {@code $} or {@code $name}. */
        VARIABLE,
        /** A string, in double quotes or back quotes. */
        STRING,
        /** A character in single quotes; its text is its number. */
        CHARACTER,
        /** A number. */
        NUMBER,
        /** One of {@code | ( ) , := =}. */
        SIGN,
        /** The end of the template. */
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
