package io.jsec.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The word of an instruction that begins a here-document: {@code <<-"EOF"}.
 *
 * @param name what ends it
 */
record HeredocStart(String name, boolean expand, boolean chomp, int descriptor, Span span) {
    private static final Pattern WORD = Pattern.compile("([0-9]*)<<(-?)[ \t\r]*([^<]*)");
    private static final int DIGITS_MAX = 9;

    Heredoc heredoc(Text content, Span place) {
        return new Heredoc(name, expand, chomp, descriptor, content, place);
    }

    /** Those of an instruction's line, in order; the exec form has none. */
    static List<HeredocStart> of(Instruction instruction, Text line) {
        if (!mayHave(instruction) || !line.value().contains("<<")) {
            return List.of();
        }
        List<HeredocStart> starts = new ArrayList<>();
        for (Text word : HeredocWords.raw(line).orElse(List.of())) {
            of(word).ifPresent(starts::add);
        }
        return starts;
    }

    private static boolean mayHave(Instruction instruction) {
        Instruction plain =
                instruction.body() instanceof Body.Trigger(Instruction inner) ? inner : instruction;
        return plain.keyword().hasHeredocs() && !(plain.body() instanceof Body.Exec);
    }

    /** What a word begins, if it begins a here-document. */
    static Optional<HeredocStart> of(Text word) {
        Matcher matcher = WORD.matcher(word.value());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Text rest = word.from(matcher.start(3));
        List<Text> plain = HeredocWords.plain(rest).orElse(List.of());
        if (plain.size() != 1) {
            return Optional.empty();
        }
        String name = plain.getFirst().value();
        boolean chomp = !matcher.group(2).isEmpty();
        int descriptor = descriptor(matcher.group(1));
        boolean expand = quotes(name) == quotes(rest.value());
        return Optional.of(new HeredocStart(name, expand, chomp, descriptor, word.span()));
    }

    private static int descriptor(String digits) {
        if (digits.isEmpty()) {
            return 0;
        }
        return digits.length() > DIGITS_MAX ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static long quotes(String text) {
        return text.chars().filter(c -> c == '\'' || c == '"').count();
    }
}
