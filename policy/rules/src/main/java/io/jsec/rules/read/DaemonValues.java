package io.jsec.rules.read;

import io.jsec.rules.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What dockerd asks of values of {@code daemon.json} beyond their form: what tables hold, which
 * texts are addresses, which numbers count something.
 *
 * <p>Source: moby v28, {@code daemon/config}: the types of {@code Config} and {@code Validate}.
 */
final class DaemonValues {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*(%\\w+)?");
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");

    /** Keys that count something; 0 is allowed but for attempts. */
    private static final Set<String> COUNTS =
            Set.of("max-concurrent-downloads", "max-concurrent-uploads", "max-download-attempts");

    private static final Set<String> LISTS_OF_ADDRESSES = Set.of("dns", "host-gateway-ips");
    private static final Set<String> ADDRESSES = Set.of("ip", "host-gateway-ip");

    private DaemonValues() {}

    /** What dockerd refuses of the value of a key that has the right form. */
    static List<Evidence> problems(String key, Node value) {
        List<Evidence> problems = new ArrayList<>();
        switch (key) {
            case "log-opts" -> each(value, problems, key, "a text", DaemonValues::isText);
            case "features" -> each(value, problems, key, "true or false", DaemonValues::isSwitch);
            case "runtimes", "default-network-opts" ->
                    each(value, problems, key, "an object", Node.Mapping.class::isInstance);
            case "default-ulimits" -> ulimits(value, problems);
            default -> scalars(key, value, problems);
        }
        return problems;
    }

    private static void each(
            Node table, List<Evidence> problems, String key, String what, Predicate<Node> fits) {
        for (Node.Entry entry : table.pairs()) {
            if (!entry.value().isNull() && !fits.test(entry.value())) {
                problems.add(
                        Evidence.of(
                                entry.value().at(), key + "." + entry.name() + " takes " + what));
            }
        }
    }

    private static void ulimits(Node table, List<Evidence> problems) {
        each(table, problems, "default-ulimits", "an object", Node.Mapping.class::isInstance);
        for (Node.Entry limit : table.pairs()) {
            for (String bound : List.of("Hard", "Soft")) {
                limit.value()
                        .find(bound)
                        .filter(node -> !node.isNull() && !isInteger(node))
                        .ifPresent(node ->
                                problems.add(
                                        Evidence.of(
                                                node.at(),
                                                "default-ulimits.%s.%s takes a whole number"
                                                        .formatted(limit.name(), bound))));
            }
        }
    }

    private static void scalars(String key, Node value, List<Evidence> problems) {
        boolean number = value instanceof Node.Scalar scalar && scalar.type() == Node.Type.NUMBER;
        if (number && !isInteger(value)) {
            problems.add(Evidence.of(value.at(), key + " takes a whole number"));
        } else if (COUNTS.contains(key) && number) {
            int least = key.equals("max-download-attempts") ? 1 : 0;
            if (text(value).startsWith("-") || (least > 0 && text(value).equals("0"))) {
                problems.add(Evidence.of(value.at(), key + " takes " + least + " or more"));
            }
        } else if (LISTS_OF_ADDRESSES.contains(key)) {
            value.list().forEach(item -> address(key, item, problems));
        } else if (ADDRESSES.contains(key)) {
            address(key, value, problems);
        }
    }

    private static void address(String key, Node node, List<Evidence> problems) {
        String text = text(node);
        if (!isText(node) || !(IPV4.matcher(text).matches() || IPV6.matcher(text).matches())) {
            problems.add(Evidence.of(node.at(), key + ": " + text + " is no address"));
        }
    }

    private static boolean isText(Node node) {
        return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.TEXT;
    }

    private static boolean isSwitch(Node node) {
        return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.BOOLEAN;
    }

    private static boolean isInteger(Node node) {
        return node instanceof Node.Scalar scalar
                && scalar.type() == Node.Type.NUMBER
                && INTEGER.matcher(scalar.text()).matches();
    }

    private static String text(Node node) {
        return node.string().orElse("");
    }
}
