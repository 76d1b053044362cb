package io.jsec.rules.read;

import io.jsec.rules.SourceLocation;
import java.util.List;
import java.util.Optional;

/** A value of a YAML or JSON document, with its place. */
public sealed interface Node {
    /** Where it stands. */
    SourceLocation at();

    /** Its local tag, e.g. {@code !reset}; empty without one. */
    String tag();

    /** What a scalar is by its form, after YAML 1.2's core schema. */
    enum Type {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }

    /**
     * A single value.
     *
     * @param text its characters, unquoted
     * @param type what it is; quoted ones are {@link Type#TEXT}
     */
    record Scalar(String text, Type type, SourceLocation at, String tag) implements Node {}

    /** A list. */
    record Sequence(List<Node> items, SourceLocation at, String tag) implements Node {
        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys and values, in order; no key stands twice. */
    record Mapping(List<Entry> entries, SourceLocation at, String tag) implements Node {
        /** Copies the list. */
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The entry of a key; no stream, since audits ask a hundred thousand times. */
        public Optional<Entry> entry(String key) {
            for (Entry entry : entries) {
                if (entry.name().equals(key)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }

        /** The value of a key. */
        public Optional<Node> get(String key) {
            return entry(key).map(Entry::value);
        }
    }

    /** A key and its value. */
    record Entry(Scalar key, Node value) {
        /** The key's characters. */
        public String name() {
            return key.text();
        }
    }

    /** The value below a way of keys, where each step is a mapping. */
    default Optional<Node> find(String... keys) {
        Optional<Node> found = Optional.of(this);
        for (String key : keys) {
            found = found.flatMap(node -> node instanceof Mapping map ? map.get(key) : none());
        }
        return found;
    }

    private static Optional<Node> none() {
        return Optional.empty();
    }

    /** A scalar's characters; empty for null and for what is no scalar. */
    default Optional<String> string() {
        return this instanceof Scalar scalar && scalar.type() != Type.NULL
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /** Whether it is null, or nothing was written. */
    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.type() == Type.NULL;
    }

    /** The items of a list; one item where it is something else; none for null. */
    default List<Node> list() {
        return switch (this) {
            case Sequence sequence -> sequence.items();
            case Scalar scalar -> isNull() ? List.of() : List.of(scalar);
            case Mapping mapping -> List.of(mapping);
        };
    }

    /** The entries of a mapping; none where it is something else. */
    default List<Entry> pairs() {
        return this instanceof Mapping mapping ? mapping.entries() : List.of();
    }
}
