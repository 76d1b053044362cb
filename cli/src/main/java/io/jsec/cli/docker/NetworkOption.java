package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The networks of a new container as the API takes them.
 *
 * @param mode the first network, or {@code default}
 * @param endpoints what is set for each, by name
 */
record NetworkOption(String mode, Map<String, ObjectNode> endpoints) {

    /** Reads {@code --network} and the options that belong to the first network. */
    static NetworkOption of(Flags flags) {
        List<String> names = new ArrayList<>(flags.all("network"));
        names.addAll(flags.all("net"));
        Map<String, ObjectNode> endpoints = new LinkedHashMap<>();
        String mode = "";
        for (String text : names.isEmpty() ? List.of("default") : names) {
            ObjectNode endpoint = Json.object();
            String name = text.contains("=") ? advanced(text, endpoint) : text;
            if (mode.isEmpty()) {
                mode = name;
                first(flags, endpoint);
            }
            if (!isUserDefined(name)) {
                if (endpoint.has("Aliases")) {
                    throw bad(
                            "network-scoped aliases are only supported for user-defined"
                                    + " networks");
                }
                endpoint.remove("Links");
            }
            if (endpoints.put(name, endpoint) != null) {
                throw bad("network \"" + name + "\" is specified multiple times");
            }
        }
        check(endpoints);
        return new NetworkOption(mode, endpoints);
    }

    private static void check(Map<String, ObjectNode> endpoints) {
        long own = endpoints.keySet().stream().filter(NetworkOption::isUserDefined).count();
        if (own > 0 && own < endpoints.size()) {
            throw bad(
                    "conflicting options: cannot attach both user-defined and non-user-defined"
                            + " network-modes");
        }
    }

    private static boolean isUserDefined(String name) {
        return !List.of("default", "bridge", "host", "none", "nat").contains(name)
                && !name.startsWith("container:");
    }

    private static String advanced(String text, ObjectNode endpoint) {
        String name = "";
        for (String field : Values.csv(text)) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                throw bad("invalid key/value pair format in networking option: " + field);
            }
            String value = field.substring(equals + 1).strip();
            switch (field.substring(0, equals).strip()) {
                case "name" -> name = value;
                case "alias" -> endpoint.withArray("/Aliases").add(value);
                case "ip" -> endpoint.withObject("/IPAMConfig").put("IPv4Address", value);
                case "ip6" -> endpoint.withObject("/IPAMConfig").put("IPv6Address", value);
                case "link-local-ip" ->
                        endpoint.withObject("/IPAMConfig").withArray("/LinkLocalIPs").add(value);
                case "mac-address" -> endpoint.put("MacAddress", value);
                case "gw-priority" -> endpoint.put("GwPriority", Integer.parseInt(value));
                case "driver-opt" -> {
                    int inner = value.indexOf('=');
                    endpoint.withObject("/DriverOpts")
                            .put(
                                    inner < 0 ? value : value.substring(0, inner),
                                    inner < 0 ? "" : value.substring(inner + 1));
                }
                default -> throw bad("invalid field key " + field.substring(0, equals));
            }
        }
        if (name.isEmpty()) {
            throw bad("network name/id is not specified");
        }
        return name;
    }

    private static void first(Flags flags, ObjectNode endpoint) {
        List<String> aliases = new ArrayList<>(flags.all("network-alias"));
        aliases.addAll(flags.all("net-alias"));
        fill(endpoint, "/Aliases", aliases);
        fill(endpoint, "/Links", flags.all("link"));
        String mac = flags.text("mac-address");
        if (!mac.isEmpty()) {
            if (!mac.matches("([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}")) {
                throw bad(mac + " is not a valid mac address");
            }
            endpoint.put("MacAddress", mac);
        }
        if (flags.isSet("ip")) {
            endpoint.withObject("/IPAMConfig").put("IPv4Address", flags.text("ip"));
        }
        if (flags.isSet("ip6")) {
            endpoint.withObject("/IPAMConfig").put("IPv6Address", flags.text("ip6"));
        }
        List<String> local = flags.all("link-local-ip");
        if (!local.isEmpty()) {
            ArrayNode list = endpoint.withObject("/IPAMConfig").withArray("/LinkLocalIPs");
            local.forEach(list::add);
        }
    }

    private static void fill(ObjectNode object, String path, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = object.withArray(path);
            values.forEach(list::add);
        }
    }

    private static DockerException bad(String message) {
        return new DockerException(DockerException.ENGINE, message);
    }
}
