package io.jsec.dockerfile;

import java.util.Arrays;
import java.util.List;

/** What holds for any bytes: nothing is thrown, lost, or placed outside the text. */
public final class DockerfileFuzz {
    private DockerfileFuzz() {}

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        Dockerfile file = Dockerfile.parse(data);
        if (data.length <= Source.BYTES_MAX && !Arrays.equals(file.print(), data)) {
            throw new AssertionError("the text is not given back");
        }
        Scopes scopes = Scopes.of(file);
        int end = 0;
        for (Instruction instruction : file.instructions()) {
            if (instruction.span().start() < end) {
                throw new AssertionError("instructions overlap at " + instruction.span());
            }
            end = instruction.span().end();
            inside(file, instruction.span());
            ShellScript.of(instruction).forEach(command -> inside(file, command.span()));
            instruction.words().forEach(word -> inside(file, word.span()));
        }
        for (Stage stage : file.stages()) {
            scopes.end(stage);
            for (Instruction instruction : stage.instructions()) {
                instruction.words().forEach(scopes.before(instruction)::expand);
            }
        }
        file.comments().forEach(comment -> inside(file, comment.span()));
        file.problems().forEach(problem -> inside(file, problem.span()));
        if (file.problems().isEmpty()) {
            nothingIsLost(file);
        }
    }

    private static void inside(Dockerfile file, Span span) {
        if (span.end() > file.source().text().length()) {
            throw new AssertionError(span + " is outside the text");
        }
        file.source().position(span.start());
        file.source().position(span.end());
    }

    /** Every character but blanks belongs to a directive, a comment or an instruction. */
    private static void nothingIsLost(Dockerfile file) {
        boolean[] covered = new boolean[file.source().text().length()];
        for (List<Span> spans :
                List.of(
                        file.directives().stream().map(Directive::span).toList(),
                        file.comments().stream().map(Comment::span).toList(),
                        file.instructions().stream().map(Instruction::span).toList())) {
            spans.forEach(span -> Arrays.fill(covered, span.start(), span.end(), true));
        }
        for (int i = file.source().begin(); i < covered.length; i++) {
            char c = file.source().text().charAt(i);
            // A last line that ends with an escape character goes on nowhere.
            if (!covered[i] && !Character.isWhitespace(c) && c != '\\' && c != '`') {
                throw new AssertionError("lost at " + file.source().position(i));
            }
        }
    }
}
