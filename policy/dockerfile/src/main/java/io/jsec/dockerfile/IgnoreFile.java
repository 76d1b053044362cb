package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A {@code .dockerignore}: which paths of a context are not sent to the builder.
 *
 * <p>Source: Dockerfile reference, ".dockerignore file". The last pattern that matches decides; a
 * directory's pattern matches what is below it.
 */
public final class IgnoreFile {
    private static final int PATTERNS_MAX = 10_000;

    private record Rule(Pattern pattern, boolean exception) {}

    private final List<Rule> rules;
    private final List<String> malformed;

    private IgnoreFile(List<Rule> rules, List<String> malformed) {
        this.rules = List.copyOf(rules);
        this.malformed = List.copyOf(malformed);
    }

    /** Reads its text. */
    public static IgnoreFile parse(String text) {
        List<Rule> rules = new ArrayList<>();
        List<String> malformed = new ArrayList<>();
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        for (String raw : plain.split("\r?\n", -1)) {
            String line = raw.startsWith("#") ? "" : raw.strip();
            if (line.isEmpty() || rules.size() == PATTERNS_MAX) {
                continue;
            }
            boolean exception = line.startsWith("!");
            String pattern = clean(exception ? line.substring(1).strip() : line);
            try {
                rules.add(new Rule(Pattern.compile(regex(pattern) + "(/.*)?"), exception));
            } catch (PatternSyntaxException e) {
                malformed.add(line);
            }
        }
        return new IgnoreFile(rules, malformed);
    }

    /** Lines that are no pattern. */
    public List<String> malformed() {
        return malformed;
    }

    /** Whether a path is left out; relative to the context, with {@code /} between its parts. */
    public boolean ignores(String path) {
        boolean ignored = false;
        for (Rule rule : rules) {
            if (rule.pattern().matcher(path).matches()) {
                ignored = !rule.exception();
            }
        }
        return ignored;
    }

    /** Without a slash at either end, empty parts, {@code .}, and {@code ..} resolved. */
    private static String clean(String pattern) {
        List<String> parts = new ArrayList<>();
        for (String part : pattern.split("/", -1)) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '*' && pattern.startsWith("**", at)) {
                at += 2;
                boolean slash = at < pattern.length() && pattern.charAt(at) == '/';
                regex.append(at == pattern.length() ? ".*" : slash ? "(?:.*/)?" : ".*");
                at += slash ? 1 : 0;
            } else if (c == '*') {
                regex.append("[^/]*");
                at++;
            } else if (c == '?') {
                regex.append("[^/]");
                at++;
            } else if (c == '[') {
                at = characters(pattern, at, regex);
            } else {
                int escaped = c == '\\' && at + 1 < pattern.length() ? 1 : 0;
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(at + escaped))));
                at += 1 + escaped;
            }
        }
        return regex.toString();
    }

    private static int characters(String pattern, int start, StringBuilder regex) {
        int end = pattern.indexOf(']', start + 2);
        if (end < 0) {
            throw new PatternSyntaxException("a bracket is not closed", pattern, start);
        }
        String inside = pattern.substring(start + 1, end).replace("&&", "&\\&").replace("[", "\\[");
        regex.append('[').append(inside).append(']');
        return end + 1;
    }
}
