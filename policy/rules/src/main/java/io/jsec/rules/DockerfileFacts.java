package io.jsec.rules;

import io.jsec.dockerfile.Body;
import io.jsec.dockerfile.Dockerfile;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Position;
import io.jsec.dockerfile.Scopes;
import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellScript;
import io.jsec.dockerfile.Span;
import io.jsec.dockerfile.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Dockerfile with its scopes and the commands of its {@code RUN} instructions.
 *
 * @param target the file
 * @param file as parsed
 * @param scopes its variables and settings
 * @param commands what {@code RUN} runs, in order; without {@code sudo} and the like
 */
public record DockerfileFacts(Target target, Dockerfile file, Scopes scopes, List<Command> commands)
        implements Facts {
    /**
     * One command of a {@code RUN}.
     *
     * @param run the instruction, also of a trigger
     * @param written the command as it stands
     * @param shell the command without {@code sudo}, {@code env} and the like
     */
    public record Command(Instruction run, ShellCommand written, ShellCommand shell) {}

    /** Copies the list. */
    public DockerfileFacts {
        commands = List.copyOf(commands);
    }

    /** Reads a file. */
    public static DockerfileFacts of(String path, byte[] bytes) {
        Dockerfile file = Dockerfile.parse(bytes);
        List<Command> commands = new ArrayList<>();
        file.instructions().forEach(instruction -> add(instruction, commands));
        Target target = new Target(Target.Kind.DOCKERFILE, path);
        return new DockerfileFacts(target, file, Scopes.of(file), commands);
    }

    private static void add(Instruction instruction, List<Command> commands) {
        if (instruction.body() instanceof Body.Trigger(Instruction inner)) {
            add(inner, commands);
        } else if (instruction.keyword() == Keyword.RUN) {
            for (ShellCommand command : ShellScript.of(instruction)) {
                commands.add(new Command(instruction, command, command.unwrapped()));
            }
        }
    }

    /** The place of a span. */
    public SourceLocation at(Span span) {
        Position start = file.source().position(span.start());
        Position end = file.source().position(span.end());
        return new SourceLocation(
                target.name(), start.line(), start.column(), end.line(), end.column());
    }

    /** The stage that is built where no other is asked for. */
    public Optional<Stage> last() {
        return file.last();
    }

    /** The instructions of one keyword, in all stages. */
    public List<Instruction> all(Keyword keyword) {
        return file.instructions().stream().filter(each -> each.keyword() == keyword).toList();
    }
}
