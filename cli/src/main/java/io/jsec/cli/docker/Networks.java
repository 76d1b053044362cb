package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.integer;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.JsonTree;
import io.jsec.cli.client.Request;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code network}: the networks of an engine. */
final class Networks {
    private static final String TABLE = "{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}";

    private Networks() {}

    static DockerVerb list() {
        return DockerVerb.of(
                "network ls",
                "",
                "List networks.",
                List.of(
                        Flag.list("f,filter", "NAME=VALUE", "Only those with this property."),
                        text("format", "FORMAT", "table, json, or a template for each."),
                        flag("no-trunc", "Do not shorten ids."),
                        flag("q,quiet", "Ids only.")),
                Networks::list);
    }

    private static int list(Call call) {
        Flags flags = call.flags();
        boolean cut = !flags.on("no-trunc");
        List<JsonNode> rows =
                new ArrayList<>(
                        Json.list(call.api().json(Filters.on(Request.get("/networks"), flags))));
        rows.sort(Comparator.comparing(row -> row.path("Name").asText(), NaturalOrder.INSTANCE));
        String format = flags.text("format");
        if (flags.on("quiet") && (format.isEmpty() || format.equals("table"))) {
            format = "{{.ID}}";
        }
        Listing<JsonNode> listing =
                new Listing<>(
                                "network",
                                List.of(
                                        new Column<>(
                                                "CreatedAt",
                                                "CREATED AT",
                                                row -> created(row, call)),
                                        field("Driver", "DRIVER"),
                                        new Column<>(
                                                "ID",
                                                "NETWORK ID",
                                                row ->
                                                        cut
                                                                ? Human.shortId(
                                                                        row.path("Id").asText())
                                                                : row.path("Id").asText()),
                                        truth("IPv4", "IPV4", "EnableIPv4"),
                                        truth("IPv6", "IPV6", "EnableIPv6"),
                                        truth("Internal", "INTERNAL", "Internal"),
                                        new Column<>(
                                                "Labels",
                                                "LABELS",
                                                row -> Json.labels(row.path("Labels"))),
                                        field("Name", "NAME"),
                                        field("Scope", "SCOPE")),
                                TABLE)
                        .labels((row, name) -> row.path("Labels").path(name).asText(""));
        call.printText(listing.text(format, rows));
        return 0;
    }

    private static String created(JsonNode row, Call call) {
        String text = row.path("Created").asText();
        return text.isEmpty()
                ? ""
                : Human.time(OffsetDateTime.parse(text).toInstant(), call.environment().zone());
    }

    private static Column<JsonNode> field(String name, String header) {
        return new Column<>(name, header, row -> row.path(name).asText());
    }

    private static Column<JsonNode> truth(String name, String header, String field) {
        return new Column<>(name, header, row -> Boolean.toString(row.path(field).asBoolean()));
    }

    static DockerVerb create() {
        return DockerVerb.of(
                "network create",
                "NETWORK",
                "Make a network.",
                List.of(
                        flag("attachable", "Containers may be attached by hand."),
                        Flag.list("aux-address", "NAME=ADDRESS", "An address of another use."),
                        text("config-from", "NETWORK", "Take the settings of another one."),
                        flag("config-only", "Make settings, not a network."),
                        text("d,driver", "NAME", "The driver; bridge otherwise."),
                        Flag.list("gateway", "ADDRESS", "The gateway of a subnet."),
                        flag("ingress", "The network of swarm's ports."),
                        flag("internal", "No way out."),
                        Flag.list("ip-range", "CIDR", "The part that containers get."),
                        text("ipam-driver", "NAME", "The driver of addresses."),
                        Flag.list("ipam-opt", "NAME=VALUE", "An option of that driver."),
                        flag("ipv4", "IPv4; on unless =false."),
                        flag("ipv6", "IPv6."),
                        Flag.list("label", "NAME=VALUE", "A label."),
                        Flag.list("o,opt", "NAME=VALUE", "An option of the driver."),
                        text("scope", "NAME", "The scope."),
                        Flag.list("subnet", "CIDR", "A subnet.")),
                Networks::create);
    }

    private static int create(Call call) {
        Flags flags = call.flags();
        ObjectNode body = Json.object();
        body.put("Driver", flags.text("driver", "bridge")).put("Scope", flags.text("scope"));
        if (flags.isSet("ipv4")) {
            body.put("EnableIPv4", flags.on("ipv4"));
        }
        if (flags.isSet("ipv6")) {
            body.put("EnableIPv6", flags.on("ipv6"));
        }
        ObjectNode ipam =
                body.putObject("IPAM").put("Driver", flags.text("ipam-driver", "default"));
        CreateRequest.pairs(ipam, "Options", Variables.pairs(flags.all("ipam-opt")));
        ipam.set("Config", subnets(flags));
        body.put("Internal", flags.on("internal")).put("Attachable", flags.on("attachable"));
        body.put("Ingress", flags.on("ingress")).put("ConfigOnly", flags.on("config-only"));
        if (flags.isSet("config-from")) {
            body.putObject("ConfigFrom").put("Network", flags.text("config-from"));
        }
        CreateRequest.pairs(body, "Options", Variables.pairs(flags.all("opt")));
        CreateRequest.pairs(body, "Labels", Variables.pairs(flags.all("label")));
        body.put("Name", call.word(0));
        if (!call.api().version().isAtLeast(44)) {
            body.put("CheckDuplicate", true);
        }
        JsonNode answer =
                call.api().json(Request.post("/networks/create").json(JsonTree.text(body)));
        if (!answer.path("Warning").asText().isEmpty()) {
            call.complain("WARNING: " + answer.path("Warning").asText());
        }
        call.print(answer.path("Id").asText());
        return 0;
    }

