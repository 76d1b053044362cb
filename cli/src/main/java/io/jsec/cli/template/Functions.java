package io.jsec.cli.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions of Go's templates and those that docker adds. */
final class Functions {
    private static final Set<String> NAMES =
            Set.of(
                    "and",
                    "or",
                    "not",
                    "len",
                    "index",
                    "slice",
                    "eq",
                    "ne",
                    "lt",
                    "le",
                    "gt",
                    "ge",
                    "print",
                    "printf",
                    "println",
                    "json",
                    "split",
                    "join",
                    "lower",
                    "upper",
                    "title",
                    "pad",
                    "truncate");

    private static final Set<String> LOOKS =
            Set.of("json", "split", "join", "title", "lower", "upper", "pad", "truncate");

    /** More spaces are no padding. */
    private static final int PADDING_MAX = 10_000;

    private Functions() {}

    static boolean isKnown(String name) {
        return NAMES.contains(name);
    }

    /** Whether a function changes how its first word looks. */
    static boolean isLook(String name) {
        return LOOKS.contains(name);
    }

    /**
     * What a function makes of its words.
     *
     * @param error makes an exception of the reason
     */
    static @Nullable Object call(
            String name, List<@Nullable Object> words, Function<String, TemplateException> error) {
        try {
            return call(name, words);
        } catch (WrongWords e) {
            throw error.apply(e.reason);
        }
    }

    private static @Nullable Object call(String name, List<@Nullable Object> words)
            throws WrongWords {
        return switch (name) {
            case "not" -> !GoText.isTrue(only(name, words));
            case "len" -> (long) length(only(name, words));
            case "index" -> index(words);
            case "slice" -> slice(words);
            case "eq" -> equal(words);
            case "ne" -> !equal(exactly(2, name, words));
            case "lt" -> compare(name, words) < 0;
            case "le" -> compare(name, words) <= 0;
            case "gt" -> compare(name, words) > 0;
            case "ge" -> compare(name, words) >= 0;
            case "print" -> GoPrintf.print(words);
            case "println" -> GoPrintf.println(words);
            case "printf" ->
                    GoPrintf.printf(text(name, first(name, words)), words.subList(1, words.size()));
            case "json" -> GoJson.write(only(name, words));
            case "lower" -> text(name, only(name, words)).toLowerCase(Locale.ROOT);
            case "upper" -> text(name, only(name, words)).toUpperCase(Locale.ROOT);
            case "title" -> title(text(name, only(name, words)));
            case "split" -> split(exactly(2, name, words));
            case "join" -> join(exactly(2, name, words));
            case "pad" -> pad(exactly(3, name, words));
            case "truncate" -> truncate(exactly(2, name, words));
            default -> throw new IllegalStateException("the parser let through: " + name);
        };
    }

    private static int length(@Nullable Object value) throws WrongWords {
        return switch (value) {
            case String text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case GoNil nil when nil != GoNil.NO_VALUE -> 0;
            case null, default ->
                    throw new WrongWords("error calling len: len of type " + GoText.type(value));
        };
    }

    private static @Nullable Object index(List<@Nullable Object> words) throws WrongWords {
        Object value = first("index", words);
        for (Object key : words.subList(1, words.size())) {
            value =
                    switch (value) {
                        case List<?> list -> list.get(place("index", key, list.size() - 1));
                        case String text ->
                                (long) text.charAt(place("index", key, text.length() - 1)) & 0xff;
                        case Map<?, ?> map -> entry(map, key);
                        case GoNil nil when nil != GoNil.LIST -> GoNil.NO_VALUE;
                        case GoNil nil -> throw outOfRange("index", key);
                        case null ->
                                throw new WrongWords("error calling index: index of nil pointer");
                        default ->
                                throw new WrongWords(
                                        "error calling index: can't index item of type "
                                                + GoText.type(value));
                    };
        }
        return value;
    }

    /** A key that is not there gives the empty value of the map's kind, where that is known. */
    private static @Nullable Object entry(Map<?, ?> map, @Nullable Object key) throws WrongWords {
        if (!(key instanceof String name)) {
            throw new WrongWords(
                    "error calling index: value has type "
                            + GoText.type(key)
                            + "; should be string");
        }
        if (map.containsKey(name)) {
            return map.get(name);
        }
        boolean strings =
                !map.isEmpty() && map.values().stream().allMatch(String.class::isInstance);
        return strings ? "" : GoNil.NO_VALUE;
    }

