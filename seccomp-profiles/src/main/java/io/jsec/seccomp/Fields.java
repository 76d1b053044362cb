package io.jsec.seccomp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object of a profile, read by name and type.
 *
 * <p>A null counts as absent: Go programs write it for what is empty.
 */
final class Fields {
    private static final BigInteger UNSIGNED_MAX =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private final Json.Members object;

    /** Refuses a value that is no object and a member whose name is not among these. */
    Fields(Json json, String what, List<String> names) {
        if (!(json instanceof Json.Members members)) {
            throw json.place()
                    .problem("%s is %s".formatted(what, json.kind()), "write an object in braces");
        }
        object = members;
        for (Map.Entry<String, Json.Place> name : members.names().entrySet()) {
            if (!names.contains(name.getKey())) {
                throw name.getValue()
                        .problem(
                                "%s has no field \"%s\""
                                        .formatted(what, JsonReader.oneLine(name.getKey())),
                                KnownNames.suggestion(name.getKey(), names));
            }
        }
    }

    Json.Place place() {
        return object.place();
    }

    /** The value's place, or the object's where the value is missing. */
    Json.Place place(String name) {
        Json value = present(name);
        return value == null ? object.place() : value.place();
    }

    boolean has(String name) {
        return present(name) != null;
    }

    Optional<String> text(String name, int charsMax) {
        Json value = present(name);
        return value == null ? Optional.empty() : Optional.of(text(value, name, charsMax));
    }

    /** A whole number of 64 bits without sign, as the bits of a long. */
    Optional<Long> unsigned(String name) {
        Json value = present(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Json.Numeral numeral)) {
            throw wrongType(name, value, "a number");
        }
        if (!numeral.digits().chars().allMatch(c -> c >= '0' && c <= '9')
                || new BigInteger(numeral.digits()).compareTo(UNSIGNED_MAX) > 0) {
            throw value.place()
                    .problem(
                            "\"%s\" is %s".formatted(name, numeral.digits()),
                            "write a whole decimal number from 0 to 2^64-1");
        }
        return Optional.of(new BigInteger(numeral.digits()).longValue());
    }

    /** A whole number up to a limit. */
    Optional<Integer> number(String name, int max) {
        Optional<Long> value = unsigned(name);
        if (value.isPresent() && Long.compareUnsigned(value.get(), max) > 0) {
            throw place(name)
                    .problem(
                            "\"%s\" is %s".formatted(name, Long.toUnsignedString(value.get())),
                            "write a number from 0 to " + max);
        }
        return value.map(Long::intValue);
    }

    /** The elements of an array, none if it is absent. */
    List<Json> items(String name, int itemsMax) {
        Json value = present(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Json.Items items)) {
            throw wrongType(name, value, "an array");
        }
        if (items.values().size() > itemsMax) {
            throw value.place()
                    .problem(
                            "\"%s\" has %d elements".formatted(name, items.values().size()),
                            "keep at most " + itemsMax);
        }
        return items.values();
    }

    /** The strings of an array, each one of those known. */
    List<String> namesAmong(String name, List<String> known) {
        List<String> names = new ArrayList<>();
        for (Json item : items(name, known.size())) {
            String value = text(item, name, known.stream().mapToInt(String::length).sum());
            if (!known.contains(value)) {
                throw unknown(item.place(), name, value, known);
            }
            names.add(value);
        }
        return names;
    }

    Optional<Json> value(String name) {
        return Optional.ofNullable(present(name));
    }

    /** Finds the value whose name stands there. */
    <T> T oneOf(String name, Map<String, T> known) {
        Json value = required(name);
        String text = text(value, name, JsonReader.TEXT_CHARS_MAX);
        T found = known.get(text);
        if (found == null) {
            throw unknown(value.place(), name, text, List.copyOf(known.keySet()));
        }
        return found;
    }

    Json required(String name) {
        Json value = present(name);
        if (value == null) {
            throw place().problem("\"%s\" is missing".formatted(name), "write it");
        }
        return value;
    }

    /** Makes a record of the model; what it refuses is told with this object's place. */
    <T> T build(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (SeccompException e) {
            throw place().problem(e);
        }
    }

    static String text(Json value, String name, int charsMax) {
        if (!(value instanceof Json.Text text)) {
            throw wrongType(name, value, "a string");
        }
        if (text.value().length() > charsMax) {
            throw value.place()
                    .problem(
                            "\"%s\" has a string of %,d characters"
                                    .formatted(name, text.value().length()),
                            "keep at most %,d".formatted(charsMax));
        }
        return text.value();
    }

    private static SeccompException unknown(
            Json.Place place, String name, String value, List<String> known) {
        return place.problem(
                "\"%s\" is not known in \"%s\"".formatted(JsonReader.oneLine(value), name),
                KnownNames.suggestion(value, known));
    }

    private static SeccompException wrongType(String name, Json value, String wanted) {
        return value.place()
                .problem("\"%s\" is %s".formatted(name, value.kind()), "write " + wanted);
    }

    private @Nullable Json present(String name) {
        Json value = object.values().get(name);
        return value instanceof Json.Nothing ? null : value;
    }

    /** Reads every element of an array. */
    <T> List<T> each(String name, int itemsMax, Function<Json, T> reader) {
        return items(name, itemsMax).stream().map(reader).toList();
    }
}
