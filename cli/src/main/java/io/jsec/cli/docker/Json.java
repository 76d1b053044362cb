package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reading and making JSON as trees: nothing is bound to classes. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return JsonTree.object();
    }

    static JsonNode parse(String text) {
        try {
            return JsonTree.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw DockerException.of("it is not JSON: " + e.getMessage());
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
