package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.Request;
import java.util.ArrayList;
import java.util.List;

/** {@code top}, {@code port} and {@code diff}: one question about one container. */
final class ContainerFacts {
    private static final int TOP_WIDTH = 20;
    private static final List<String> CHANGES = List.of("C", "A", "D");

    private ContainerFacts() {}

    static DockerVerb top(String path) {
        DockerVerb verb =
                DockerVerb.of(
                                path,
                                "CONTAINER [OPTION...]",
                                "Print the processes of a container.",
                                List.of(),
                                ContainerFacts::top)
                        .ofRunning();
        return verb.optionsFirst();
    }

    private static int top(Call call) {
        Request request = Request.get(Call.container(call.word(0), "/top"));
        List<String> options = call.words().subList(1, call.words().size());
        if (!options.isEmpty()) {
            request = request.with("ps_args", String.join(" ", options));
        }
        JsonNode answer = call.api().json(request);
        StringBuilder text = new StringBuilder();
        text.append(String.join("\t", Json.texts(answer.path("Titles")))).append('\n');
        answer.path("Processes")
                .forEach(each -> text.append(String.join("\t", Json.texts(each))).append('\n'));
        call.printText(TextTable.align(text.toString(), TOP_WIDTH));
        return 0;
    }

    static DockerVerb diff(String path) {
        return DockerVerb.of(
                path,
                "CONTAINER",
                "Print which files of a container differ from its image's.",
                List.of(),
                ContainerFacts::diff);
    }

    private static int diff(Call call) {
        for (JsonNode change : call.get(Call.container(call.word(0), "/changes"))) {
            int kind = change.path("Kind").asInt();
            String letter = kind >= 0 && kind < CHANGES.size() ? CHANGES.get(kind) : "?";
            call.print(letter + " " + change.path("Path").asText());
        }
        return 0;
    }

    static DockerVerb port(String path) {
        return DockerVerb.of(
                path,
                "CONTAINER [PRIVATE_PORT[/PROTO]]",
                "Print where the ports of a container are published.",
                List.of(),
                ContainerFacts::port);
    }

    private static int port(Call call) {
        JsonNode ports =
                call.get(Call.container(call.word(0), "/json"))
                        .path("NetworkSettings")
                        .path("Ports");
        List<String> lines = new ArrayList<>();
        if (call.words().size() == 1) {
            ports.properties()
                    .forEach(each ->
                            each.getValue()
                                    .forEach(binding ->
                                            lines.add(each.getKey() + " -> " + address(binding))));
        } else {
            String typed = call.word(1);
            String key = typed.contains("/") ? typed : typed + "/tcp";
            if (!key.matches("[0-9]+/[a-z]+")) {
                throw DockerException.of("Error: invalid port '" + typed + "'");
            }
            JsonNode bindings = ports.path(key);
            if (bindings.isMissingNode() || bindings.isNull()) {
                throw DockerException.of(
                        "Error: No public port '" + key + "' published for " + call.word(0));
            }
            bindings.forEach(binding -> lines.add(address(binding)));
        }
        lines.sort(NaturalOrder.INSTANCE);
        lines.forEach(call::print);
        return 0;
    }

    private static String address(JsonNode binding) {
        String host = binding.path("HostIp").asText();
        String port = binding.path("HostPort").asText();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
