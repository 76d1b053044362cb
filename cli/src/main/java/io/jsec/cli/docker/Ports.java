package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ports of a container in one line. */
final class Ports {
    private Ports() {}

    /**
     * One port.
     *
     * @param host the address it is published on, or empty
     * @param outside its number there, or 0
     * @param inside its number in the container
     * @param protocol tcp, udp or sctp
     */
    private record Port(String host, int outside, int inside, String protocol) {
        static Port of(JsonNode node) {
            return new Port(
                    node.path("IP").asText(""),
                    node.path("PublicPort").asInt(),
                    node.path("PrivatePort").asInt(),
                    node.path("Type").asText());
        }

        String address() {
            return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        }
    }

    /** Ports that follow each other. */
    private record Group(int first, int last) {}

    /** All of them, those that follow each other together. */
    static String summary(JsonNode ports) {
        List<Port> sorted = new ArrayList<>();
        ports.forEach(each -> sorted.add(Port.of(each)));
        sorted.sort(
                Comparator.comparingInt(Port::inside)
                        .thenComparing(Port::host)
                        .thenComparingInt(Port::outside)
                        .thenComparing(Port::protocol));
        Map<String, Group> groups = new LinkedHashMap<>();
        List<String> result = new ArrayList<>();
        List<String> mapped = new ArrayList<>();
        for (Port port : sorted) {
            String key = port.protocol();
            if (!port.host().isEmpty()) {
                if (port.outside() != port.inside()) {
                    mapped.add(
                            port.address()
                                    + ":"
                                    + port.outside()
                                    + "->"
                                    + port.inside()
                                    + "/"
                                    + port.protocol());
                    continue;
                }
                key = port.address() + "/" + key;
            }
            Group group = groups.get(key);
            if (group != null && group.last() == port.inside() - 1) {
                groups.put(key, new Group(group.first(), port.inside()));
            } else {
                if (group != null && group.last() != port.inside()) {
                    result.add(text(key, group));
                    groups.remove(key);
                }
                groups.putIfAbsent(key, new Group(port.inside(), port.inside()));
            }
        }
        groups.forEach((key, group) -> result.add(text(key, group)));
        result.addAll(mapped);
        return String.join(", ", result);
    }

    private static String text(String key, Group group) {
        int slash = key.lastIndexOf('/');
        String range =
                group.first() == group.last()
                        ? Integer.toString(group.first())
                        : group.first() + "-" + group.last();
        return slash < 0
                ? range + "/" + key
                : key.substring(0, slash) + ":" + range + "->" + range + key.substring(slash);
    }
}
