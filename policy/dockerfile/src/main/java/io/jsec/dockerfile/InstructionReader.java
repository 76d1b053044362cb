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

    /** Docker runs nothing, or an empty script, where they have no argument. */
    private static final Set<Keyword> COMMANDS =
            Set.of(Keyword.RUN, Keyword.CMD, Keyword.ENTRYPOINT);

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
        while (end < text.length() && !Blank.isGap(text.charAt(end))) {
            end++;
        }
        Text name = text.slice(0, end);
        Optional<Keyword> keyword = Keyword.of(name.value());
        if (keyword.isEmpty()) {
            problem(name.span(), "unknown instruction " + name.value().toUpperCase(Locale.ROOT));
            return Optional.empty();
        }
        List<Problem> ofFlags = new ArrayList<>();
        FlagReader reader = new FlagReader(keyword.get(), escape, ofFlags);
        Text rest = reader.read(text.from(end).strip());
        Body body = body(keyword.get(), rest, name, depth);
        List<Flag> flags = reader.flags();
        if (!(body instanceof Body.Health(Optional<Body> command) && command.isEmpty())) {
            problems.addAll(ofFlags);
            FlagValues.check(keyword.get(), flags, problems);
        }
        checkWords(keyword.get(), flags, body);
        return Optional.of(
                new Instruction(keyword.get(), name, flags, body, List.of(), text.span()));
    }

    /** What cannot be expanded, whatever the variables are. */
    private void checkWords(Keyword keyword, List<Flag> flags, Body body) {
        List<Text> words = new ArrayList<>();
        for (Flag flag : flags) {
            if (FlagValues.EXPANDED.contains(flag.name())) {
                flag.value().ifPresent(words::add);
            }
        }
        switch (body) {
            case Body.Words plain -> words.addAll(plain.words());
            case Body.Exec exec -> {
                if (keyword == Keyword.ADD
                        || keyword == Keyword.COPY
                        || keyword == Keyword.VOLUME) {
                    words.addAll(exec.words());
                }
            }
            case Body.Value value -> {
                if (keyword != Keyword.MAINTAINER) {
                    words.add(value.value());
                }
            }
            case Body.Pairs pairs ->
                    pairs.pairs().forEach(pair -> pair.value().ifPresent(words::add));
            case Body.Base base -> words.add(base.image());
            case Body.Shell shell -> {}
            case Body.Health health -> {}
            case Body.Trigger trigger -> {}
            case Body.Unread unread -> {}
        }
        for (Text word : words) {
            Expansion.expand(word.value(), escape, name -> new Variables.Value.Unknown())
                    .errors()
                    .forEach(error -> problem(word.span(), keyword + ": " + error));
        }
    }

    private Body body(Keyword keyword, Text rest, Text name, int depth) {
        if (rest.isEmpty()) {
            if (COMMANDS.contains(keyword)) {
                return new Body.Shell(rest);
            }
            problem(name.span(), keyword + " needs an argument");
            return new Body.Unread(rest);
        }
        if (keyword.mayBeJson()
                && JsonSyntax.isArray(rest.value())
                && JsonWords.read(rest).isEmpty()) {
            problem(rest.span(), keyword + " takes a JSON array of strings only");
            return new Body.Unread(rest);
        }
        return switch (keyword) {
            case RUN, CMD, ENTRYPOINT -> command(rest);
            case SHELL -> shell(rest);
            case FROM -> from(rest);
            case ADD, COPY -> copy(keyword, rest);
            case VOLUME -> volume(rest);
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

    private static List<Text> listed(Body body) {
        return switch (body) {
            case Body.Exec exec -> exec.words();
            case Body.Words words -> words.words();
            case Body.Shell shell -> List.of();
            case Body.Value value -> List.of();
            case Body.Pairs pairs -> List.of();
            case Body.Base base -> List.of();
            case Body.Health health -> List.of();
            case Body.Trigger trigger -> List.of();
            case Body.Unread unread -> List.of();
        };
    }

    private Body volume(Text rest) {
        Body body = list(rest);
        List<Text> words = listed(body);
        if (words.isEmpty() || words.stream().anyMatch(word -> word.strip().isEmpty())) {
            problem(rest.span(), "VOLUME needs a path");
        }
        return body;
    }

    private Body copy(Keyword keyword, Text rest) {
        Body body = list(rest);
        List<Text> words = listed(body);
        if (words.size() < 2) {
            problem(rest.span(), keyword + " needs a source and a destination");
        } else if (HeredocStart.of(words.getLast()).isPresent()) {
            problem(words.getLast().span(), keyword + " takes no here-document as its destination");
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
            return legacy(keyword, rest);
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
        }
        return new Body.Pairs(pairs, false);
    }

    /** The name ends at the first blank, also within quotes. */
    private Body legacy(Keyword keyword, Text rest) {
        Text name = Words.plain(rest).getFirst();
        int at = name.length();
        while (at < rest.length() && Blank.isGap(rest.charAt(at))) {
            at++;
        }
        if (at == rest.length()) {
            problem(name.span(), keyword + " " + name.value() + " has no value");
            return new Body.Pairs(List.of(), true);
        }
        Body.Pair pair = new Body.Pair(Words.unquote(name, escape), Optional.of(rest.from(at)));
        return new Body.Pairs(List.of(pair), true);
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
        int end = 0;
        while (end < rest.length() && !Blank.isSpace(rest.charAt(end))) {
            end++;
        }
        Text type = rest.slice(0, end);
        Text command = rest.from(end).strip();
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
        boolean array = JsonSyntax.isArray(command.value());
        Body body = command(command);
        if (array && body instanceof Body.Shell) {
            problem(command.span(), "HEALTHCHECK takes a JSON array of strings only");
            return new Body.Unread(rest);
        }
        boolean nothing = body instanceof Body.Exec(List<Text> words) && words.isEmpty();
        if (command.isEmpty() || nothing) {
            problem(type.span(), "HEALTHCHECK CMD needs a command");
            return new Body.Unread(rest);
        }
        return new Body.Health(Optional.of(body));
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
