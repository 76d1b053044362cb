package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one instruction from its joined lines. */
final class InstructionReader {
    private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9-_.]*");
    private static final Set<String> RESERVED = Set.of("scratch", "context");
    private static final int FROM_WORDS_WITH_NAME = 3;

    /** Each costs the rest of the line. */
    private static final int FLAGS_MAX = 200;

    private final char escape;
    private final List<Problem> problems;

    InstructionReader(char escape, List<Problem> problems) {
        this.escape = escape;
        this.problems = problems;
    }

    /** The instruction, or empty where its keyword is none. */
    Optional<Instruction> read(Text logical, int depth) {
        Text text = logical.strip();
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        Text name = text.slice(0, end);
        Optional<Keyword> keyword = Keyword.of(name.value());
        if (keyword.isEmpty()) {
            problem(name.span(), "unknown instruction " + name.value().toUpperCase(Locale.ROOT));
            return Optional.empty();
        }
        List<Flag> flags = new ArrayList<>();
        Text rest = readFlags(keyword.get(), text.from(end).strip(), flags);
        Body body = body(keyword.get(), rest, name, depth);
        return Optional.of(
                new Instruction(keyword.get(), name, flags, body, List.of(), text.span()));
    }

    /** Words that begin with two dashes, up to the first that does not; {@code --} ends them. */
    private Text readFlags(Keyword keyword, Text text, List<Flag> flags) {
        Text rest = text;
        while (rest.value().startsWith("--")) {
            int end = Words.wordEnd(rest, 0, escape);
            Text word = rest.slice(0, end);
            rest = rest.from(end).strip();
            if (word.length() == 2) {
                return rest;
            }
            int equals = word.value().indexOf('=');
            String name = word.value().substring(0, equals < 0 ? word.length() : equals);
            Optional<Text> value =
                    equals < 0
                            ? Optional.empty()
                            : Optional.of(Words.unquote(word.from(equals + 1), escape));
            flags.add(new Flag(name, value, word.span()));
            if (flags.size() == FLAGS_MAX) {
                problem(word.span(), keyword + " has more than " + FLAGS_MAX + " flags");
                return Text.empty();
            }
            if (!keyword.takes(name)) {
                problem(word.span(), "unknown flag " + name + " of " + keyword);
            }
        }
        return rest;
    }

    private Body body(Keyword keyword, Text rest, Text name, int depth) {
        if (rest.isEmpty()) {
            problem(name.span(), keyword + " needs an argument");
            return new Body.Unread(rest);
        }
        return switch (keyword) {
            case RUN, CMD, ENTRYPOINT -> command(rest);
            case SHELL -> shell(rest);
            case FROM -> from(rest);
            case ADD, COPY -> copy(keyword, rest);
            case VOLUME -> list(rest);
            case EXPOSE -> new Body.Words(Words.plain(rest));
            case ENV, LABEL -> pairs(keyword, rest);
            case ARG -> arguments(rest);
            case HEALTHCHECK -> health(rest);
            case ONBUILD -> trigger(rest, name, depth);
            case USER, WORKDIR, STOPSIGNAL, MAINTAINER -> new Body.Value(rest);
        };
    }

    private static Body command(Text rest) {
        Optional<List<Text>> words = JsonWords.read(rest);
        return words.isPresent() ? new Body.Exec(words.get()) : new Body.Shell(rest);
    }

    private Body shell(Text rest) {
        Optional<List<Text>> words = JsonWords.read(rest);
        if (words.isEmpty() || words.get().isEmpty()) {
            problem(rest.span(), "SHELL needs a JSON array of strings");
            return new Body.Unread(rest);
        }
        return new Body.Exec(words.get());
    }

    private static Body list(Text rest) {
        Optional<List<Text>> words = JsonWords.read(rest);
        return words.isPresent() ? new Body.Exec(words.get()) : new Body.Words(Words.plain(rest));
    }

    private Body copy(Keyword keyword, Text rest) {
        Body body = list(rest);
        int words = body instanceof Body.Exec(List<Text> paths) ? paths.size() : 0;
        words = body instanceof Body.Words(List<Text> paths) ? paths.size() : words;
        if (words < 2) {
            problem(rest.span(), keyword + " needs a source and a destination");
        }
        return body;
    }

    private Body from(Text rest) {
        List<Text> words = Words.plain(rest);
        if (words.size() == 1) {
            return new Body.Base(words.getFirst(), Optional.empty());
        }
        boolean named =
                words.size() == FROM_WORDS_WITH_NAME && words.get(1).value().equalsIgnoreCase("as");
        if (!named) {
            problem(rest.span(), "FROM takes an image, or an image, AS and a name");
            return new Body.Base(words.getFirst(), Optional.empty());
        }
        Text stage = words.get(2);
        String lower = stage.value().toLowerCase(Locale.ROOT);
        if (!STAGE_NAME.matcher(lower).matches()) {
            problem(stage.span(), "no stage can be named " + stage.value());
        } else if (RESERVED.contains(lower)) {
            problem(stage.span(), "the stage name " + stage.value() + " is reserved");
        }
        return new Body.Base(words.getFirst(), Optional.of(stage));
    }

    private Body pairs(Keyword keyword, Text rest) {
        List<Text> words = Words.quoted(rest, escape);
        if (words.getFirst().value().indexOf('=') < 0) {
            return legacy(keyword, rest, words.getFirst());
        }
        List<Body.Pair> pairs = new ArrayList<>();
        for (Text word : words) {
            int equals = word.value().indexOf('=');
            if (equals <= 0) {
                problem(word.span(), keyword + " needs name=value, not " + word.value());
            } else {
                Text name = Words.unquote(word.slice(0, equals), escape);
                pairs.add(new Body.Pair(name, Optional.of(word.from(equals + 1))));
            }
            if (!Words.balanced(word, escape)) {
                problem(word.span(), "a quote of " + keyword + " is not closed");
            }
        }
        return new Body.Pairs(pairs, false);
    }

    private Body legacy(Keyword keyword, Text rest, Text name) {
        Text value = rest.from(name.length()).strip();
        if (value.isEmpty()) {
            problem(name.span(), keyword + " " + name.value() + " has no value");
            return new Body.Pairs(List.of(), true);
        }
        return new Body.Pairs(List.of(new Body.Pair(name, Optional.of(value))), true);
    }

    private Body arguments(Text rest) {
        List<Body.Pair> pairs = new ArrayList<>();
        for (Text word : Words.quoted(rest, escape)) {
            int equals = word.value().indexOf('=');
            if (equals == 0) {
                problem(word.span(), "ARG needs a name before the equals sign");
            } else if (equals < 0) {
                pairs.add(new Body.Pair(Words.unquote(word, escape), Optional.empty()));
            } else {
                Text name = Words.unquote(word.slice(0, equals), escape);
                pairs.add(new Body.Pair(name, Optional.of(word.from(equals + 1))));
            }
        }
        return new Body.Pairs(pairs, false);
    }

    private Body health(Text rest) {
        Text type = Words.plain(rest).getFirst();
        Text command = rest.from(type.length()).strip();
        if (type.value().equalsIgnoreCase("none")) {
            if (!command.isEmpty()) {
                problem(command.span(), "HEALTHCHECK NONE takes no argument");
            }
            return new Body.Health(Optional.empty());
        }
        if (!type.value().equalsIgnoreCase("cmd")) {
            problem(type.span(), "HEALTHCHECK takes NONE or CMD, not " + type.value());
            return new Body.Unread(rest);
        }
        if (command.isEmpty()) {
            problem(type.span(), "HEALTHCHECK CMD needs a command");
            return new Body.Unread(rest);
        }
        return new Body.Health(Optional.of(command(command)));
    }

    private Body trigger(Text rest, Text name, int depth) {
        if (depth > 0) {
            problem(name.span(), "ONBUILD ONBUILD is not allowed");
            return new Body.Unread(rest);
        }
        Optional<Instruction> inner = read(rest, depth + 1);
        if (inner.isEmpty()) {
            return new Body.Unread(rest);
        }
        Keyword keyword = inner.get().keyword();
        if (keyword == Keyword.FROM || keyword == Keyword.MAINTAINER) {
            problem(inner.get().name().span(), "ONBUILD " + keyword + " is not allowed");
        }
        return inner.get().keyword() == Keyword.ONBUILD
                ? new Body.Unread(rest)
                : new Body.Trigger(inner.get());
    }

    private void problem(Span span, String message) {
        problems.add(new Problem(span, message));
    }
}
