package io.jsec.rules.compose;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What may stand at a place of a compose file; several shapes are alternatives. */
sealed interface Shape {
    /** Anything. */
    record Any() implements Shape {}

    /** Nothing was written, or null. */
    record Empty() implements Shape {}

    /** True or false. */
    record Truth() implements Shape {}

    /** A text; of these words where there are some, and of this form where there is one. */
    record Text(List<String> words, Optional<Pattern> form) implements Shape {
        /** Copies the list. */
        public Text {
            words = List.copyOf(words);
        }
    }

    /** A number, whole or not. */
    record Numeric() implements Shape {}

    /** A whole number, with its bounds. */
    record Whole(Optional<BigInteger> least, Optional<BigInteger> most) implements Shape {}

    /** A list; items of one that is unique stand once. */
    record Items(List<Shape> items, boolean unique) implements Shape {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Keys and values, told by the name of their table. */
    record Keys(String table) implements Shape {}

    /** One key of a table. */
    record Key(boolean required, List<Shape> shapes) {
        /** Copies the list. */
        public Key {
            shapes = List.copyOf(shapes);
        }
    }

    /** Keys of a form. */
    record Form(Pattern pattern, List<Shape> shapes) {
        /** Copies the list. */
        public Form {
            shapes = List.copyOf(shapes);
        }
    }

    /**
     * The keys of a mapping.
     *
     * @param keys by name
     * @param forms for other keys; the first that fits
     * @param open whether any other key may stand there
     */
    record Table(Map<String, Key> keys, List<Form> forms, boolean open) {
        /** Copies both. */
        public Table {
            keys = Collections.unmodifiableMap(new TreeMap<>(keys));
            forms = List.copyOf(forms);
        }
    }
}
