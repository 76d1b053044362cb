package io.jsec.rules.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the tables of {@code structure.txt} from a JSON schema of compose files. */
final class SchemaTables {
    private static final String HEAD =
            """
            # What may stand where in a compose file, made from the Compose Specification's schema.
            # The form is told in Structure. A test writes this file anew with
            # -Dgolden.update=true -Djsec.compose.schema=FILE.
            """;

    private final JsonNode schema;
    private final Map<String, String> tables = new TreeMap<>();

    private SchemaTables(JsonNode schema) {
        this.schema = schema;
    }

    /** The whole text. */
    static String of(JsonNode schema) {
        SchemaTables made = new SchemaTables(schema);
        made.table(Structure.ROOT, schema);
        StringBuilder text = new StringBuilder(HEAD);
        made.tables.forEach(
                (name, lines) -> text.append('\n').append(name).append('\n').append(lines));
        return text.toString();
    }

    private void table(String name, JsonNode node) {
        if (tables.containsKey(name)) {
            return;
        }
        tables.put(name, "");
        List<String> required = new ArrayList<>();
        node.path("required").forEach(each -> required.add(each.asText()));
        Map<String, JsonNode> keys = new TreeMap<>();
        node.path("properties").properties().forEach(e -> keys.put(e.getKey(), e.getValue()));
        StringBuilder lines = new StringBuilder();
        keys.forEach((key, value) -> {
            String mark = required.contains(key) ? "!" : "";
            lines.append("  ").append(key).append(mark).append(' ');
            lines.append(shapes(value, name + "." + key)).append('\n');
        });
        Map<String, JsonNode> forms = new TreeMap<>();
        node.path("patternProperties")
                .properties()
                .forEach(e -> forms.put(e.getKey(), e.getValue()));
        forms.forEach((form, value) ->
                lines.append("  /")
                        .append(form)
                        .append("/ ")
                        .append(shapes(value, name + ".any"))
                        .append('\n'));
        if (node.path("additionalProperties").asBoolean(true)) {
            lines.append("  *\n");
        }
        tables.put(name, lines.toString());
    }

    private String shapes(JsonNode node, String name) {
        if (node.has("$ref")) {
            String target = node.get("$ref").asText().replaceFirst("^#/definitions/", "");
            return shapes(schema.get("definitions").get(target), target);
        }
        List<String> all = new ArrayList<>();
        if (node.has("oneOf")) {
            node.get("oneOf").forEach(each -> all.add(shapes(each, name)));
        } else if (node.get("type") == null) {
            all.add("any");
        } else if (node.get("type").isArray()) {
            node.get("type").forEach(type -> all.add(shape(type.asText(), node, name)));
        } else {
            all.add(shape(node.get("type").asText(), node, name));
        }
        return String.join(" ", all);
    }

    private String shape(String type, JsonNode node, String name) {
        return switch (type) {
            case "object" -> {
                table(name, node);
                yield name;
            }
            case "array" -> {
                String items = shapes(node.get("items"), name + ".item").replace(' ', ',');
                yield "[" + items + "]" + (node.path("uniqueItems").asBoolean() ? "!" : "");
            }
            case "string" -> text(node);
            case "integer" -> whole(node);
            default -> type;
        };
    }

    private static String text(JsonNode node) {
        if (node.has("enum")) {
            List<String> words = new ArrayList<>();
            node.get("enum").forEach(word -> words.add(word.asText()));
            return "string=" + String.join("|", words);
        }
        return "string" + (node.has("pattern") ? "~" + node.get("pattern").asText() : "");
    }

    private static String whole(JsonNode node) {
        boolean bounds = node.has("minimum") || node.has("maximum");
        return bounds
                ? "whole:" + node.path("minimum").asText() + ":" + node.path("maximum").asText()
                : "whole";
    }
}
