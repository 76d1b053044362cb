package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * The values of {@code --publish} and {@code --expose} as the API takes them.
 *
 * @param exposed the ports inside, as {@code 80/tcp}
 * @param bindings where each is published
 */
record PortOption(ObjectNode exposed, ObjectNode bindings) {
    private static final int PORT_MAX = 65_535;

    /**
     * Consecutive ports.
     *
     * @param first 0 to 65535
     * @param last not below the first
     */
    private record Range(int first, int last) {
        int count() {
            return last - first + 1;
        }
    }

    /** Reads all of them. */
    static PortOption of(List<String> published, List<String> exposed) {
        PortOption ports = new PortOption(Json.object(), Json.object());
        published.forEach(each -> ports.publish(each.contains("=") ? plain(each) : each));
        exposed.forEach(ports::expose);
        return ports;
    }

    /** From {@code target=80,published=8080} to {@code 8080:80/tcp}. */
    private static String plain(String pairs) {
        String target = "";
        String host = "";
        String protocol = "tcp";
        for (String pair : pairs.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw bad(
                        "invalid publish opts format (should be name=value but got '"
                                + pair
                                + "')");
            }
            String value = pair.substring(equals + 1);
            switch (pair.substring(0, equals)) {
                case "target" -> target = value;
                case "published" -> host = value;
                case "protocol" -> protocol = value;
                default -> {
                    // The mode is an affair of swarm.
                }
            }
        }
        return host + ":" + target + "/" + protocol;
    }

    private void expose(String text) {
        if (text.contains(":")) {
            throw bad("invalid port format for --expose: " + text);
        }
        Range range = range(withoutProtocol(text), text);
        for (int port = range.first(); port <= range.last(); port++) {
            exposed.putObject(port + "/" + protocol(text));
        }
    }

    private void publish(String text) {
        String protocol = protocol(text);
        String rest = withoutProtocol(text);
        int inside = rest.lastIndexOf(':');
        Range target = range(rest.substring(inside + 1), text);
        String before = inside < 0 ? "" : rest.substring(0, inside);
        int split = before.lastIndexOf(':');
        String address = split < 0 ? "" : before.substring(0, split);
        String outside = before.substring(split + 1);
        if (address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
        } else if (address.contains(":")) {
            throw bad("invalid containerPort: " + text);
        }
        Range host = outside.isEmpty() ? null : range(outside, text);
        if (host != null && host.count() != target.count() && target.count() != 1) {
            throw bad(
                    "invalid ranges specified for container and host Ports: "
                            + rest.substring(inside + 1)
                            + " and "
                            + outside);
        }
        for (int i = 0; i < target.count(); i++) {
            String key = (target.first() + i) + "/" + protocol;
            String port = "";
            if (host != null) {
                port =
                        host.count() == target.count()
                                ? Integer.toString(host.first() + i)
                                : outside;
            }
            exposed.putObject(key);
            bindings.withArray("/" + key.replace("/", "~1"))
                    .addObject()
                    .put("HostIp", address)
                    .put("HostPort", port);
        }
    }

    private static String protocol(String text) {
        int slash = text.indexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        if (!List.of("tcp", "udp", "sctp").contains(protocol)) {
            throw bad("invalid proto: " + protocol);
        }
        return protocol;
    }

    private static String withoutProtocol(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static Range range(String text, String whole) {
        if (!text.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
            throw bad("invalid containerPort: " + (text.isEmpty() ? whole : text));
        }
        int dash = text.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
        int last = dash < 0 ? first : Integer.parseInt(text.substring(dash + 1));
        if (last < first || last > PORT_MAX) {
            throw bad("invalid range specified for port: " + text);
        }
        return new Range(first, last);
    }

    private static DockerException bad(String message) {
        return new DockerException(DockerException.ENGINE, message);
    }
}
