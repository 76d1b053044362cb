package io.jsec.rules.compose;

import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .env} or a file that {@code env_file} names: {@code NAME=value} a line, with comments,
 * {@code export}, and quotes that may go over several lines. Variables in values stand for those
 * above them in the file and for those of the project, except within single quotes. What is no such
 * line is left out.
 *
 * <p>Source: Compose Specification, "Env_file format".
 */
final class EnvFile {
    private static final Pattern NAME =
            Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*$");

    private final String path;
    private final String text;
    private final Map<String, String> outside;
    private final Map<String, String> known;
    private final Interpolation variables;
    private final Map<String, Located<String>> values = new LinkedHashMap<>();
    private int at;
    private int line = 1;

    private EnvFile(String path, String text, Map<String, String> outside) {
        this.path = path;
        this.text = text;
        this.outside = outside;
        this.known = new LinkedHashMap<>(outside);
        this.variables = new Interpolation(known, new Problems());
    }

    /**
     * The values of a file, each at the place of its name.
     *
     * @param outside variables of the project, which win in what values refer to
     */
    static Map<String, Located<String>> parse(
            String path, byte[] bytes, Map<String, String> outside) {
        EnvFile file = new EnvFile(path, decoded(bytes), outside);
        file.read(false);
        return file.values;
    }

    /** The same where quotes and dollar signs are characters like others. */
    static Map<String, Located<String>> raw(String path, byte[] bytes) {
        EnvFile file = new EnvFile(path, decoded(bytes), Map.of());
        file.read(true);
        return file.values;
    }

    private static String decoded(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private void read(boolean raw) {
        while (at < text.length()) {
            int start = at;
            int end = lineEnd(start);
            Matcher matcher = NAME.matcher(text).region(start, end);
            if (matcher.lookingAt()) {
                named(matcher, end, raw);
            } else {
                next(end);
            }
        }
    }

    private void named(Matcher matcher, int end, boolean raw) {
        String name = matcher.group(1);
        int column = text.codePointCount(at, matcher.start(1)) + 1;
        SourceLocation place = new SourceLocation(path, line, column, line, column + name.length());
        int sign = matcher.end();
        boolean assigned = sign < end && (text.charAt(sign) == '=' || text.charAt(sign) == ':');
        if (!assigned) {
            // A name alone takes the value that the project has.
            if (sign == end && outside.containsKey(name)) {
                put(name, outside.getOrDefault(name, ""), place);
            }
            next(end);
            return;
        }
        int value = sign + 1;
        while (!raw && value < end && (text.charAt(value) == ' ' || text.charAt(value) == '\t')) {
            value++;
        }
        char quote = !raw && value < end ? text.charAt(value) : ' ';
        int close = quote == '"' || quote == '\'' ? closing(value + 1, quote) : -1;
        if (close >= 0) {
            String inside = text.substring(value + 1, close);
            put(name, quote == '"' ? expanded(unescaped(inside), place) : inside, place);
            next(lineEnd(close));
        } else {
            String written = text.substring(value, end);
            put(name, raw ? written : expanded(plain(written), place), place);
            next(end);
        }
    }

    private static String plain(String written) {
        return COMMENT.matcher(written).replaceFirst("").strip();
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean escape = c == '\\' && i + 1 < text.length();
            out.append(escape ? unescaped(text.charAt(i + 1)) : String.valueOf(c));
            i += escape ? 2 : 1;
        }
        return out.toString();
    }

    private static String unescaped(char escaped) {
        return switch (escaped) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '"', '\\' -> String.valueOf(escaped);
            default -> "\\" + escaped;
        };
    }

    /** Defects of variables count for nothing here: compose takes such a value as it is. */
    private String expanded(String value, SourceLocation place) {
        return value.indexOf('$') < 0 ? value : variables.text(value, place);
    }

    private void put(String name, String value, SourceLocation place) {
        values.put(name, new Located<>(value, place));
        if (!outside.containsKey(name)) {
            known.put(name, value);
        }
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private int closing(int from, char quote) {
        int i = from;
        while (i < text.length() && text.charAt(i) != quote) {
            i += text.charAt(i) == '\\' && quote == '"' ? 2 : 1;
        }
        return i < text.length() ? i : -1;
    }

    /** Goes on behind the end of a line. */
    private void next(int end) {
        for (int i = at; i < Math.min(end + 1, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        at = end + 1;
    }
}
