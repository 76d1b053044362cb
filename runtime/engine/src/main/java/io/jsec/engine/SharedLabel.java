package io.jsec.engine;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label by which a container with a socket of its own sees, beside what it makes, what its maker
 * made: objects whose label has the value that the container has. The value is that of the
 * container's own label as its maker wrote it, not its image; or, where a prefix is given and the
 * maker wrote no such label, what follows the prefix in the name the maker gave it.
 *
 * @param key of the label
 * @param prefix of names; empty where no name says the value
 */
public record SharedLabel(String key, String prefix) {
    /** Labels are looked for in every object that is listed. */
    public static final int LABELS_MAX = 16;

    private static final Pattern FORM =
            Pattern.compile(
                    "([A-Za-z0-9][A-Za-z0-9._/-]{0,127})"
                            + "(?:=([A-Za-z0-9][A-Za-z0-9_.-]{0,99})\\*)?");

    /** {@code KEY} or {@code KEY=PREFIX*}; nothing for any other text and for labels of ours. */
    public static Optional<SharedLabel> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() && !text.startsWith(Access.RESERVED)
                ? Optional.of(
                        new SharedLabel(
                                form.group(1), Optional.ofNullable(form.group(2)).orElse("")))
                : Optional.empty();
    }

    /** The value that a container shares; nothing where it shares none. */
    Optional<String> value(CreateRequest asked) {
        Map<String, String> labels = asked.config().labels();
        Optional<String> value =
                labels.containsKey(key)
                        ? Optional.ofNullable(labels.get(key))
                        : asked.name().flatMap(this::rest);
        return value.filter(text -> !text.isEmpty());
    }

    private Optional<String> rest(String name) {
        String plain = name.startsWith("/") ? name.substring(1) : name;
        return !prefix.isEmpty() && plain.startsWith(prefix)
                ? Optional.of(plain.substring(prefix.length()))
                : Optional.empty();
    }
}
