package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parsed Dockerfile. Nothing of the text is lost: {@link #print} gives it back.
 *
 * @param source the text
 * @param directives at its top
 * @param comments all of them, also those inside instructions
 * @param instructions all of them, in order
 * @param stages the build stages
 * @param problems what Docker would refuse, in order of place
 */
public record Dockerfile(
        Source source,
        List<Directive> directives,
        List<Comment> comments,
        List<Instruction> instructions,
        List<Stage> stages,
        List<Problem> problems) {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,9}");

    /** Copies the lists. */
    public Dockerfile {
        directives = List.copyOf(directives);
        comments = List.copyOf(comments);
        instructions = List.copyOf(instructions);
        stages = List.copyOf(stages);
        problems = List.copyOf(problems);
    }

    /** Parses a file's bytes. */
    public static Dockerfile parse(byte[] bytes) {
        return new DockerfileParser(Source.of(bytes)).parse();
    }

    /** Parses a text. */
    public static Dockerfile parse(String text) {
        return new DockerfileParser(Source.of(text)).parse();
    }

    /** The bytes that were parsed. */
    public byte[] print() {
        return source.bytes();
    }

    /** The instructions before the first {@code FROM}: {@code ARG}s. */
    public List<Instruction> global() {
        List<Instruction> before = new ArrayList<>();
        for (Instruction instruction : instructions) {
            if (instruction.keyword() == Keyword.FROM) {
                break;
            }
            before.add(instruction);
        }
        return before;
    }

    /** The last stage: the one that is built where no other is asked for. */
    public Optional<Stage> last() {
        return stages.isEmpty() ? Optional.empty() : Optional.of(stages.getLast());
    }

    /** The stage of a name or a number, among those before an index; the last of equal names. */
    public Optional<Stage> stage(String reference, int before) {
        if (NUMBER.matcher(reference).matches()) {
            int index = Integer.parseInt(reference);
            boolean known = index >= 0 && index < Math.min(before, stages.size());
            return known ? Optional.of(stages.get(index)) : Optional.empty();
        }
        String name = reference.toLowerCase(Locale.ROOT);
        Optional<Stage> found = Optional.empty();
        for (Stage stage : stages.subList(0, Math.min(before, stages.size()))) {
            if (stage.name().filter(name::equals).isPresent()) {
                found = Optional.of(stage);
            }
        }
        return found;
    }

    /** The value of a directive. */
    public Optional<String> directive(String name) {
        return directives.stream()
                .filter(each -> each.name().equals(name))
                .map(Directive::value)
                .findFirst();
    }
}
