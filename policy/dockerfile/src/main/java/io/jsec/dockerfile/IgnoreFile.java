package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    private record Rule(PathPattern pattern, boolean exception) {}

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
            String line = raw.startsWith("#") ? "" : strip(raw);
            if (line.isEmpty()) {
                continue;
            }
            boolean exception = line.startsWith("!");
            String pattern = strip(exception ? line.substring(1) : line);
            Optional<PathPattern> read =
                    pattern.isEmpty() ? Optional.empty() : PathPattern.of(clean(pattern));
            if (read.isEmpty() || rules.size() == PATTERNS_MAX) {
                malformed.add(line);
            } else {
                rules.add(new Rule(read.get(), exception));
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
        boolean ignored = false;
        for (Rule rule : rules) {
            if (ignored == rule.exception() && rule.pattern().matches(path)) {
                ignored = !rule.exception();
            }
        }
        return ignored;
    }

    private static String strip(String line) {
        return Text.of(line, 0, line.length()).strip().value();
    }

    /**
     * Without a slash at either end, empty parts and {@code .}, and with {@code ..} resolved. What
     * leads out of the context stays and matches nothing in it.
     */
    private static String clean(String pattern) {
        boolean rooted = pattern.startsWith("/");
        List<String> parts = new ArrayList<>();
        for (String part : pattern.split("/", -1)) {
            boolean up = part.equals("..");
            if (up && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (up ? !rooted : !part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        // Neither is the name of anything in a context.
        return parts.isEmpty() ? (rooted ? "/" : ".") : String.join("/", parts);
    }
}
