package io.jsec.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of a journal, read back.
 *
 * @param seq its number
 * @param time when it was written
 * @param kind what it is about, such as {@code mutation}
 * @param fields its members between the kind and the hash, in their order
 * @param hash the hash it states
 * @param text the whole line without its line feed
 */
public record Line(
        long seq, Instant time, String kind, Map<String, Value> fields, String hash, String text) {
    /** The longest line. */
    static final int BYTES_MAX = 16 << 10;

    /** A member's value. */
    public sealed interface Value {
        /** A string. */
        record Text(String text) implements Value {}

        /** A number. */
        record Count(long number) implements Value {}

        /** A list of strings. */
        record Texts(List<String> texts) implements Value {
            /** Copies the list. */
            public Texts {
                texts = List.copyOf(texts);
            }
        }
    }

    /** Keeps the order of the members. */
    public Line {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Whether a character may stand in a string. */
    static boolean isPlain(char c) {
        return c >= 0x20 && c <= 0x7e && c != '"' && c != '\\';
    }

    /** The line that a text spells, or nothing where it is not one in the form we write. */
    public static Optional<Line> parse(String text) {
        int end = Chain.bodyEnd(text);
        if (end < 0 || text.length() > BYTES_MAX) {
            return Optional.empty();
        }
        try {
            Map<String, Value> members = new LineReader(text, end).members();
            if (members.remove("seq") instanceof Value.Count seq
                    && members.remove("time") instanceof Value.Text time
                    && members.remove("kind") instanceof Value.Text kind) {
                Instant at = Instant.parse(time.text());
                Body head = new Body(seq.number(), at, kind.text());
                return text.startsWith(head.toString())
                        ? Optional.of(
                                new Line(
                                        seq.number(),
                                        at,
                                        kind.text(),
                                        members,
                                        Chain.statedHash(text, end),
                                        text))
                        : Optional.empty();
            }
            return Optional.empty();
        } catch (LineReader.MalformedException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When it was written, as it stands in the line. */
    public String timeText() {
        return Body.time(time);
    }

    /** What the line's hash is over. */
    String body() {
        return text.substring(0, Chain.bodyEnd(text));
    }

    /** A member that is a string. */
    public Optional<String> text(String name) {
        return fields.get(name) instanceof Value.Text value
                ? Optional.of(value.text())
                : Optional.empty();
    }

    /** A member that is a number. */
    public OptionalLong number(String name) {
        return fields.get(name) instanceof Value.Count value
                ? OptionalLong.of(value.number())
                : OptionalLong.empty();
    }

    /** A member that is a list; empty where it is missing. */
    public List<String> texts(String name) {
        return fields.get(name) instanceof Value.Texts value ? value.texts() : List.of();
    }
}
