package io.jsec.dockerfile;

import io.jsec.dockerfile.ShellCommand.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The simple commands of the shell scripts in an instruction, wherever they stand: in lists, pipes,
 * groups, conditions, loops, substitutions, here-documents and behind {@code sh -c}.
 */
public final class ShellScript {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "ksh", "zsh");
    private static final int DEPTH_MAX = 8;
    private static final int COMMANDS_MAX = 20_000;

    private final List<ShellCommand> commands = new ArrayList<>();

    private ShellScript() {}

    /** The commands of {@code RUN}, {@code CMD}, {@code ENTRYPOINT} or {@code HEALTHCHECK}. */
    public static List<ShellCommand> of(Instruction instruction) {
        ShellScript script = new ShellScript();
        script.add(instruction.body(), instruction.heredocs());
        return List.copyOf(script.commands);
    }

    /** The commands of a text. */
    public static List<ShellCommand> of(Text text) {
        ShellScript script = new ShellScript();
        script.add(text, 0);
        return List.copyOf(script.commands);
    }

    /** The commands of a script that is given to a shell. */
    public static List<ShellCommand> of(String script) {
        return of(Text.of(script, 0, script.length()));
    }

    /** The commands of a program with its arguments: itself, and what a shell is given by them. */
    public static List<ShellCommand> of(List<String> words) {
        ShellScript script = new ShellScript();
        List<Word> all =
                words.stream()
                        .map(word -> new Word(Text.of(word, 0, word.length()), true))
                        .toList();
        script.add(new ShellCommand(ShellCommand.Link.START, List.of(), all, List.of()), 0);
        return List.copyOf(script.commands);
    }

    private void add(Body body, List<Heredoc> heredocs) {
        switch (body) {
            case Body.Shell shell -> {
                int before = commands.size();
                add(shell.script(), 0);
                if (readsHeredocs(commands.subList(before, commands.size()))) {
                    heredocs.forEach(heredoc -> add(heredoc.content(), 1));
                }
            }
            case Body.Exec exec -> {
                List<Word> words = exec.words().stream().map(text -> new Word(text, true)).toList();
                ShellCommand command =
                        new ShellCommand(ShellCommand.Link.START, List.of(), words, List.of());
                add(command, 0);
            }
            case Body.Health(var command) -> command.ifPresent(inner -> add(inner, heredocs));
            case Body.Trigger trigger -> {}
            case Body.Words words -> {}
            case Body.Value value -> {}
            case Body.Pairs pairs -> {}
            case Body.Base base -> {}
            case Body.Unread unread -> {}
        }
    }

    /** A here-document is a script where nothing, or a shell without a script, reads it. */
    private static boolean readsHeredocs(List<ShellCommand> around) {
        if (around.isEmpty()) {
            return true;
        }
        return around.stream()
                .map(ShellCommand::unwrapped)
                .anyMatch(command ->
                        command.words().isEmpty()
                                || (SHELLS.contains(command.program())
                                        && command.operands().isEmpty()));
    }

    private void add(Text text, int depth) {
        if (isOtherLanguage(text)) {
            return;
        }
        new ShellLexer(text).read(command -> add(command, depth), inner -> nested(inner, depth));
    }

    private static boolean isOtherLanguage(Text text) {
        String value = text.value();
        if (!value.startsWith("#!")) {
            return false;
        }
        int end = value.indexOf('\n');
        String line = value.substring(2, end < 0 ? value.length() : end).strip();
        String[] words = line.split("[\\s/]+", -1);
        return !SHELLS.contains(words[words.length - 1]) && !line.contains("sh ");
    }

    private void nested(Text text, int depth) {
        if (depth < DEPTH_MAX) {
            add(text, depth + 1);
        }
    }

    private void add(ShellCommand command, int depth) {
        boolean nothing =
                command.words().isEmpty()
                        && command.assignments().isEmpty()
                        && command.redirects().isEmpty();
        if (nothing || commands.size() == COMMANDS_MAX) {
            return;
        }
        commands.add(command);
        ShellCommand plain = command.unwrapped();
        if (!SHELLS.contains(plain.program()) && !plain.program().equals("eval")) {
            return;
        }
        boolean script = plain.program().equals("eval");
        for (Word word : plain.arguments()) {
            if (script) {
                nested(word.text(), depth);
                return;
            }
            script = word.value().matches("-[a-z]*c[a-z]*");
        }
    }
}
