package io.jsec.rules.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code .env}: {@code NAME=value} a line, with quotes, comments and {@code export}. */
final class EnvFile {
    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*[=:]\\s*(.*)");
    private static final Pattern COMMENT = Pattern.compile("\\s+#.*$");

    private EnvFile() {}

    static Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        for (String line : plain.split("\r?\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (!line.stripLeading().startsWith("#") && matcher.matches()) {
                values.put(matcher.group(1), value(matcher.group(2).strip()));
            }
        }
        return values;
    }

    private static String value(String text) {
        if (text.length() > 1 && text.charAt(0) == '\'') {
            int end = text.indexOf('\'', 1);
            return end < 0 ? text : text.substring(1, end);
        }
        if (text.length() > 1 && text.charAt(0) == '"') {
            int end = closing(text);
            String inside = end < 0 ? text : text.substring(1, end);
            return inside.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
        }
        return COMMENT.matcher(text).replaceFirst("");
    }

    private static int closing(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }
}
