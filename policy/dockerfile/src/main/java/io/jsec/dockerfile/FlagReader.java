package io.jsec.dockerfile;

import io.jsec.dockerfile.Keyword.FlagKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the flags before an instruction's arguments: words that begin with two dashes, up to the
 * first that does not; {@code --} ends them. An escape takes effect in either kind of quotes.
 */
final class FlagReader {
    /** Each costs the rest of the line. */
    private static final int FLAGS_MAX = 200;

    private static final Set<String> TRUTHS = Set.of("true", "false");

    private final Keyword keyword;
    private final char escape;
    private final List<Problem> problems;
    private final List<Flag> flags = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    FlagReader(Keyword keyword, char escape, List<Problem> problems) {
        this.keyword = keyword;
        this.escape = escape;
        this.problems = problems;
    }

    /** Those that were read. */
    List<Flag> flags() {
        return flags;
    }

    /** What follows the flags. */
    Text read(Text text) {
        Text rest = text;
        while (rest.value().startsWith("--")) {
            Text.Builder plain = new Text.Builder(rest.span().start());
            int end = word(rest, plain);
            Text written = rest.slice(0, end);
            Text word = plain.build();
            rest = rest.from(end).strip();
            if (word.value().equals("--")) {
                return rest;
            }
            add(word, written.span());
            if (flags.size() == FLAGS_MAX) {
                problem(written.span(), keyword + " has more than " + FLAGS_MAX + " flags");
                return Text.empty();
            }
        }
        return rest;
    }

    /** Takes quotes and escapes off the first word, and tells where it ends. */
    private int word(Text text, Text.Builder plain) {
        char quote = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quote == 0 && Blank.isSpace(c)) {
                return at;
            }
            if (c == escape && at + 1 < text.length()) {
                at++;
                plain.append(text.charAt(at), text.offset(at));
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c != escape) {
                plain.append(c, text.offset(at));
            }
            at++;
        }
        return at;
    }

    private void add(Text word, Span span) {
        int equals = word.value().indexOf('=');
        String name = word.value().substring(0, equals < 0 ? word.length() : equals);
        Optional<Text> value = equals < 0 ? Optional.empty() : Optional.of(word.from(equals + 1));
        flags.add(new Flag(name, value, span));
        if (!keyword.dropsFlags()) {
            check(name, value, span);
        }
    }

    private void check(String name, Optional<Text> value, Span span) {
        Optional<FlagKind> kind = keyword.kind(name);
        if (kind.isEmpty()) {
            problem(span, "unknown flag " + name + " of " + keyword);
            return;
        }
        if (!seen.add(name) && kind.get() != FlagKind.LIST) {
            problem(span, keyword + " takes " + name + " once");
        }
        if (kind.get() != FlagKind.SWITCH) {
            if (value.isEmpty()) {
                problem(span, name + " needs a value");
            }
        } else if (value.filter(Text::isEmpty).isPresent()) {
            problem(span, name + " needs a value");
        } else if (value.isPresent()
                && !TRUTHS.contains(value.get().value().toLowerCase(Locale.ROOT))) {
            problem(span, name + " is true or false, not " + value.get().value());
        }
    }

    private void problem(Span span, String message) {
        problems.add(new Problem(span, message));
    }
}
