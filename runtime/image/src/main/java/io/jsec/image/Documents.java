package io.jsec.image;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON of images: read with limits, written with keys in order. */
final class Documents {
    static final int BYTES_MAX = 4 * 1024 * 1024;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    private Documents() {}

    /**
     * @param what for the message
     * @throws ImageException INVALID_ARCHIVE
     */
    static JsonNode read(byte[] bytes, String what) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw ImageException.invalid(what, "it is not JSON");
        }
    }

    static byte[] write(Object document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps and lists are always JSON", e);
        }
    }

    /** A map that keeps its order: key, value, key, value … */
    static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    static Map<String, Object> descriptor(String type, ImageDigest digest, long size) {
        return ordered("mediaType", type, "digest", digest.toString(), "size", size);
    }

    /** A digest in a document. */
    static ImageDigest digest(JsonNode node, String what) {
        try {
            return ImageDigest.parse(node.asText());
        } catch (IllegalArgumentException e) {
            throw ImageException.invalid(
                    what, "its digest is not sha256: and 64 lower-case hexadecimal digits");
        }
    }

    /** The texts of a list; a missing one is empty. */
    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    /** A time of RFC 3339; what is none is 1970. */
    static Instant time(JsonNode node) {
        try {
            return OffsetDateTime.parse(node.asText()).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
