package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The word of an instruction that begins a here-document: {@code <<-"EOF"}.
 *
 * @param name what ends it
 */
record HeredocStart(String name, boolean expand, boolean chomp, int descriptor, Span span) {
    private static final Pattern WORD = Pattern.compile("([0-9]{0,3})<<(-?)([^<]+)");

    Heredoc heredoc(Text content, Span place) {
        return new Heredoc(name, expand, chomp, descriptor, content, place);
    }

    /** Those of an instruction, in order; the exec form has none. */
    static List<HeredocStart> of(Instruction instruction, char escape) {
        if (instruction.body() instanceof Body.Trigger(Instruction inner)) {
            return of(inner, escape);
        }
        if (!instruction.keyword().hasHeredocs()) {
            return List.of();
        }
        List<Text> words =
                switch (instruction.body()) {
                    case Body.Shell shell -> Words.quoted(shell.script(), escape);
                    case Body.Words plain -> plain.words();
                    case Body.Exec exec -> List.of();
                    case Body.Value value -> List.of();
                    case Body.Pairs pairs -> List.of();
                    case Body.Base base -> List.of();
                    case Body.Health health -> List.of();
                    case Body.Trigger trigger -> List.of();
                    case Body.Unread unread -> List.of();
                };
        List<HeredocStart> starts = new ArrayList<>();
        for (Text word : words) {
            Matcher matcher = WORD.matcher(word.value());
            if (matcher.matches()) {
                starts.add(start(word, matcher, escape));
            }
        }
        return starts;
    }

    private static HeredocStart start(Text word, Matcher matcher, char escape) {
        String raw = matcher.group(3);
        String name = Words.unquote(word.from(matcher.start(3)), escape).value();
        String number = matcher.group(1);
        int descriptor = number.isEmpty() ? 0 : Integer.parseInt(number);
        boolean plain = name.equals(raw);
        return new HeredocStart(name, plain, !matcher.group(2).isEmpty(), descriptor, word.span());
    }
}
