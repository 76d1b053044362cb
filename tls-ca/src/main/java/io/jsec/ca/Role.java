package io.jsec.ca;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The role a client certificate carries: a name, and perhaps a scope of labels, such as {@code
 * viewer} or {@code deployer@team=a,stage=test}.
 *
 * <p>What a role may do is not known here; the daemon decides on the text.
 *
 * @param text the whole text, at most {@value #TEXT_BYTES_MAX} bytes of ASCII
 */
public record Role(String text) {
    /** The longest role. */
    public static final int TEXT_BYTES_MAX = 256;

    private static final String LABEL =
            "[a-z0-9][a-z0-9._/-]{0,62}=[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final Pattern GRAMMAR =
            Pattern.compile("[a-z][a-z0-9-]{0,31}(@" + LABEL + "(," + LABEL + "){0,7})?");

    /** Refuses a text that is not a role. */
    public Role {
        if (!isRole(text)) {
            throw new IllegalArgumentException("not a role: " + text);
        }
    }

    /** The role a text spells, or nothing. */
    public static Optional<Role> parse(String text) {
        return isRole(text) ? Optional.of(new Role(text)) : Optional.empty();
    }

    /** The name before the scope, such as {@code deployer}. */
    public String name() {
        int at = text.indexOf('@');
        return at < 0 ? text : text.substring(0, at);
    }

    /** The scope, such as {@code team=a,stage=test}; nothing for a role without one. */
    public Optional<String> scope() {
        int at = text.indexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isRole(String text) {
        return text.length() <= TEXT_BYTES_MAX && GRAMMAR.matcher(text).matches();
    }
}
