package io.jsec.seccomp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a text into {@link Json}: exactly one value, no name twice in an object, bounded. */
final class JsonReader {
    /** A profile's text may have this many characters; moby's default has 14,000. */
    static final int TEXT_CHARS_MAX = 1 << 20;

    /** Objects and arrays may lie this deep in each other; a profile needs 6. */
    static final int NESTING_MAX = 16;

    /** A number may have this many characters; 2^64 has 20. */
    static final int NUMBER_CHARS_MAX = 32;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(TEXT_CHARS_MAX)
                                    .maxNameLength(TEXT_CHARS_MAX)
                                    .build())
                    .build();

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    static Json read(String text) {
        if (text.length() > TEXT_CHARS_MAX) {
            throw new Json.Place(1, 1)
                    .problem(
                            "the text has %,d characters, more than %,d"
                                    .formatted(text.length(), TEXT_CHARS_MAX),
                            "shorten it");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonReader(parser).document();
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            Json.Place place = where == null ? new Json.Place(1, 1) : place(where);
            throw place.problem(
                    "not JSON: " + oneLine(e.getOriginalMessage()), "correct the text there");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Json document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new Json.Place(1, 1).problem("the text is empty", "write a profile object");
        }
        Json value = value(first, 0);
        if (parser.nextToken() != null) {
            throw here().problem("more text after the profile", "remove it");
        }
        return value;
    }

    private Json value(@Nullable JsonToken token, int depth) throws IOException {
        Json.Place place = here();
        if (depth > NESTING_MAX) {
            throw place.problem(
                    "values are nested more than %d deep".formatted(NESTING_MAX), "flatten them");
        }
        return switch (token) {
            case START_OBJECT -> members(place, depth);
            case START_ARRAY -> items(place, depth);
            case VALUE_STRING -> new Json.Text(place, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numeral(place);
            case VALUE_TRUE -> new Json.Truth(place, true);
            case VALUE_FALSE -> new Json.Truth(place, false);
            case VALUE_NULL -> new Json.Nothing(place);
            case null, default -> throw place.problem("a value is missing", "write one");
        };
    }

    private Json members(Json.Place place, int depth) throws IOException {
        Map<String, Json> values = new LinkedHashMap<>();
        Map<String, Json.Place> names = new LinkedHashMap<>();
        for (JsonToken t = parser.nextToken(); t == JsonToken.FIELD_NAME; t = parser.nextToken()) {
            String name = parser.currentName();
            Json.Place at = here();
            Json.Place before = names.put(name, at);
            if (before != null) {
                throw at.problem(
                        "\"%s\" stands twice in this object, first in line %d"
                                .formatted(oneLine(name), before.line()),
                        "keep one");
            }
            values.put(name, value(parser.nextToken(), depth + 1));
        }
        return new Json.Members(place, values, names);
    }

    private Json items(Json.Place place, int depth) throws IOException {
        List<Json> values = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            values.add(value(t, depth + 1));
        }
        return new Json.Items(place, values);
    }

    private Json numeral(Json.Place place) throws IOException {
        String digits = parser.getText();
        if (digits.length() > NUMBER_CHARS_MAX) {
            throw place.problem(
                    "a number has more than %d characters".formatted(NUMBER_CHARS_MAX),
                    "write a whole number of at most 64 bits");
        }
        return new Json.Numeral(place, digits);
    }

    private Json.Place here() {
        return place(parser.currentTokenLocation());
    }

    private static Json.Place place(JsonLocation where) {
        return new Json.Place(Math.max(1, where.getLineNr()), Math.max(1, where.getColumnNr()));
    }

    /** A piece of the profile as it may stand in a message: one line, bounded. */
    static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
