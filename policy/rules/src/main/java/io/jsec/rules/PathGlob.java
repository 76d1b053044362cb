package io.jsec.rules;

import java.util.regex.Pattern;

/**
 * A pattern of paths: {@code *} and {@code ?} stay within a folder, {@code **} does not. Without a
 * slash it matches a name in any folder; a folder's pattern matches what is below it.
 */
public final class PathGlob {
    private final Pattern pattern;

    private PathGlob(Pattern pattern) {
        this.pattern = pattern;
    }

    /** A pattern as it is written. */
    public static PathGlob of(String glob) {
        String plain = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
        boolean rooted = plain.indexOf('/') >= 0;
        String body = plain.startsWith("/") ? plain.substring(1) : plain;
        return new PathGlob(Pattern.compile((rooted ? "" : "(?:.*/)?") + regex(body) + "(?:/.*)?"));
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*' && glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (c == '*' && glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    /** Whether a path matches; with {@code /} between its parts. */
    public boolean matches(String path) {
        return pattern.matcher(path).matches();
    }
}
