package io.jsec.rules.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads JSON (RFC 8259) with the place of each value. A key that stands twice is refused. */
public final class JsonReader {
    private static final int DEPTH_MAX = 200;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxStringLength(Bytes.BYTES_MAX)
                                    .build())
                    .build();

    private final String path;
    private final String text;
    private final JsonParser parser;

    private JsonReader(String path, String text, JsonParser parser) {
        this.path = path;
        this.text = text;
        this.parser = parser;
    }

    /**
     * Reads one document.
     *
     * @param path the document's name in places
     * @throws ReadException where it is no JSON
     */
    public static Node read(String path, byte[] bytes) {
        String text = Bytes.text(path, bytes);
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonReader(path, text, parser).document();
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new ReadException(
                    at == null ? SourceLocation.whole(path) : place(path, text, at), firstLine(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Node document() throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw new ReadException(SourceLocation.whole(path), "the file is empty");
            }
            Node node = value();
            if (parser.nextToken() != null) {
                throw new ReadException(here(), "something follows the document");
            }
            return node;
        } catch (StreamConstraintsException e) {
            // It does not know where it was thrown.
            throw new ReadException(place(path, text, parser.currentLocation()), firstLine(e));
        }
    }

    private static String firstLine(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int end = message.indexOf('\n');
        return "no JSON: " + (end < 0 ? message : message.substring(0, end));
    }

    private static SourceLocation place(String path, String text, JsonLocation location) {
        int line = Math.max(1, location.getLineNr());
        int column = column(text, location);
        return new SourceLocation(path, line, column, line, column);
    }

    private SourceLocation here() {
        JsonLocation at = parser.currentTokenLocation();
        return new SourceLocation(path, at.getLineNr(), column(at), at.getLineNr(), column(at));
    }

    private SourceLocation to(JsonLocation start) {
        JsonLocation end = parser.currentLocation();
        return new SourceLocation(
                path, start.getLineNr(), column(start), end.getLineNr(), column(end));
    }

    private int column(JsonLocation at) {
        return column(text, at);
    }

    /** The parser counts UTF-16 code units, places count code points. */
    private static int column(String text, JsonLocation at) {
        int column = Math.max(1, at.getColumnNr());
        int end = Math.clamp(at.getCharOffset(), 0, text.length());
        int start = Math.max(0, end - (column - 1));
        return text.codePointCount(start, end) + 1;
    }

    private Node value() throws IOException {
        JsonToken token = parser.currentToken();
        JsonLocation start = parser.currentTokenLocation();
        return switch (token) {
            case START_OBJECT -> object(start);
            case START_ARRAY -> array(start);
            case VALUE_STRING -> scalar(Node.Type.TEXT, start);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Node.Type.NUMBER, start);
            case VALUE_TRUE, VALUE_FALSE -> scalar(Node.Type.BOOLEAN, start);
            case VALUE_NULL -> scalar(Node.Type.NULL, start);
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("unexpected " + token);
        };
    }

    private Node scalar(Node.Type type, JsonLocation start) throws IOException {
        String text = parser.getText();
        return new Node.Scalar(text, type, to(start), "");
    }

    private Node array(JsonLocation start) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new Node.Sequence(items, to(start), "");
    }

    private Node object(JsonLocation start) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            JsonLocation place = parser.currentTokenLocation();
            Node.Scalar key = (Node.Scalar) scalar(Node.Type.TEXT, place);
            if (!seen.add(key.text())) {
                throw new ReadException(key.at(), "the key " + key.text() + " stands twice");
            }
            parser.nextToken();
            entries.add(new Node.Entry(key, value()));
        }
        return new Node.Mapping(entries, to(start), "");
    }
}
