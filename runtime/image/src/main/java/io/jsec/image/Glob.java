package io.jsec.image;

import java.util.regex.Pattern;

/** Patterns of image filters: {@code *} and {@code ?} stop at a slash, {@code [a-z]}. */
final class Glob {
    private static final int PATTERN_CHARS_MAX = 512;

    private Glob() {}

    /**
     * @throws ImageException BAD_PARAMETER for a pattern that does not end
     */
    static Pattern compile(String glob) {
        if (glob.length() > PATTERN_CHARS_MAX) {
            throw malformed(glob);
        }
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> {
                    // Runs of stars mean one, and cost one.
                    if (i == 0 || glob.charAt(i - 1) != '*') {
                        regex.append("[^/]*");
                    }
                }
                case '?' -> regex.append("[^/]");
                case '[' -> {
                    int end = glob.indexOf(']', i + 1);
                    if (end < 0) {
                        throw malformed(glob);
                    }
                    regex.append(set(glob.substring(i + 1, end), glob));
                    i = end;
                }
                case '\\' -> {
                    if (++i == glob.length()) {
                        throw malformed(glob);
                    }
                    regex.append(Pattern.quote(glob.substring(i, i + 1)));
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
            i++;
        }
        return Pattern.compile(regex.toString());
    }

    private static String set(String inside, String glob) {
        boolean not = inside.startsWith("^");
        String chars = not ? inside.substring(1) : inside;
        if (!chars.matches("[A-Za-z0-9._/:@-]+")) {
            throw malformed(glob);
        }
        return (not ? "[^/" : "[") + chars.replace(".", "\\.") + "]";
    }

    private static ImageException malformed(String glob) {
        return ImageException.said(
                ImageException.Kind.BAD_PARAMETER, "syntax error in pattern: " + glob);
    }
}