    private static ArrayNode subnets(Flags flags) {
        ArrayNode subnets = Json.object().putArray("Config");
        List<String> ranges = flags.all("ip-range");
        List<String> gateways = flags.all("gateway");
        List<String> all = flags.all("subnet");
        if (all.size() < ranges.size() || all.size() < gateways.size()) {
            throw DockerException.of("every ip-range or gateway must have a corresponding subnet");
        }
        for (int i = 0; i < all.size(); i++) {
            ObjectNode subnet = subnets.addObject().put("Subnet", all.get(i));
            if (i < ranges.size()) {
                subnet.put("IPRange", ranges.get(i));
            }
            if (i < gateways.size()) {
                subnet.put("Gateway", gateways.get(i));
            }
        }
        Map<String, String> others = Variables.pairs(flags.all("aux-address"));
        if (!others.isEmpty()) {
            if (subnets.isEmpty()) {
                throw DockerException.of("no matching subnet for aux-address");
            }
            CreateRequest.pairs((ObjectNode) subnets.get(0), "AuxiliaryAddresses", others);
        }
        return subnets;
    }

    static DockerVerb remove() {
        return DockerVerb.of(
                "network rm",
                "NETWORK [NETWORK...]",
                "Remove networks.",
                List.of(flag("f,force", "No error for one that is not there.")),
                call ->
                        call.each(name -> {
                            try {
                                call.api()
                                        .call(Request.delete("/networks/" + Request.escape(name)));
                            } catch (io.jsec.cli.client.ApiException e) {
                                if (e.status() != 404 || !call.flags().on("force")) {
                                    throw e;
                                }
                            }
                        }));
    }

    static DockerVerb connect() {
        return DockerVerb.of(
                "network connect",
                "NETWORK CONTAINER",
                "Connect a container to a network.",
                List.of(
                        Flag.list("alias", "NAME", "A name in the network."),
                        Flag.list("driver-opt", "NAME=VALUE", "An option of the driver."),
                        integer("gw-priority", "Which network's gateway is used."),
                        text("ip", "ADDRESS", "The IPv4 address."),
                        text("ip6", "ADDRESS", "The IPv6 address."),
                        Flag.list("link", "CONTAINER[:NAME]", "A link."),
                        Flag.list("link-local-ip", "ADDRESS", "A link-local address.")),
                Networks::connect);
    }

    private static int connect(Call call) {
        Flags flags = call.flags();
        ObjectNode body = Json.object().put("Container", call.word(1));
        ObjectNode endpoint = body.putObject("EndpointConfig");
        ObjectNode ipam = Json.object();
        if (flags.isSet("ip")) {
            ipam.put("IPv4Address", flags.text("ip"));
        }
        if (flags.isSet("ip6")) {
            ipam.put("IPv6Address", flags.text("ip6"));
        }
        if (flags.isSet("link-local-ip")) {
            CreateRequest.texts(ipam, "LinkLocalIPs", flags.all("link-local-ip"));
        }
        if (!ipam.isEmpty()) {
            endpoint.set("IPAMConfig", ipam);
        }
        if (flags.isSet("link")) {
            CreateRequest.texts(endpoint, "Links", flags.all("link"));
        }
        if (flags.isSet("alias")) {
            CreateRequest.texts(endpoint, "Aliases", flags.all("alias"));
        }
        if (flags.isSet("driver-opt")) {
            CreateRequest.pairs(endpoint, "DriverOpts", Variables.pairs(flags.all("driver-opt")));
        }
        if (flags.isSet("gw-priority")) {
            endpoint.put("GwPriority", flags.number("gw-priority", 0));
        }
        call.api().call(network(call, "/connect").json(JsonTree.text(body)));
        return 0;
    }

    static DockerVerb disconnect() {
        return DockerVerb.of(
                "network disconnect",
                "NETWORK CONTAINER",
                "Disconnect a container from a network.",
                List.of(flag("f,force", "Even where the container does not answer.")),
                call -> {
                    ObjectNode body =
                            Json.object()
                                    .put("Container", call.word(1))
                                    .put("Force", call.flags().on("force"));
                    call.api().call(network(call, "/disconnect").json(JsonTree.text(body)));
                    return 0;
                });
    }

    private static Request network(Call call, String below) {
        return Request.post("/networks/" + Request.escape(call.word(0)) + below);
    }
}
