package io.jsec.dockerfile;

import java.util.List;
import java.util.Optional;

/** What follows an instruction's keyword and flags. */
public sealed interface Body {
    /** A command for the shell: {@code RUN make}. */
    record Shell(Text script) implements Body {}

    /** A command without a shell, or a list of paths: {@code CMD ["nginx"]}. */
    record Exec(List<Text> words) implements Body {
        /** Copies the words. */
        public Exec {
            words = List.copyOf(words);
        }
    }

    /** Words between blanks: {@code COPY a b /c}. */
    record Words(List<Text> words) implements Body {
        /** Copies the words. */
        public Words {
            words = List.copyOf(words);
        }
    }

    /** One value up to the end of the line: {@code WORKDIR /srv}. */
    record Value(Text value) implements Body {}

    /**
     * Names and values: {@code ENV}, {@code LABEL}, {@code ARG}.
     *
     * @param pairs in order
     * @param legacy {@code ENV name value}, without an equals sign
     */
    record Pairs(List<Pair> pairs, boolean legacy) implements Body {
        /** Copies the pairs. */
        public Pairs {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * {@code FROM image AS stage}.
     *
     * @param image as written
     * @param stage as written
     */
    record Base(Text image, Optional<Text> stage) implements Body {}

    /** {@code HEALTHCHECK CMD …}: a {@link Shell} or {@link Exec}; empty for {@code NONE}. */
    record Health(Optional<Body> command) implements Body {}

    /** {@code ONBUILD}: what a later build does. */
    record Trigger(Instruction instruction) implements Body {}

    /** What could not be read; a problem says why. */
    record Unread(Text text) implements Body {}

    /**
     * A name and its value.
     *
     * @param name as written, quotes removed
     * @param value as written, quotes kept; empty for {@code ARG name}
     */
    record Pair(Text name, Optional<Text> value) {}
}
