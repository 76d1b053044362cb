package io.jsec.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.launch.CgroupView;
import io.jsec.launch.EngineIds;
import io.jsec.launch.IdentityForm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an engine is told by the process that became its launcher: inside the launcher's namespaces
 * the user is uid 0, and who the user is on the host can no longer be asked. It travels as JSON in
 * the engine's environment.
 *
 * @param state directory of the state
 * @param ids of the engine's user on the host
 * @param slots that may be leased
 * @param cgroups where groups may be made
 * @param sockets of this engine
 * @param control the launcher's own socket
 * @param config the file it was started with; it is read again on SIGHUP
 * @param debug whether the command line asks for more in the log
 * @param life how it was started, and when it ends by itself
 * @param clients who they may be
 * @param writing of its journal
 * @param tls how ports are served with TLS, where any are
 */
record EngineStart(
        Path state,
        EngineIds ids,
        int slots,
        CgroupView cgroups,
        List<Path> sockets,
        Path control,
        Optional<Path> config,
        boolean debug,
        Life life,
        Clients clients,
        Writing writing,
        Optional<TlsStart> tls) {
    /** The variable it travels in. */
    static final String VARIABLE = "JSEC_ENGINE";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * How long an engine lives, and who hears of it.
     *
     * @param idleStop after so much time without clients and containers that run it ends; zero:
     *     never
     * @param log the file its standard error is, where it is to be kept short
     * @param open addresses at which it serves everybody who reaches them
     */
    record Life(Duration idleStop, Optional<Path> log, List<String> open) {
        Life {
            open = List.copyOf(open);
        }
    }

    /**
     * Who an engine's clients may be.
     *
     * @param roles the file of roles; it need not be there, and is read again on SIGHUP
     * @param groups of the sockets, as numbers of the host: their members are clients
     */
    record Clients(Path roles, List<Long> groups) {
        Clients {
            groups = List.copyOf(groups);
        }
    }

    /**
     * What its journal needs to know.
     *
     * @param directory of the journal
     * @param pid of {@code jsec daemon} on the host, by which the host's log knows it
     */
    record Writing(Path directory, long pid) {}

    EngineStart {
        sockets = List.copyOf(sockets);
    }

    String encode() {
        ObjectNode json = JSON.createObjectNode().put("state", state.toString());
        json.set("uids", ids(ids.uids()));
        json.set("gids", ids(ids.gids()));
        json.put("slots", slots);
        json.set("cgroups", encoded(cgroups));
        ArrayNode paths = json.putArray("sockets");
        sockets.forEach(socket -> paths.add(socket.toString()));
        json.put("control", control.toString());
        config.ifPresent(file -> json.put("config", file.toString()));
        json.put("idle", life.idleStop().toMillis());
        life.log().ifPresent(file -> json.put("log", file.toString()));
        json.put("journal", writing.directory().toString()).put("pid", writing.pid());
        ArrayNode open = json.putArray("open");
        life.open().forEach(open::add);
        json.put("roles", clients.roles().toString());
        ArrayNode groups = json.putArray("groups");
        clients.groups().forEach(groups::add);
        tls.ifPresent(secure -> json.set("tls", secure.encode()));
        return json.put("debug", debug).toString();
    }

    private static ObjectNode ids(IdentityForm.Ids ids) {
        return JSON.createObjectNode()
                .put("own", ids.own())
                .put("first", ids.first())
                .put("count", ids.count());
    }

    private static ObjectNode encoded(CgroupView view) {
        ObjectNode json = JSON.createObjectNode();
        switch (view) {
            case CgroupView.V2(Path directory, Set<String> controllers) -> {
                json.put("directory", directory.toString());
                ArrayNode names = json.putArray("controllers");
                controllers.stream().sorted().forEach(names::add);
            }
            case CgroupView.V1(List<CgroupView.Hierarchy> hierarchies) -> {
                ArrayNode list = json.putArray("hierarchies");
                for (CgroupView.Hierarchy each : hierarchies) {
                    ObjectNode entry =
                            list.addObject()
                                    .put("directory", each.directory().toString())
                                    .put("memoryNodes", each.memoryNodes());
                    each.controllers().forEach(entry.putArray("controllers")::add);
                }
            }
            case CgroupView.None(String why, String instead) ->
                    json.put("why", why).put("instead", instead);
        }
        return json;
    }

    /**
     * What was encoded.
     *
     * @throws IOException where it is something else
     */
    static EngineStart decode(String text) throws IOException {
        JsonNode json = JSON.readTree(text);
        List<Path> sockets = new ArrayList<>();
        json.path("sockets").forEach(socket -> sockets.add(Path.of(socket.asText())));
        List<Long> groups = new ArrayList<>();
        json.path("groups").forEach(group -> groups.add(group.asLong()));
        return new EngineStart(
                Path.of(json.path("state").asText()),
                new EngineIds(ids(json.path("uids")), ids(json.path("gids"))),
                json.path("slots").asInt(),
                cgroups(json.path("cgroups")),
                sockets,
                Path.of(json.path("control").asText()),
                path(json, "config"),
                json.path("debug").asBoolean(),
                new Life(
                        Duration.ofMillis(json.path("idle").asLong()),
                        path(json, "log"),
                        List.copyOf(words(json.path("open")))),
                new Clients(Path.of(json.path("roles").asText()), groups),
                new Writing(Path.of(json.path("journal").asText()), json.path("pid").asLong()),
                json.has("tls")
                        ? Optional.of(TlsStart.decode(json.path("tls")))
                        : Optional.empty());
    }

    private static Optional<Path> path(JsonNode json, String name) {
        return json.has(name) ? Optional.of(Path.of(json.path(name).asText())) : Optional.empty();
    }

    private static IdentityForm.Ids ids(JsonNode json) {
        return new IdentityForm.Ids(
                json.path("own").asLong(),
                json.path("first").asLong(),
                json.path("count").asLong());
    }

    private static CgroupView cgroups(JsonNode json) {
        if (json.has("why")) {
            return new CgroupView.None(json.path("why").asText(), json.path("instead").asText());
        }
        if (json.has("hierarchies")) {
            List<CgroupView.Hierarchy> hierarchies = new ArrayList<>();
            for (JsonNode each : json.path("hierarchies")) {
                hierarchies.add(
                        new CgroupView.Hierarchy(
                                Path.of(each.path("directory").asText()),
                                List.copyOf(words(each.path("controllers"))),
                                each.path("memoryNodes").asText()));
            }
            return new CgroupView.V1(hierarchies);
        }
        return new CgroupView.V2(
                Path.of(json.path("directory").asText()), words(json.path("controllers")));
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new LinkedHashSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }
}
