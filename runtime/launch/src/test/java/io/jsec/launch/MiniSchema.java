package io.jsec.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The part of JSON Schema that our schemas use; an unknown keyword is an error of the schema. */
final class MiniSchema {
    private static final Set<String> KNOWN =
            Set.of(
                    "$schema",
                    "$id",
                    "$defs",
                    "$ref",
                    "title",
                    "type",
                    "required",
                    "properties",
                    "additionalProperties",
                    "items",
                    "oneOf",
                    "const",
                    "pattern",
                    "minimum");

    private final JsonNode root;
    private final List<String> errors = new ArrayList<>();

    private MiniSchema(JsonNode root) {
        this.root = root;
    }

    /** What is wrong with a document, empty for nothing. */
    static List<String> errors(JsonNode schema, JsonNode document) {
        MiniSchema run = new MiniSchema(schema);
        run.check(schema, document, "$");
        return run.errors;
    }

    private void check(JsonNode schema, JsonNode node, String at) {
        schema.fieldNames()
                .forEachRemaining(
                        keyword -> need(KNOWN.contains(keyword), at, "keyword " + keyword));
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asText().substring("#/$defs/".length());
            check(root.get("$defs").get(name), node, at);
        }
        if (schema.has("type")) {
            need(isType(schema.get("type").asText(), node), at, "no " + schema.get("type"));
        }
        if (schema.has("const")) {
            need(schema.get("const").equals(node), at, "not " + schema.get("const"));
        }
        if (schema.has("pattern")) {
            boolean matches =
                    Pattern.compile(schema.get("pattern").asText()).matcher(node.asText()).find();
            need(matches, at, "not like " + schema.get("pattern"));
        }
        if (schema.has("minimum")) {
            need(node.asLong() >= schema.get("minimum").asLong(), at, "too small");
        }
        if (schema.has("items")) {
            for (int index = 0; index < node.size(); index++) {
                check(schema.get("items"), node.get(index), at + "[" + index + "]");
            }
        }
        properties(schema, node, at);
        alternatives(schema, node, at);
    }

    private void properties(JsonNode schema, JsonNode node, String at) {
        for (JsonNode name : schema.path("required")) {
            need(node.has(name.asText()), at, "lacks " + name);
        }
        if (schema.has("properties")) {
            node.fieldNames()
                    .forEachRemaining(name -> {
                        JsonNode inner = schema.get("properties").get(name);
                        need(inner != null, at, "unknown property " + name);
                        if (inner != null) {
                            check(inner, node.get(name), at + "." + name);
                        }
                    });
        }
    }

    private void alternatives(JsonNode schema, JsonNode node, String at) {
        if (!schema.has("oneOf")) {
            return;
        }
        int fitting = 0;
        for (JsonNode one : schema.get("oneOf")) {
            MiniSchema trial = new MiniSchema(root);
            trial.check(one, node, at);
            fitting += trial.errors.isEmpty() ? 1 : 0;
        }
        need(fitting == 1, at, fitting + " alternatives fit " + node);
    }

    private void need(boolean holds, String at, String error) {
        if (!holds) {
            errors.add(at + ": " + error);
        }
    }

    private static boolean isType(String type, JsonNode node) {
        return switch (type) {
            case "object" -> node.isObject();
            case "array" -> node.isArray();
            case "string" -> node.isTextual();
            case "integer" -> node.isIntegralNumber();
            case "boolean" -> node.isBoolean();
            default -> false;
        };
    }
}
