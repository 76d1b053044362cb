package io.jsec.rules.cel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a field of a user rule's variable holds. */
public sealed interface FieldType {
    /** What stands for a value that is not set. */
    Object zero();

    /** How documentation writes it. */
    String text();

    /** Single values and collections of texts. */
    enum Plain implements FieldType {
        TEXT("string"),
        NUMBER("int"),
        TRUTH("bool"),
        TEXTS("list(string)"),
        TABLE("map(string, string)");

        private final String text;

        Plain(String text) {
            this.text = text;
        }

        @Override
        public Object zero() {
            return switch (this) {
                case TEXT -> "";
                case NUMBER -> 0L;
                case TRUTH -> false;
                case TEXTS -> List.of();
                case TABLE -> Map.of();
            };
        }

        @Override
        public String text() {
            return text;
        }
    }

    /**
     * A list of objects.
     *
     * @param name of the objects' type
     * @param fields of each
     */
    record Objects(String name, Map<String, Plain> fields) implements FieldType {
        /** Keeps the order. */
        public Objects {
            fields = new LinkedHashMap<>(fields);
        }

        @Override
        public Object zero() {
            return List.of();
        }

        @Override
        public String text() {
            return "list(" + name + ")";
        }
    }
}
