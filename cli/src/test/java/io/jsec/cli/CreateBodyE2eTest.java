package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What docker sends for a command line, and what jsec sends: the same requests with the same
 * bodies, values that mean nothing apart. The engine is one that records.
 */
@Tag("e2e")
class CreateBodyE2eTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("lines")
    void docker_and_jsec_send_the_same(String line) throws IOException {
        Path docker = Path.of("/usr/local/bin/docker");
        assumeTrue(
                Files.isExecutable(docker), "no-new-docker: no docker of version 28 is installed");
        List<String> words = new ArrayList<>(ShellWords.split("line", line));
        List<String> dockers;
        try (FakeEngine engine = recording()) {
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    "env",
                                    "-i",
                                    "HOME=" + folder,
                                    "VARIABLE=set",
                                    docker.toString(),
                                    "-H",
                                    engine.address().text()));
            command.addAll(words);
            Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
            assertThat(Jsec.finish(process, "").err())
                    .as(line)
                    .doesNotContain("unknown flag", "error during connect");
            dockers = requests(engine);
        }
        Files.deleteIfExists(folder.resolve("e.sock"));
        try (FakeEngine engine = recording()) {
            words.addFirst(engine.address().text());
            words.addFirst("-H");
            Screen screen = new Screen().in(folder).with("VARIABLE", "set");
            screen.run(words.toArray(String[]::new));
            assertThat(requests(engine)).as(screen.err()).isEqualTo(dockers);
        }
        assertThat(dockers).isNotEmpty();
    }

    static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/io/jsec/cli/docker-requests.txt"))
                .stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private FakeEngine recording() throws IOException {
        String id = "ab".repeat(32);
        return FakeEngine.start(folder)
                .answer("POST /containers/create", 201, "{\"Id\":\"" + id + "\",\"Warnings\":[]}")
                .answer("POST /networks/create", 201, "{\"Id\":\"" + id + "\",\"Warning\":\"\"}")
                .answer("GET /containers/a/json", 200, "{\"Id\":\"a\"}")
                .answer("POST /volumes/create", 201, "{\"Name\":\"x\"}")
                .answer("POST /commit", 201, "{\"Id\":\"" + id + "\"}");
    }

    /** Each request as one text, its body without what stands for nothing. */
    private static List<String> requests(FakeEngine engine) throws IOException {
        List<String> requests = new ArrayList<>();
        for (FakeEngine.Asked asked : engine.asked()) {
            String body = asked.body().startsWith("{") ? sorted(asked.body()) : asked.body();
            requests.add(query(asked.line()) + " " + body.strip());
        }
        return requests;
    }

    private static String query(String line) {
        int mark = line.indexOf('?');
        if (mark < 0) {
            return line;
        }
        List<String> pairs =
                new ArrayList<>(List.of(line.substring(mark + 1).replace("+", "%20").split("&")));
        pairs.removeIf(pair -> pair.endsWith("="));
        pairs.sort(null);
        return line.substring(0, mark) + "?" + String.join("&", pairs);
    }

    private static String sorted(String json) throws IOException {
        JsonNode tree = MAPPER.readTree(json);
        JsonNode kept = kept(tree);
        return MAPPER.writerWithDefaultPrettyPrinter()
                .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsString(MAPPER.treeToValue(kept, Object.class));
    }

    /** Without null, false, zero and what is empty: the API reads these as not there. */
    private static JsonNode kept(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = MAPPER.createObjectNode();
            object.properties()
                    .forEach(each -> {
                        JsonNode value = kept(each.getValue());
                        if (each.getKey().equals("Binds")) {
                            value = inOrder(value);
                        }
                        boolean named = each.getKey().matches("[a-z/0-9].*");
                        if (named || !isNothing(each.getKey(), value)) {
                            copy.set(each.getKey(), value);
                        }
                    });
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = MAPPER.createArrayNode();
            array.forEach(each -> copy.add(kept(each)));
            return copy;
        }
        return node;
    }

    /** docker keeps binds in a map whose order changes from run to run. */
    private static JsonNode inOrder(JsonNode texts) {
        ArrayNode sorted = MAPPER.createArrayNode();
        texts.valueStream().map(JsonNode::asText).sorted().forEach(sorted::add);
        return sorted;
    }

    private static boolean isNothing(String key, JsonNode value) {
        boolean zeros = value.isArray() && !value.isEmpty();
        for (JsonNode each : value) {
            zeros &= each.isNumber() && each.asLong() == 0;
        }
        // One network without settings of its own is what the mode says already.
        boolean alone = key.equals("EndpointsConfig") && value.size() == 1;
        boolean endpoint = alone && value.properties().iterator().next().getValue().isEmpty();
        return zeros
                || endpoint
                || value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.asText().isEmpty())
                || (value.isNumber() && value.asLong() == 0)
                || (value.isBoolean() && !value.asBoolean());
    }
}
