package io.jsec.journal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Where somebody came from: an address, the 64 bits before one of version 6, or {@code others}.
 *
 * @param text at most 48 characters
 */
public record Source(String text) {
    private static final Pattern GRAMMAR =
            Pattern.compile("others|[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-f:]{2,39}/64");

    /** Those beyond the number of sources that are told apart. */
    public static final Source OTHERS = new Source("others");

    /** Refuses what is not one. */
    public Source {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("not a source: " + text);
        }
    }

    /** The source that an address belongs to. */
    public static Source of(InetAddress address) {
        String text = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return new Source(text);
        }
        // Eight groups without an abbreviation, then perhaps the interface.
        int end = 0;
        for (int group = 0; group < 4; group++) {
            end = text.indexOf(':', end) + 1;
        }
        return new Source(text.substring(0, end) + ":/64");
    }

    @Override
    public String toString() {
        return text;
    }
}
