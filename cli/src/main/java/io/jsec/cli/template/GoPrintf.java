package io.jsec.cli.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code printf}, {@code print} and {@code println} of Go. */
final class GoPrintf {
    private static final int WIDTH_MAX = 10_000;

    private final String format;
    private final List<@Nullable Object> words;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int used;

    private GoPrintf(String format, List<@Nullable Object> words) {
        this.format = format;
        this.words = words;
    }

    /** Spaces only between two words of which neither is a string. */
    static String print(List<@Nullable Object> words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            if (i > 0
                    && !(words.get(i) instanceof String)
                    && !(words.get(i - 1) instanceof String)) {
                text.append(' ');
            }
            text.append(GoText.of(words.get(i)));
        }
        return text.toString();
    }

    /** Spaces between all, and the end of a line. */
    static String println(List<@Nullable Object> words) {
        List<String> texts = new ArrayList<>();
        words.forEach(word -> texts.add(GoText.of(word)));
        return String.join(" ", texts) + "\n";
    }

    /** A format with the words in it. */
    static String printf(String format, List<@Nullable Object> words) {
        return new GoPrintf(format, words).run();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                out.append(c);
            } else if (at >= format.length()) {
                out.append("%!(NOVERB)");
            } else {
                verb();
            }
        }
        if (used < words.size()) {
            List<String> extra = new ArrayList<>();
            words.subList(used, words.size())
                    .forEach(word -> extra.add(GoText.type(word) + "=" + GoText.of(word)));
            out.append("%!(EXTRA ").append(String.join(", ", extra)).append(')');
        }
        return out.toString();
    }

    private void verb() {
        StringBuilder flags = new StringBuilder();
        while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) {
            flags.append(format.charAt(at++));
        }
        int width = digits();
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, digits());
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        char verb = format.charAt(at++);
        if (verb == '%') {
            out.append('%');
            return;
        }
        if (used >= words.size()) {
            out.append("%!").append(verb).append("(MISSING)");
            return;
        }
        pad(one(verb, flags.toString(), precision, words.get(used++)), flags.toString(), width);
    }

    private int digits() {
        int start = at;
        while (at < format.length() && Character.isDigit(format.charAt(at))) {
            at++;
        }
        if (at == start) {
            return -1;
        }
        return at - start > 5
                ? WIDTH_MAX
                : Math.min(WIDTH_MAX, Integer.parseInt(format.substring(start, at)));
    }

    private static String one(char verb, String flags, int precision, @Nullable Object value) {
        String plus = flags.contains("+") && positive(value) ? "+" : "";
        return switch (verb) {
            case 'v' -> plus + GoText.of(value);
            case 's' ->
                    value instanceof Long || value instanceof Boolean || value instanceof Double
                            ? wrong(verb, value)
                            : cut(GoText.of(value), precision);
            case 'q' ->
                    value instanceof Long point
                            ? "'" + Character.toString(point.intValue()) + "'"
                            : value instanceof String text
                                    ? GoQuote.quote(cut(text, precision))
                                    : wrong(verb, value);
            case 'd' -> value instanceof Long ? plus + value : wrong(verb, value);
            case 't' -> value instanceof Boolean ? value.toString() : wrong(verb, value);
            case 'T' -> GoText.type(value);
            case 'x', 'X' -> hex(verb, value);
            case 'o' ->
                    value instanceof Long number ? Long.toOctalString(number) : wrong(verb, value);
            case 'c' ->
                    value instanceof Long number
                            ? Character.toString(number.intValue())
                            : wrong(verb, value);
            case 'f', 'F' ->
                    value instanceof Double number
                            ? plus
                                    + String.format(
                                            "%." + (precision < 0 ? 6 : precision) + "f", number)
                            : wrong(verb, value);
            case 'g', 'G' ->
                    value instanceof Double number
                            ? plus + GoNumber.print(number)
                            : wrong(verb, value);
            default -> wrong(verb, value);
        };
    }

    private static String hex(char verb, @Nullable Object value) {
        String hex;
        if (value instanceof Long number) {
            hex = Long.toHexString(number);
        } else if (value instanceof String text) {
            hex =
                    java.util.HexFormat.of()
                            .formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } else {
            return wrong(verb, value);
        }
        return verb == 'X' ? hex.toUpperCase(java.util.Locale.ROOT) : hex;
    }

    private static boolean positive(@Nullable Object value) {
        return (value instanceof Long whole && whole >= 0)
                || (value instanceof Double number && number >= 0);
    }

    private static String cut(String text, int precision) {
        int length = text.codePointCount(0, text.length());
        return precision < 0 || precision >= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, precision));
    }

    private static String wrong(char verb, @Nullable Object value) {
        return "%!" + verb + "(" + GoText.type(value) + "=" + GoText.of(value) + ")";
    }

    private void pad(String text, String flags, int width) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            out.append(text);
        } else if (flags.contains("-")) {
            out.append(text).append(" ".repeat(missing));
        } else if (flags.contains("0") && text.startsWith("-")) {
            out.append('-').append("0".repeat(missing)).append(text, 1, text.length());
        } else {
            out.append((flags.contains("0") ? "0" : " ").repeat(missing)).append(text);
        }
    }
}
