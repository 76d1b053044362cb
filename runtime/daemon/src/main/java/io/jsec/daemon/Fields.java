package io.jsec.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.jsec.daemon.edge.StatusException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * An object of a request. Fields that nobody asks for are ignored; one of the wrong type is refused
 * with its place. A field that is null is absent.
 */
final class Fields {
    /** Without any field. */
    static final Fields EMPTY = new Fields("", Json.object());

    private final String place;
    private final JsonNode node;

    private Fields(String place, JsonNode node) {
        this.place = place;
        this.node = node;
    }

    /**
     * The object that a body holds; an empty one where the body is empty.
     *
     * @throws StatusException 400, where it holds no object
     */
    static Fields read(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return EMPTY;
        }
        try {
            JsonNode node = Json.read(bytes);
            if (node.isMissingNode() || node.isNull()) {
                return EMPTY;
            }
            return of("", node);
        } catch (JsonProcessingException e) {
            throw new StatusException(400, "the body is no JSON: " + e.getOriginalMessage());
        }
    }

    /** A value that must be an object. */
    static Fields of(String place, JsonNode node) {
        if (!node.isObject()) {
            throw wrong(place.isEmpty() ? "the body" : place, "an object", node);
        }
        return new Fields(place, node);
    }

    private static StatusException wrong(String place, String wanted, JsonNode node) {
        return new StatusException(
                400, place + " takes " + wanted + ", not " + name(node.getNodeType()));
    }

    private static String name(JsonNodeType type) {
        return switch (type) {
            case ARRAY -> "a list";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "something else";
        };
    }

    String place(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    /** Whether a field is there and no null. */
    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** Whether a field is there and says something: not null, false, 0, or empty. */
    boolean asks(String key) {
        return has(key)
                && !new RunOption(key, "-", RunOption.Verdict.REFUSED, "zero", "")
                        .isUnset(node.get(key));
    }

    /** The object as it was sent. */
    JsonNode node() {
        return node;
    }

    /** The names in an object whose values say nothing; none where it is absent. */
    Set<String> keys(String key) {
        return object(key).map(Fields::allNames).orElse(Set.of());
    }

    private Set<String> allNames() {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The names of the fields that are there. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        node.fieldNames()
                .forEachRemaining(key -> {
                    if (has(key)) {
                        names.add(key);
                    }
                });
        return names;
    }

    Optional<JsonNode> value(String key) {
        return has(key) ? Optional.of(node.get(key)) : Optional.empty();
    }

    Optional<String> text(String key) {
        return value(key).map(value -> text(place(key), value));
    }

    private static String text(String place, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(place, "a text", value);
        }
        return value.textValue();
    }

    /** A text that is not empty. */
    Optional<String> given(String key) {
        return text(key).filter(text -> !text.isEmpty());
    }

    Optional<Boolean> truth(String key) {
        return value(key)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrong(place(key), "true or false", value);
                    }
                    return value.booleanValue();
                });
    }

    boolean isTrue(String key) {
        return truth(key).orElse(false);
    }

    Optional<Long> number(String key) {
        return value(key)
                .map(value -> {
                    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                        throw wrong(place(key), "a whole number", value);
                    }
                    return value.longValue();
                });
    }

    /** A number that an int holds. */
    Optional<Integer> small(String key) {
        return number(key)
                .map(value -> {
                    if (value != value.intValue()) {
                        throw new StatusException(400, place(key) + " is out of range: " + value);
                    }
                    return value.intValue();
                });
    }

    Optional<Fields> object(String key) {
        return value(key).map(value -> of(place(key), value));
    }

    /** The items of a list; none where it is absent. */
    List<String> texts(String key) {
        return items(key, Fields::text);
    }

    /** The numbers of a list; none where it is absent. */
    List<Integer> smalls(String key) {
        return items(
                key,
                (place, item) -> {
                    if (!item.isIntegralNumber() || !item.canConvertToInt()) {
                        throw wrong(place, "a whole number", item);
                    }
                    return item.intValue();
                });
    }

    /** The objects of a list; none where it is absent. */
    List<Fields> objects(String key) {
        return items(key, Fields::of);
    }

    private <T> List<T> items(String key, BiFunction<String, JsonNode, T> reader) {
        List<T> items = new ArrayList<>();
        value(key)
                .ifPresent(list -> {
                    if (!list.isArray()) {
                        throw wrong(place(key), "a list", list);
                    }
                    for (JsonNode item : list) {
                        items.add(reader.apply(place(key) + "[" + items.size() + "]", item));
                    }
                });
        return items;
    }

    /** A text, or the items of a list of texts: the two forms a command has. */
    Optional<List<String>> words(String key) {
        return value(key).map(value -> value.isTextual() ? List.of(value.textValue()) : texts(key));
    }

    /** An object of texts; empty where it is absent. */
    Map<String, String> table(String key) {
        Map<String, String> table = new LinkedHashMap<>();
        object(key)
                .ifPresent(object ->
                        object.names()
                                .forEach(name -> table.put(name, object.text(name).orElseThrow())));
        return table;
    }
}
