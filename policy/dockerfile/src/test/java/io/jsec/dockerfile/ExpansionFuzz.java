package io.jsec.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What holds for any word: it is expanded or refused, within limits, and the same way twice. */
public final class ExpansionFuzz {
    private static final Variables VALUES =
            Variables.of(Map.of("a", "one/two.three", "b", "", "c", "*x*", "d", "\ud83d\ude00\\"));
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    "$a${b:-${c}}'$d'\"$a\\$\"",
                    "${a#*/}${a##*.}${a%.*}${a%%/*}",
                    "${a/o?e/x}${a//\\//:}${c/\\*/-}${d//?/\\}}",
                    "${u:?no}${u-x}${b:+y}${@}${10}$0$",
                    "<<EOF 3<<-'E F' << $x \"${y:-<<Z}\"");

    private ExpansionFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        String word = new String(data, StandardCharsets.UTF_8);
        for (char escape : new char[] {'\\', '`'}) {
            Expanded known = Expansion.expand(word, escape, VALUES);
            Expanded unknown =
                    Expansion.expand(word, escape, name -> new Variables.Value.Unknown());
            check(word, known);
            if (!known.unknown().isEmpty()) {
                throw new AssertionError("what is known is unknown: " + known.unknown());
            }
            // What is malformed is so whatever the variables are.
            if (known.errors().isEmpty() && !unknown.errors().isEmpty()) {
                throw new AssertionError("an error for unknown only: " + unknown.errors());
            }
        }
        check(word, Expansion.expandHeredoc(word, VALUES));
        Text text = Text.of(word, 0, word.length());
        for (Text part : HeredocWords.raw(text).orElse(List.of())) {
            if (part.span().end() > word.length() || part.isEmpty()) {
                throw new AssertionError("a word outside the line: " + part.span());
            }
            HeredocStart.of(part);
        }
    }

    private static void check(String word, Expanded expanded) {
        if (expanded.errors().size() > 1) {
            throw new AssertionError("more than one error: " + expanded.errors());
        }
        if (!expanded.errors().isEmpty() && !expanded.text().equals(word)) {
            throw new AssertionError("a malformed word was changed");
        }
        if (expanded.text().length() > Math.max(word.length(), 2 * Expansion.CHARACTERS_MAX)) {
            throw new AssertionError("too long: " + expanded.text().length());
        }
    }
}
