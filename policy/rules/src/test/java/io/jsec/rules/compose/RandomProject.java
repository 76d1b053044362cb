package io.jsec.rules.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes projects that a schema takes, or almost takes: some values are broken on purpose. */
final class RandomProject {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEPTH_MAX = 8;
    private static final int KEYS_MAX = 5;
    private static final int BROKEN_ONE_IN = 12;

    private final JsonNode schema;
    private final Random random;
    private int breaks;

    /**
     * A maker.
     *
     * @param breaks how many values may be broken
     */
    RandomProject(JsonNode schema, Random random, int breaks) {
        this.schema = schema;
        this.random = random;
        this.breaks = breaks;
    }

    /** A project as JSON, which is YAML too. */
    String text() {
        ObjectNode root = object(schema, 0);
        ObjectNode services = NODES.objectNode();
        services.set("web", object(schema.at("/definitions/service"), 1));
        root.set("services", services);
        return root.toString();
    }

    private JsonNode value(JsonNode node, int depth) {
        if (breaks > 0 && random.nextInt(BROKEN_ONE_IN) == 0) {
            breaks--;
            return broken();
        }
        if (node.has("$ref")) {
            String name = node.get("$ref").asText().replaceFirst("^#/definitions/", "");
            return value(schema.get("definitions").get(name), depth);
        }
        if (node.has("oneOf")) {
            return value(node.get("oneOf").get(random.nextInt(node.get("oneOf").size())), depth);
        }
        JsonNode type = node.path("type");
        String word =
                type.isArray()
                        ? type.get(random.nextInt(type.size())).asText()
                        : type.asText("string");
        return switch (word) {
            case "object" -> object(node, depth);
            case "array" -> array(node, depth);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            case "integer" -> NODES.numberNode(whole(node));
            case "number" ->
                    random.nextBoolean()
                            ? NODES.numberNode(random.nextInt(1_000))
                            : NODES.numberNode(random.nextInt(1_000) / 8.0);
            default -> NODES.textNode(text(node));
        };
    }

    private JsonNode broken() {
        return switch (random.nextInt(7)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(random.nextInt(4_000) - 2_000);
            case 2 -> NODES.numberNode(0.5);
            case 3 -> NODES.booleanNode(true);
            case 4 -> NODES.textNode("-?-");
            case 5 -> NODES.arrayNode().add("a");
            default -> NODES.objectNode().put("unknown-key", 1);
        };
    }

    private int whole(JsonNode node) {
        int least = node.path("minimum").asInt(-100);
        int most = node.path("maximum").asInt(least + 1_000);
        boolean out = breaks > 0 && random.nextInt(3) == 0;
        breaks -= out ? 1 : 0;
        return out ? most + 1 : least + random.nextInt(most - least + 1);
    }

    private String text(JsonNode node) {
        if (node.has("enum")) {
            return node.get("enum").get(random.nextInt(node.get("enum").size())).asText();
        }
        String pattern = node.path("pattern").asText();
        if (pattern.contains("always")) {
            return random.nextBoolean() ? "daily" : "every_3d";
        }
        return "v" + random.nextInt(1_000_000);
    }

    private ArrayNode array(JsonNode node, int depth) {
        ArrayNode array = NODES.arrayNode();
        int count = depth >= DEPTH_MAX ? 0 : random.nextInt(3);
        for (int i = 0; i < count; i++) {
            JsonNode item = value(node.get("items"), depth + 1);
            boolean twice = false;
            for (JsonNode before : array) {
                twice |= before.equals(item);
            }
            // Some lists may hold an item twice for compose and not for its schema.
            if (!twice) {
                array.add(item);
            }
        }
        return array;
    }

    private ObjectNode object(JsonNode node, int depth) {
        ObjectNode object = NODES.objectNode();
        node.path("required")
                .forEach(key ->
                        object.set(
                                key.asText(),
                                value(node.get("properties").get(key.asText()), depth + 1)));
        List<String> keys = new ArrayList<>();
        node.path("properties").fieldNames().forEachRemaining(keys::add);
        for (int i = 0; depth < DEPTH_MAX && !keys.isEmpty() && i < random.nextInt(KEYS_MAX); i++) {
            String key = keys.get(random.nextInt(keys.size()));
            object.set(key, value(node.get("properties").get(key), depth + 1));
        }
        node.path("patternProperties")
                .properties()
                .forEach(form -> {
                    if (random.nextInt(3) == 0 && depth < DEPTH_MAX) {
                        String name = form.getKey().contains("x-") ? "x-own" : "name";
                        object.set(name, value(form.getValue(), depth + 1));
                    }
                });
        if (breaks > 0 && random.nextInt(BROKEN_ONE_IN) == 0) {
            breaks--;
            object.put("unknown_key", "x");
        }
        return object;
    }
}
