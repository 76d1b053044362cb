package io.jsec.dockerfile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One instruction, with its continuation lines and here-documents.
 *
 * @param keyword what it is
 * @param name the keyword as written
 * @param flags in order
 * @param body the arguments
 * @param heredocs in order
 * @param span from the keyword to the end of the last line
 */
public record Instruction(
        Keyword keyword,
        Text name,
        List<Flag> flags,
        Body body,
        List<Heredoc> heredocs,
        Span span) {
    /** Copies the lists. */
    public Instruction {
        flags = List.copyOf(flags);
        heredocs = List.copyOf(heredocs);
    }

    /** The last flag of a name, with its dashes. */
    public Optional<Flag> flag(String flag) {
        return flags(flag).reduce((first, last) -> last);
    }

    /** The flags of a name, with its dashes. */
    public Stream<Flag> flags(String flag) {
        return flags.stream().filter(each -> each.name().equals(flag));
    }

    /** The words of {@code COPY}, {@code VOLUME} and the like, in either form; else none. */
    public List<Text> words() {
        return switch (body) {
            case Body.Words words -> words.words();
            case Body.Exec exec -> exec.words();
            case Body.Value value -> List.of(value.value());
            case Body.Shell shell -> List.of();
            case Body.Pairs pairs -> List.of();
            case Body.Base base -> List.of(base.image());
            case Body.Health health -> List.of();
            case Body.Trigger trigger -> List.of();
            case Body.Unread unread -> List.of();
        };
    }

    /** The names and values of {@code ENV}, {@code LABEL} and {@code ARG}; else none. */
    public List<Body.Pair> pairs() {
        return body instanceof Body.Pairs pairs ? pairs.pairs() : List.of();
    }
}
