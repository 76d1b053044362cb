package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One simple command of a shell script.
 *
 * @param link what stands before it
 * @param assignments {@code NAME=value} before the program
 * @param words the program and its arguments
 * @param redirects in order
 */
public record ShellCommand(
        Link link, List<Word> assignments, List<Word> words, List<Redirect> redirects) {
    private static final Set<String> WRAPPERS =
            Set.of(
                    "sudo",
                    "env",
                    "exec",
                    "command",
                    "builtin",
                    "time",
                    "nohup",
                    "nice",
                    "eatmydata");

    /** Options of {@link #WRAPPERS} that take a word of their own. */
    private static final Set<String> WRAPPER_OPTIONS =
            Set.of("-u", "-g", "-n", "--user", "--group", "-C", "--chdir", "--unset");

    /** What stands before a command. */
    public enum Link {
        /** It is the first, or follows {@code ;}, a line end or a keyword. */
        START,
        /** {@code &&}. */
        AND,
        /** {@code ||}. */
        OR,
        /** {@code |}: it reads what the command before writes. */
        PIPE,
        /** {@code &}: the command before goes on beside it. */
        BACKGROUND
    }

    /**
     * A word.
     *
     * @param text without quotes; variables and substitutions stay as written
     * @param literal whether it holds no variable, substitution or pattern
     */
    public record Word(Text text, boolean literal) {
        /** Its characters. */
        public String value() {
            return text.value();
        }

        /** Its place. */
        public Span span() {
            return text.span();
        }
    }

    /**
     * A redirection.
     *
     * @param operator e.g. {@code >>}
     * @param target the word behind it
     */
    public record Redirect(String operator, Word target) {}

    /** Copies the lists. */
    public ShellCommand {
        assignments = List.copyOf(assignments);
        words = List.copyOf(words);
        redirects = List.copyOf(redirects);
    }

    /** The program's name without its folders; empty without one. */
    public String program() {
        return words.isEmpty() ? "" : baseName(words.getFirst().value());
    }

    /** The arguments behind the program. */
    public List<Word> arguments() {
        return words.isEmpty() ? List.of() : words.subList(1, words.size());
    }

    /** Whether one of the arguments is that word. */
    public boolean has(String argument) {
        return arguments().stream().anyMatch(word -> word.value().equals(argument));
    }

    /** The arguments that are no options. */
    public List<Word> operands() {
        return arguments().stream().filter(word -> !word.value().startsWith("-")).toList();
    }

    /** The place of program and arguments. */
    public Span span() {
        List<Word> all = words.isEmpty() ? assignments : words;
        if (all.isEmpty()) {
            return redirects.getFirst().target().span();
        }
        return all.getFirst().span().to(all.getLast().span());
    }

    /** Without {@code sudo}, {@code env} and the like before the program, and their options. */
    public ShellCommand unwrapped() {
        List<Word> rest = new ArrayList<>(words);
        while (!rest.isEmpty() && WRAPPERS.contains(baseName(rest.getFirst().value()))) {
            rest.removeFirst();
            dropOptions(rest);
        }
        return rest.isEmpty() ? this : new ShellCommand(link, assignments, rest, redirects);
    }

    private static void dropOptions(List<Word> rest) {
        while (!rest.isEmpty()) {
            String word = rest.getFirst().value();
            boolean assignment = word.indexOf('=') > 0 && word.indexOf('/') < 0;
            if (!word.startsWith("-") && !assignment) {
                return;
            }
            rest.removeFirst();
            if (WRAPPER_OPTIONS.contains(word) && !rest.isEmpty()) {
                rest.removeFirst();
            }
        }
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
