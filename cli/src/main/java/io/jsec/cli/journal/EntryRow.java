package io.jsec.cli.journal;

import io.jsec.journal.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An entry as one row of text: time, number, kind, who, and the rest as {@code name=value}. */
public final class EntryRow {
    /** What only a verification needs. */
    private static final Set<String> LEFT_OUT = Set.of("sig", "next", "key", "prev", "format");

    private static final int DIGEST_CHARS = 19;

    private EntryRow() {}

    /** The line above all rows. */
    public static String heading() {
        return row("TIME", "SEQ", "KIND", "WHO", "WHAT");
    }

    /** A row. */
    public static String of(Line line) {
        List<String> what = new ArrayList<>();
        line.fields()
                .forEach((name, value) -> {
                    if (!name.equals("who") && !LEFT_OUT.contains(name) && !isZero(value)) {
                        what.add(name + "=" + word(value));
                    }
                });
        return row(
                line.timeText(),
                String.valueOf(line.seq()),
                line.kind(),
                line.text("who").orElse("engine"),
                String.join(" ", what));
    }

    private static boolean isZero(Line.Value value) {
        return value instanceof Line.Value.Count count && count.number() == 0;
    }

    private static String word(Line.Value value) {
        return switch (value) {
            case Line.Value.Text text -> shortened(text.text());
            case Line.Value.Count count -> String.valueOf(count.number());
            case Line.Value.Texts texts ->
                    String.join(",", texts.texts().stream().map(EntryRow::shortened).toList());
        };
    }

    private static String shortened(String text) {
        int digest = text.indexOf("sha256:");
        return digest >= 0 && text.length() > digest + DIGEST_CHARS
                ? text.substring(0, digest + DIGEST_CHARS)
                : text;
    }

    private static String row(String time, String seq, String kind, String who, String what) {
        String text =
                String.format(
                        Locale.ROOT, "%-24s  %6s  %-11s  %-12s  %s", time, seq, kind, who, what);
        return text.stripTrailing();
    }
}
