package io.jsec.rules.compose;

import io.jsec.rules.read.Node;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a published port means, whichever form says it.
 *
 * @param address of the host; empty for every one
 * @param published on the host: a number, a range, a variable, or empty for any that is free
 * @param target in the container
 */
record PortKey(String address, String published, String target, String protocol) {
    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    private record Range(int first, int last) {}

    /** The meaning of an item of {@code ports}. */
    static PortKey of(Node item) {
        if (item instanceof Node.Mapping) {
            return new PortKey(
                    address(text(item, "host_ip", "")),
                    numbers(text(item, "published", "")),
                    numbers(text(item, "target", "")),
                    text(item, "protocol", "tcp"));
        }
        String text = item.string().orElse("");
        int slash = text.lastIndexOf('/');
        String rest = slash < 0 ? text : text.substring(0, slash);
        int last = rest.lastIndexOf(':');
        String host = last < 0 ? "" : rest.substring(0, last);
        int before = host.lastIndexOf(':');
        return new PortKey(
                address(before < 0 ? "" : host.substring(0, before)),
                numbers(host.substring(before + 1)),
                numbers(rest.substring(last + 1)),
                slash < 0 ? "tcp" : text.substring(slash + 1));
    }

    private static String text(Node item, String key, String otherwise) {
        return item.find(key).flatMap(Node::string).orElse(otherwise);
    }

    private static String address(String written) {
        String plain = written.replaceAll("[\\[\\]]", "");
        return plain.equals("0.0.0.0") ? "" : plain;
    }

    /** A range of one port is that port. */
    private static String numbers(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        return matcher.matches() && matcher.group(1).equals(matcher.group(2))
                ? matcher.group(1)
                : text;
    }

    /** Whether this is a range that the other one, or another range, lies in with its ports. */
    boolean covers(PortKey other) {
        Optional<Range> outer = range(published);
        Optional<Range> inner = range(other.published);
        Optional<Range> outerTarget = range(target);
        Optional<Range> innerTarget = range(other.target);
        if (outer.isEmpty()
                || inner.isEmpty()
                || outerTarget.isEmpty()
                || innerTarget.isEmpty()
                || !address.equals(other.address)
                || !protocol.equals(other.protocol)) {
            return false;
        }
        boolean within =
                outer.get().first() <= inner.get().first()
                        && inner.get().last() <= outer.get().last();
        int shift = inner.get().first() - outer.get().first();
        return within && innerTarget.get().first() - outerTarget.get().first() == shift;
    }

    private static Optional<Range> range(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(1));
        String last = matcher.group(2);
        return Optional.of(new Range(first, last == null ? first : Integer.parseInt(last)));
    }
}
