package io.jsec.cli.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operand of a command. */
sealed interface Term {
    /** Where it stands. */
    Place place();

    /** As it is written, for messages. */
    String text();

    /**
     * A value written down: a string, a number, a boolean, or nil.
     *
     * @param value the value
     */
    record Constant(Place place, String text, @Nullable Object value) implements Term {}

    /**
     * A function's name.
     *
     * @param text the name
     */
    record Function(Place place, String text) implements Term {}

    /**
     * A value and the fields that are taken of it, one of the other.
     *
     * @param base where it starts
     * @param fields the names, without dots
     */
    record Chain(Place place, String text, Base base, List<String> fields) implements Term {}

    /** What a chain of fields starts at. */
    sealed interface Base {
        /** The value that the dot stands for. */
        record Dot() implements Base {}

        /**
         * A variable.
         *
         * @param name with its dollar sign
         */
        record Variable(String name) implements Base {}

        /**
         * A pipeline in parentheses.
         *
         * @param pipe what is in them
         */
        record Nested(Pipe pipe) implements Base {}
    }
}
