package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.Filters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The two networks there are: none, and the host's. */
final class NetworkRoutes {
    private static final List<String> NAMES = List.of("none", "host");
    private static final Set<String> FILTERS =
            Set.of("dangling", "driver", "id", "label", "name", "scope", "type");

    private NetworkRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.get("/networks", NetworkRoutes::list),
                Route.get("/networks/", NetworkRoutes::list),
                Route.get("/networks/{id}", NetworkRoutes::inspect),
                Route.delete("/networks/{id}", NetworkRoutes::remove),
                Route.post("/networks/create", call -> refuse("creating a network")),
                Route.post("/networks/{id}/connect", call -> refuse("connecting to a network")),
                Route.post(
                        "/networks/{id}/disconnect",
                        call -> refuse("disconnecting from a network")),
                Route.post("/networks/prune", NetworkRoutes::prune));
    }

    /** The network that a mode of a container means. */
    static String shown(String mode) {
        return mode.equals("default") ? "none" : mode;
    }

    /** A container's end of a network without addresses. */
    static ObjectNode endpoint() {
        ObjectNode json = Json.object();
        json.putNull("IPAMConfig").putNull("Links").putNull("Aliases");
        return json.put("MacAddress", "")
                .putNull("DriverOpts")
                .put("GwPriority", 0)
                .put("NetworkID", "")
                .put("EndpointID", "")
                .put("Gateway", "")
                .put("IPAddress", "")
                .put("IPPrefixLen", 0)
                .put("IPv6Gateway", "")
                .put("GlobalIPv6Address", "")
                .put("GlobalIPv6PrefixLen", 0)
                .putNull("DNSNames");
    }

    private static void list(Call call) throws IOException {
        Filters filters = FilterReader.read(call.query());
        for (String key : filters.byKey().keySet()) {
            if (!FILTERS.contains(key)) {
                throw new StatusException(400, "invalid filter '" + key + "'");
            }
        }
        ArrayNode array = Json.array();
        NAMES.stream().filter(name -> matches(filters, name)).forEach(name -> array.add(of(name)));
        call.json(200, array);
    }

    private static boolean matches(Filters filters, String name) {
        return any(filters, "name", value -> name.contains(value))
                && any(filters, "id", value -> id(name).startsWith(value))
                && any(filters, "driver", value -> value.equals(driver(name)))
                && any(filters, "scope", value -> value.equals("local"))
                && any(filters, "type", value -> value.equals("builtin"))
                && !filters.has("label")
                && any(filters, "dangling", value -> value.equals("false") || value.equals("0"));
    }

    private static boolean any(
            Filters filters, String key, java.util.function.Predicate<String> test) {
        return !filters.has(key) || filters.values(key).stream().anyMatch(test);
    }

    private static String driver(String name) {
        return name.equals("none") ? "null" : name;
    }

    private static String id(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(("network " + name).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static ObjectNode of(String name) {
        ObjectNode json =
                Json.object()
                        .put("Name", name)
                        .put("Id", id(name))
                        .put("Created", Times.NONE)
                        .put("Scope", "local")
                        .put("Driver", driver(name))
                        .put("EnableIPv4", true)
                        .put("EnableIPv6", false);
        ObjectNode ipam = json.putObject("IPAM").put("Driver", "default");
        ipam.putNull("Options").putNull("Config");
        json.put("Internal", false).put("Attachable", false).put("Ingress", false);
        json.putObject("ConfigFrom").put("Network", "");
        json.put("ConfigOnly", false);
        json.putObject("Containers");
        json.putObject("Options");
        json.putObject("Labels");
        return json;
    }

    private static String find(String ref) {
        Optional<String> found =
                NAMES.stream()
                        .filter(name -> name.equals(ref) || id(name).startsWith(ref))
                        .findFirst();
        return found.orElseThrow(() -> new StatusException(404, "network " + ref + " not found"));
    }

    private static void inspect(Call call) throws IOException {
        call.json(200, of(find(call.name("id"))));
    }

    private static void remove(Call call) {
        String name = find(call.name("id"));
        throw new StatusException(403, name + " is a pre-defined network and cannot be removed");
    }

    private static void prune(Call call) throws IOException {
        ObjectNode answer = Json.object();
        answer.putArray("NetworksDeleted");
        call.json(200, answer);
    }

    private static void refuse(String what) {
        throw new StatusException(
                501, what + " is not supported: this engine has the networks none and host only");
    }
}
