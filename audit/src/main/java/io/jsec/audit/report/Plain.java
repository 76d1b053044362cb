package io.jsec.audit.report;

import io.jsec.rules.Evidence;
import io.jsec.rules.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts that several formats share. */
final class Plain {
    private static final int TEXT_MAX = 2_000;

    private Plain() {}

    /** Without characters that move a terminal's cursor, reorder text, or are no text at all. */
    static String printable(String text) {
        StringBuilder plain = new StringBuilder();
        String all = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + "…" : text;
        all.codePoints()
                .forEach(c -> {
                    if (c == '\n' || c == '\t') {
                        plain.append(' ');
                    } else if (isHidden(c)) {
                        plain.append("\\u%04x".formatted(c));
                    } else {
                        plain.appendCodePoint(c);
                    }
                });
        return plain.toString();
    }

    private static boolean isHidden(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.PRIVATE_USE
                || c == 0xfffe
                || c == 0xffff;
    }

    /** The message of a failure, else its reason. */
    static String message(Finding finding) {
        return finding.evidence().isEmpty()
                ? finding.reason()
                : finding.evidence().getFirst().message();
    }

    /** The place of a failure, else the target. */
    static String place(Finding finding) {
        return finding.evidence().isEmpty()
                ? finding.target().name()
                : finding.evidence().getFirst().at().toString();
    }

    /** The evidence of a failure. */
    static List<Evidence> evidence(Finding finding) {
        return finding.evidence();
    }

    static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Words in lines of at most a width; a word that is longer is cut. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            if (line.length() + rest.length() + 1 > width && !line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