    private static Object slice(List<@Nullable Object> words) throws WrongWords {
        Object value = first("slice", words);
        if (!(value instanceof String) && !(value instanceof List<?>)) {
            throw new WrongWords(
                    "error calling slice: can't slice item of type " + GoText.type(value));
        }
        int size = value instanceof String text ? text.length() : ((List<?>) value).size();
        if (words.size() > 3) {
            throw new WrongWords(
                    value instanceof String
                            ? "error calling slice: cannot 3-index slice a string"
                            : "error calling slice: too many slice indexes: " + (words.size() - 1));
        }
        int from = words.size() > 1 ? place("slice", words.get(1), size) : 0;
        int to = words.size() > 2 ? place("slice", words.get(2), size) : size;
        if (from > to) {
            throw new WrongWords("error calling slice: invalid slice index: " + from + " > " + to);
        }
        return value instanceof String text
                ? text.substring(from, to)
                : ((List<?>) value).subList(from, to);
    }

    private static int place(String name, @Nullable Object key, int last) throws WrongWords {
        if (!(key instanceof Long number)) {
            throw new WrongWords(
                    "error calling "
                            + name
                            + ": cannot index slice/array with type "
                            + GoText.type(key));
        }
        if (number < 0 || number > last) {
            throw outOfRange(name, number);
        }
        return number.intValue();
    }

    private static boolean equal(List<@Nullable Object> words) throws WrongWords {
        Object left = first("eq", words);
        if (words.size() < 2) {
            throw new WrongWords("error calling eq: missing argument for comparison");
        }
        for (Object right : words.subList(1, words.size())) {
            if (left != null && right != null && !comparable(left, right)) {
                throw new WrongWords("error calling eq: incompatible types for comparison");
            }
            if (left == null ? right == null : left.equals(right)) {
                return true;
            }
        }
        return false;
    }

    private static boolean comparable(Object left, Object right) {
        return GoText.type(left).equals(GoText.type(right));
    }

    private static int compare(String name, List<@Nullable Object> words) throws WrongWords {
        exactly(2, name, words);
        Object left = words.get(0);
        Object right = words.get(1);
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Long a && right instanceof Long b) {
            return a.compareTo(b);
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a.compareTo(b);
        }
        throw new WrongWords("error calling " + name + ": incompatible types for comparison");
    }

    private static String title(String text) {
        StringBuilder title = new StringBuilder(text);
        for (int i = 0; i < title.length(); i++) {
            if (i == 0 || Character.isWhitespace(title.charAt(i - 1))) {
                title.setCharAt(i, Character.toTitleCase(title.charAt(i)));
            }
        }
        return title.toString();
    }

    private static List<String> split(List<@Nullable Object> words) throws WrongWords {
        String text = text("split", words.get(0));
        String separator = text("split", words.get(1));
        return separator.isEmpty()
                ? text.codePoints().mapToObj(Character::toString).toList()
                : Arrays.asList(text.split(Pattern.quote(separator), -1));
    }

    private static String join(List<@Nullable Object> words) throws WrongWords {
        List<String> parts = new ArrayList<>();
        if (words.get(0) instanceof List<?> list) {
            for (Object each : list) {
                parts.add(text("join", each));
            }
        } else if (words.get(0) != GoNil.LIST) {
            throw new WrongWords(
                    "wrong type for value; expected []string; got " + GoText.type(words.get(0)));
        }
        return String.join(text("join", words.get(1)), parts);
    }

    /** Spaces before and after a text that is not empty. */
    private static String pad(List<@Nullable Object> words) throws WrongWords {
        String text = text("pad", words.get(0));
        return text.isEmpty()
                ? text
                : " ".repeat(place("pad", words.get(1), PADDING_MAX))
                        + text
                        + " ".repeat(place("pad", words.get(2), PADDING_MAX));
    }

    private static String truncate(List<@Nullable Object> words) throws WrongWords {
        String text = text("truncate", words.get(0));
        int length = place("truncate", words.get(1), Integer.MAX_VALUE);
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static @Nullable Object first(String name, List<@Nullable Object> words)
            throws WrongWords {
        if (words.isEmpty()) {
            throw count(name, "at least 1", 0);
        }
        return words.getFirst();
    }

    private static @Nullable Object only(String name, List<@Nullable Object> words)
            throws WrongWords {
        return exactly(1, name, words).getFirst();
    }

    private static List<@Nullable Object> exactly(
            int count, String name, List<@Nullable Object> words) throws WrongWords {
        if (words.size() != count) {
            throw count(name, Integer.toString(count), words.size());
        }
        return words;
    }

    private static String text(String name, @Nullable Object value) throws WrongWords {
        if (value instanceof String text) {
            return text;
        }
        throw new WrongWords(
                "wrong type for value of " + name + "; expected string; got " + GoText.type(value));
    }

    private static WrongWords count(String name, String want, int got) {
        return new WrongWords(
                "wrong number of args for " + name + ": want " + want + " got " + got);
    }

    private static WrongWords outOfRange(String name, @Nullable Object key) {
        return new WrongWords("error calling " + name + ": index out of range: " + key);
    }

    /** Words that a function does not take. */
    private static final class WrongWords extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        WrongWords(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
