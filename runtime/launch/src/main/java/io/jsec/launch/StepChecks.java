package io.jsec.launch;

import java.util.List;

/**
 * The bounds of the wire form; everything outside them is a bug of the caller or corrupted bytes.
 */
final class StepChecks {
    /** Elements of a list other than words. */
    static final int LIST_MAX = 4096;

    /** Words of argv and of the environment. */
    static final int WORDS_MAX = 16_384;

    /** Bytes of a text. */
    static final int TEXT_BYTES_MAX = 131_071;

    private StepChecks() {}

    static void containerId(String id) {
        if (!id.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a container's id: " + id);
        }
    }

    static void path(String path) {
        pathText(path);
        if (!path.startsWith("/") || hasDots(path)) {
            throw new IllegalArgumentException("not an absolute, plain path: " + path);
        }
    }

    static void relative(String path) {
        pathText(path);
        if (path.startsWith("/") || hasDots(path)) {
            throw new IllegalArgumentException("not a relative, plain path: " + path);
        }
    }

    static void pathText(String path) {
        text(path);
        if (path.isEmpty() || LaunchPlan.utf8Length(path) > SpecPaths.PATH_BYTES_MAX) {
            throw new IllegalArgumentException("a path that is empty or over 4095 bytes");
        }
    }

    static void fileName(String name) {
        text(name);
        boolean dots = name.equals(".") || name.equals("..");
        if (name.isEmpty() || name.length() > 255 || name.indexOf('/') >= 0 || dots) {
            throw new IllegalArgumentException("not a file name: " + name);
        }
    }

    static void text(String text) {
        if (text.indexOf('\0') >= 0 || LaunchPlan.utf8Length(text) > TEXT_BYTES_MAX) {
            throw new IllegalArgumentException("a text with NUL or over " + TEXT_BYTES_MAX);
        }
    }

    static void number(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("a number out of range: " + number);
        }
    }

    static void bits(long bits, long known) {
        if ((bits & ~known) != 0) {
            throw new IllegalArgumentException(
                    "unknown bits: 0x" + Long.toHexString(bits & ~known));
        }
    }

    static <T> List<T> list(List<T> elements) {
        if (elements.size() > LIST_MAX) {
            throw new IllegalArgumentException("a list of " + elements.size() + " elements");
        }
        return List.copyOf(elements);
    }

    static List<String> words(List<String> words) {
        if (words.size() > WORDS_MAX) {
            throw new IllegalArgumentException("a list of " + words.size() + " words");
        }
        words.forEach(StepChecks::text);
        return List.copyOf(words);
    }

    private static boolean hasDots(String path) {
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
