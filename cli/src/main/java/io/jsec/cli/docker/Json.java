package io.jsec.cli.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reading and making JSON as trees: nothing is bound to classes. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw DockerException.of("it is not JSON: " + e.getOriginalMessage());
        }
    }

    /** The values of a stream, one after the other, as they come. */
    static void stream(InputStream in, Consumer<JsonNode> each) throws IOException {
        try (var values = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
            while (values.hasNextValue()) {
                each.accept(values.nextValue());
            }
        }
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    static List<String> texts(JsonNode array) {
        List<String> list = new ArrayList<>();
        array.forEach(each -> list.add(each.asText()));
        return list;
    }

    /** The texts of an object by name, in the order of the names. */
    static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.properties().forEach(each -> map.put(each.getKey(), each.getValue().asText()));
        return map;
    }

    /** Labels as one text: {@code a=b,c=d}. */
    static String labels(JsonNode object) {
        StringBuilder text = new StringBuilder();
        map(object)
                .forEach((name, value) ->
                        text.append(text.isEmpty() ? "" : ",")
                                .append(name)
                                .append('=')
                                .append(value));
        return text.toString();
    }
}
