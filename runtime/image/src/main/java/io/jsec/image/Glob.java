package io.jsec.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Patterns of image filters: {@code *} and {@code ?} stop at a slash, {@code [a-z]}, and a
 * backslash before what is meant as it stands. Matching takes at most the product of both lengths.
 *
 * @see <a href="https://pkg.go.dev/path#Match">Go's path.Match</a>
 */
final class Glob {
    private static final int PATTERN_CHARS_MAX = 512;

    /** The patterns between slashes. */
    private final List<List<Token>> parts;

    private Glob(List<List<Token>> parts) {
        this.parts = parts;
    }

    /**
     * What one place of a pattern takes.
     *
     * @param many whether it takes any number of characters
     * @param not whether the ranges say what it does not take
     * @param ranges pairs of characters, first and last
     */
    private record Token(boolean many, boolean not, String ranges) {
        boolean takes(char c) {
            boolean in = false;
            for (int i = 0; i < ranges.length(); i += 2) {
                in |= c >= ranges.charAt(i) && c <= ranges.charAt(i + 1);
            }
            return in != not;
        }

        static Token literal(char c) {
            return new Token(false, false, "" + c + c);
        }
    }

    /**
     * Reads a pattern.
     *
     * @throws ImageException BAD_PARAMETER for one that does not end
     */
    static Glob compile(String glob) {
        if (glob.length() > PATTERN_CHARS_MAX) {
            throw malformed(glob);
        }
        List<List<Token>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i++);
            switch (c) {
                case '/' -> parts.add(new ArrayList<>());
                case '*' -> parts.getLast().add(new Token(true, true, ""));
                case '?' -> parts.getLast().add(new Token(false, true, ""));
                case '[' -> {
                    int end = glob.indexOf(']', i);
                    if (end <= i) {
                        throw malformed(glob);
                    }
                    parts.getLast().add(set(glob.substring(i, end), glob));
                    i = end + 1;
                }
                case '\\' -> {
                    if (i == glob.length()) {
                        throw malformed(glob);
                    }
                    parts.getLast().add(Token.literal(glob.charAt(i++)));
                }
                default -> parts.getLast().add(Token.literal(c));
            }
        }
        return new Glob(parts);
    }

    private static Token set(String inside, String glob) {
        boolean not = inside.startsWith("^");
        String chars = not ? inside.substring(1) : inside;
        if (chars.isEmpty() || chars.startsWith("-") || chars.endsWith("-")) {
            throw malformed(glob);
        }
        StringBuilder ranges = new StringBuilder();
        int i = 0;
        while (i < chars.length()) {
            char from = chars.charAt(i);
            boolean range = i + 2 < chars.length() && chars.charAt(i + 1) == '-';
            ranges.append(from).append(range ? chars.charAt(i + 2) : from);
            i += range ? 3 : 1;
        }
        return new Token(false, not, ranges.toString());
    }

    boolean matches(String text) {
        String[] names = text.split("/", -1);
        if (names.length != parts.size()) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!matches(parts.get(i), names[i])) {
                return false;
            }
        }
        return true;
    }

    /** On a mismatch the last star takes one character more: no earlier one needs another try. */
    private static boolean matches(List<Token> tokens, String name) {
        int token = 0;
        int at = 0;
        int star = -1;
        int starAt = 0;
        while (at < name.length()) {
            if (token < tokens.size() && tokens.get(token).many()) {
                star = token++;
                starAt = at;
            } else if (token < tokens.size() && tokens.get(token).takes(name.charAt(at))) {
                token++;
                at++;
            } else if (star >= 0) {
                token = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (token < tokens.size() && tokens.get(token).many()) {
            token++;
        }
        return token == tokens.size();
    }

    private static ImageException malformed(String glob) {
        return ImageException.said(
                ImageException.Kind.BAD_PARAMETER, "syntax error in pattern: " + glob);
    }
}
