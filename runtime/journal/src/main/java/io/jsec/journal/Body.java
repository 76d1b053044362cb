package io.jsec.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of a line as it is written: members in the order given, no space, no escape. A string
 * that would need an escape is a bug of whoever made it.
 */
final class Body {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("[a-z]{1,16}");

    private final StringBuilder text = new StringBuilder(384);

    /** Starts a line. */
    Body(long seq, Instant time, String kind) {
        text.append("{\"seq\":").append(seq);
        text("time", time(time));
        text("kind", kind);
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    /** Adds a string. */
    Body text(String name, String value) {
        member(name);
        string(value);
        return this;
    }

    /** Adds a number. */
    Body number(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value);
        }
        member(name);
        text.append(value);
        return this;
    }

    /** Adds a list of strings. */
    Body texts(String name, List<String> values) {
        member(name);
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            string(values.get(i));
        }
        text.append(']');
        return this;
    }

    private void member(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a member's name: " + name);
        }
        text.append(",\"").append(name).append("\":");
    }

    private void string(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!Line.isPlain(value.charAt(i))) {
                throw new IllegalArgumentException("not plain text: " + value);
            }
        }
        text.append('"').append(value).append('"');
    }

    /** What the line's hash is over. */
    @Override
    public String toString() {
        return text.toString();
    }
}
