package io.jsec.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.daemon.edge.Query;
import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.Filters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code filters} of a query, in both forms clients send: {@code {"label":{"a=b":true}}} of
 * docker, {@code {"label":["a=b"]}} of others.
 */
final class FilterReader {
    private FilterReader() {}

    /**
     * The filters of a query.
     *
     * @throws StatusException 400, where they are neither form
     */
    static Filters read(Query query) {
        String text = query.given("filters").orElse("{}");
        try {
            return new Filters(parse(Json.read(text.getBytes(StandardCharsets.UTF_8))));
        } catch (JsonProcessingException e) {
            throw new StatusException(400, "invalid filter: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new StatusException(400, "invalid filter");
        }
    }

    private static Map<String, List<String>> parse(JsonNode node) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        if (!node.isObject()) {
            throw new StatusException(400, "invalid filter: filters take an object");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            filters.put(entry.getKey(), values(entry.getKey(), entry.getValue()));
        }
        return filters;
    }

    private static List<String> values(String key, JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isArray()) {
            for (JsonNode item : node) {
                if (!item.isTextual()) {
                    throw new StatusException(400, "invalid filter '" + key + "': texts only");
                }
                values.add(item.textValue());
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (entry.getValue().asBoolean()) {
                    values.add(entry.getKey());
                }
            }
        } else {
            throw new StatusException(
                    400, "invalid filter '" + key + "': an object or a list is needed");
        }
        return values;
    }
}
