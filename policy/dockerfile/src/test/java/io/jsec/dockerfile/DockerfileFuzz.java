package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What holds for any bytes: nothing is thrown, lost, or placed outside the text. */
public final class DockerfileFuzz {
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    """
                    # syntax=docker/dockerfile:1
                    # escape=`
                    ARG v=1 w
                    FROM a:$v AS b
                    RUN x `
                    # said

                      y
                    COPY --from=0 --chown=1:2 ["a", "b"] /c/
                    """,
                    """
                    FROM --platform=linux/amd64 scratch
                    ENV a="b c" d='e' f=g\\ h
                    ENV i j k
                    LABEL l=${m:-${n##*/}} o=${p//q/r}
                    ARG s
                    USER ${a%b}:$s
                    """,
                    """
                    FROM a
                    RUN <<EOF cat <<-'X' > y
                    one $z
                    EOF
                    \t\ttwo
                    \tX
                    COPY <<A <<"B" /d/
                    $v
                    A
                    $w
                    B
                    """
                            .replace("\n", "\r\n"),
                    """
                    from a as b
                    onbuild run --mount=type=cache,target=/x <<E
                    make
                    E
                    HEALTHCHECK --interval=5m CMD ["x", "\\u00e9"]
                    HEALTHCHECK none
                    SHELL ["sh", "-c"]
                    CMD [1, {"a": [null, true]}]
                    VOLUME /v /w
                    """,
                    """
                    FROM a
                    RUN if a; then b | c && d || e; fi; case $x in y) z;; esac; $(f `g`)
                    EXPOSE 80 443/tcp
                    STOPSIGNAL 9
                    WORKDIR /a/$b
                    MAINTAINER c
                    ADD --checksum=sha256:0 --keep-git-dir=true https://d /e
                    """);

    private DockerfileFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

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
            parts(file, instruction);
        }
        for (Stage stage : file.stages()) {
            scopes.end(stage);
            for (Instruction instruction : stage.instructions()) {
                instruction.words().forEach(scopes.before(instruction)::expand);
                instruction.heredocs().forEach(scopes.before(instruction)::expand);
            }
        }
        file.comments().forEach(comment -> inside(file, comment.span()));
        file.problems().forEach(problem -> inside(file, problem.span()));
        if (file.problems().isEmpty()) {
            nothingIsLost(file);
        }
    }

    private static void parts(Dockerfile file, Instruction instruction) {
        Span whole = instruction.span();
        List<Span> parts = new ArrayList<>();
        parts.add(instruction.name().span());
        instruction.flags().forEach(flag -> parts.add(flag.span()));
        instruction.words().forEach(word -> parts.add(word.span()));
        instruction.heredocs().forEach(heredoc -> parts.add(heredoc.span()));
        instruction.pairs().forEach(pair -> parts.add(pair.name().span()));
        for (Span part : parts) {
            inside(file, part);
            if (part.start() < whole.start() || part.end() > whole.end()) {
                throw new AssertionError(part + " is outside " + whole);
            }
        }
        if (instruction.body() instanceof Body.Trigger(Instruction inner)) {
            parts(file, inner);
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
