package io.jsec.cli.template;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value with named fields, as a structure of Go: a name that it has not is an error. */
public interface Fields {
    /** The kind of value, for the message about a field that is not there. */
    String type();

    /** The names of its fields, in the order in which they are written as JSON. */
    List<String> names();

    /** Whether there is such a field. */
    boolean has(String name);

    /**
     * The value of a field that is there.
     *
     * @param name one for which {@link #has} is true
     */
    @Nullable Object field(String name);

    /** What a method of the value gives for words, as {@code {{.Label "a"}}}; empty if none. */
    default Optional<Object> call(String name, List<Object> words) {
        return Optional.empty();
    }

    /** Whether JSON of it escapes {@code < > &}, as rows of docker's tables do. */
    default boolean escapesMarkup() {
        return false;
    }
}
