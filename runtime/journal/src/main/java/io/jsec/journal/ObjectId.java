package io.jsec.journal;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A thing that a call was about, by kind and id: {@code container/3f2a…}, {@code image/debian:12}.
 *
 * @param text at most {@value #TEXT_CHARS_MAX} characters
 */
public record ObjectId(String text) {
    /** The longest id with its kind. */
    public static final int TEXT_CHARS_MAX = 144;

    private static final Pattern GRAMMAR =
            Pattern.compile("[a-z]{1,15}/[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}");

    /** What kinds of things there are. */
    public enum Kind {
        /** A container. */
        CONTAINER,
        /** A command in a container. */
        EXEC,
        /** An image. */
        IMAGE,
        /** A volume. */
        VOLUME,
        /** A network. */
        NETWORK,
        /** A build. */
        BUILD,
        /** A certificate, by its number. */
        CERTIFICATE
    }

    /** Refuses a text that is not an id. */
    public ObjectId {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("not an object: " + text);
        }
    }

    /**
     * An object by the name or id it is known by. One with other characters, or longer, is told by
     * its hash: it can still be compared, and says nothing.
     */
    public static ObjectId of(Kind kind, String id) {
        String word = kind.name().toLowerCase(Locale.ROOT) + "/";
        return GRAMMAR.matcher(word + id).matches()
                ? new ObjectId(word + id)
                : new ObjectId(word + Digest.of(id));
    }

    /** A certificate by its number. */
    public static ObjectId certificate(BigInteger serial) {
        return of(Kind.CERTIFICATE, serial.toString(16));
    }

    @Override
    public String toString() {
        return text;
    }
}
