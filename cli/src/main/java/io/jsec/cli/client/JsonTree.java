package io.jsec.cli.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.function.Consumer;

/**
 * JSON as trees, read by {@link JsonScanner}: an ObjectMapper knows calendars and languages, and
 * takes longer to begin than a whole verb.
 */
public final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTree() {}

    /** An empty object. */
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /**
     * The envelope that every report of our own verbs has, as text.
     *
     * @param kind such as {@code doctor}
     * @param version of this program
     * @param host the host's name
     * @param time ISO 8601, UTC
     */
    public static String report(
            String kind, String version, String host, String time, JsonNode data) {
        ObjectNode root = object();
        root.put("schema", "jsec." + kind + "/1");
        root.putObject("tool").put("name", "jsec").put("version", version);
        root.put("host", host);
        root.put("time", time);
        root.set("data", data);
        return root.toPrettyString() + "\n";
    }

    /** The first value of a text; a missing node where there is none. */
    public static JsonNode parse(byte[] text) throws IOException {
        JsonNode value = new JsonScanner(new ByteArrayInputStream(text)).next();
        return value == null ? MissingNode.getInstance() : value;
    }

    /** The values of a stream, one after the other, as they come. */
    public static void stream(InputStream in, Consumer<JsonNode> each) throws IOException {
        JsonScanner scanner = new JsonScanner(in);
        for (JsonNode value = scanner.next(); value != null; value = scanner.next()) {
            each.accept(value);
        }
    }

    /** A tree as text, in one line. */
    public static String text(JsonNode tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(out, tree);
        } catch (IOException e) {
            throw new IllegalStateException("a writer of memory failed", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, JsonNode node) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                for (java.util.Map.Entry<String, JsonNode> each : node.properties()) {
                    out.writeFieldName(each.getKey());
                    write(out, each.getValue());
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode each : node) {
                    write(out, each);
                }
                out.writeEndArray();
            }
            case STRING -> out.writeString(node.textValue());
            case NUMBER -> {
                if (node.isIntegralNumber()) {
                    out.writeNumber(node.bigIntegerValue());
                } else {
                    out.writeNumber(node.doubleValue());
                }
            }
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NULL -> out.writeNull();
            case MISSING, BINARY, POJO ->
                    throw new IllegalStateException("not JSON: " + node.getNodeType());
        }
    }
}
