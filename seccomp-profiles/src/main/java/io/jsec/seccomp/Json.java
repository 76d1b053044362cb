package io.jsec.seccomp;

import java.util.List;
import java.util.Map;

/** A JSON value that remembers where in the text it began. */
sealed interface Json {
    /** The place of its first character. */
    Place place();

    /** What a person calls such a value. */
    String kind();

    /**
     * A place in the text, both numbers from 1.
     *
     * @param line the line
     * @param column the character in it
     */
    record Place(int line, int column) {
        SeccompException problem(String problem, String remedy) {
            return SeccompException.at(line, column, problem, remedy);
        }

        SeccompException problem(SeccompException refusal) {
            return SeccompException.at(line, column, refusal);
        }
    }

    /** A string. */
    record Text(Place place, String value) implements Json {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A number, as it was written. */
    record Numeral(Place place, String digits) implements Json {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /** True or false. */
    record Truth(Place place, boolean value) implements Json {
        @Override
        public String kind() {
            return "true or false";
        }
    }

    /** Null. */
    record Nothing(Place place) implements Json {
        @Override
        public String kind() {
            return "null";
        }
    }

    /** An array. */
    record Items(Place place, List<Json> values) implements Json {
        @Override
        public String kind() {
            return "an array";
        }
    }

    /** An object; {@code names} has the place of each member's name. */
    record Members(Place place, Map<String, Json> values, Map<String, Place> names)
            implements Json {
        @Override
        public String kind() {
            return "an object";
        }
    }
}
