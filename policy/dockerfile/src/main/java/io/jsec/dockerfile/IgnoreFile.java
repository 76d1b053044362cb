package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@code .dockerignore}: which paths of a context are not sent to the builder.
 *
 * <p>Source: Dockerfile reference, ".dockerignore file". The last pattern that matches decides; a
 * directory's pattern matches what is below it. Matching a path costs at most the product of its
 * length and the patterns'.
 */
public final class IgnoreFile {
    /** The most patterns that are read; more are told as malformed. */
    public static final int PATTERNS_MAX = 10_000;

    private record Rule(List<PathPart> parts, boolean exception) {}

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
            if (line.isEmpty()) {
                continue;
            }
            boolean exception = line.startsWith("!");
            List<String> parts = clean(exception ? line.substring(1).strip() : line);
            boolean fine = parts.stream().allMatch(PathPart::isWellFormed);
            if (!fine || rules.size() == PATTERNS_MAX) {
                malformed.add(line);
            } else {
                rules.add(new Rule(parts.stream().map(PathPart::new).toList(), exception));
            }
        }
        return new IgnoreFile(rules, malformed);
    }

    /** Lines that are no pattern, or are too many. */
    public List<String> malformed() {
        return malformed;
    }

    /** Whether a path is left out; relative to the context, with {@code /} between its parts. */
    public boolean ignores(String path) {
        String[] names = path.split("/", -1);
        boolean ignored = false;
        for (Rule rule : rules) {
            if (ignored == rule.exception() && matches(rule.parts(), names)) {
                ignored = !rule.exception();
            }
        }
        return ignored;
    }

    /** Without a slash at either end, empty parts, {@code .}, and {@code ..} resolved. */
    private static List<String> clean(String pattern) {
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
        return parts;
    }

    /** Whether the parts match the names, or the first of them: a folder above. */
    private static boolean matches(List<PathPart> parts, String[] names) {
        boolean[] reached = new boolean[names.length + 1];
        reached[0] = true;
        for (PathPart part : parts) {
            boolean[] next = new boolean[names.length + 1];
            boolean before = false;
            for (int i = 0; i <= names.length; i++) {
                before |= reached[i];
                if (part.isAnyFolders()) {
                    next[i] = before;
                } else if (i > 0) {
                    next[i] = reached[i - 1] && part.matches(names[i - 1]);
                }
            }
            reached = next;
        }
        for (int i = 1; i <= names.length; i++) {
            if (reached[i] && !parts.isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
