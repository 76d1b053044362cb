package io.jsec.journal;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who did something, as the journal names them: {@code cert:NAME}, {@code uid:NUMBER}, {@code
 * container:ID}, {@code engine}, {@code peer} or {@code others}.
 *
 * @param text at most {@value #TEXT_CHARS_MAX} characters
 */
public record Identity(String text) {
    private static final Pattern GRAMMAR =
            Pattern.compile(
                    "engine|peer|others|uid:[0-9]{1,10}|container:[0-9a-f]{64}"
                            + "|cert:[A-Za-z0-9][A-Za-z0-9._@-]{0,127}|cert:sha256:[0-9a-f]{64}");

    /** The longest identity. */
    public static final int TEXT_CHARS_MAX = 136;

    /** The engine itself. It has no budget. */
    public static final Identity ENGINE = new Identity("engine");

    /** Whoever is not known: a handshake without a valid certificate. All share one budget. */
    public static final Identity PEER = new Identity("peer");

    /** Those beyond the number of identities that are told apart. */
    static final Identity OTHERS = new Identity("others");

    /** Refuses a text that is not an identity. */
    public Identity {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("not an identity: " + text);
        }
    }

    /** The holder of a client certificate. A name with other characters is told by its hash. */
    public static Identity certificate(String name) {
        String text = "cert:" + name;
        return GRAMMAR.matcher(text).matches()
                ? new Identity(text)
                : new Identity("cert:" + Digest.of(name));
    }

    /**
     * A user of the host who came over the unix socket.
     *
     * @param uid the number, 0 to 4294967295
     */
    public static Identity user(long uid) {
        return new Identity("uid:" + uid);
    }

    /**
     * A container, by the socket it has of its engine.
     *
     * @param id 64 hexadecimal digits
     */
    public static Identity container(String id) {
        return new Identity("container:" + id);
    }

    /** This one where a map has it or has room for it, else the one of all others. */
    Identity among(Map<Identity, ?> known) {
        return known.containsKey(this) || known.size() < Limits.IDENTITIES_MAX ? this : OTHERS;
    }

    @Override
    public String toString() {
        return text;
    }
}
