package io.jsec.rules;

import io.jsec.rules.catalogue.Catalogue;
import io.jsec.rules.read.ReadException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what is told of a text lies within it. */
public final class Places {
    private static final Evaluation ALL =
            new Evaluation(
                    Catalogue.rules(),
                    new Evaluation.Settings(Profile.STRICT, Set.of(), Set.of(), Map.of()));

    private Places() {}

    /** Judges facts of a text by all rules; none fails itself or points outside the text. */
    public static void judge(List<? extends Facts> all, byte[] data) {
        for (Facts facts : all) {
            for (Finding finding : ALL.judge(facts)) {
                if (finding.reason().startsWith("the rule itself failed")) {
                    throw new AssertionError(finding.card().id() + ": " + finding.reason());
                }
                for (Evidence evidence : finding.evidence()) {
                    inside(evidence.at(), data);
                }
            }
        }
    }

    /** A refusal has a reason, and a place in the text. */
    public static void refused(ReadException refusal, byte[] data) {
        if (String.valueOf(refusal.getMessage()).isBlank()) {
            throw new AssertionError("refused without a reason", refusal);
        }
        inside(refusal.at(), data);
    }

    /** A place lies in the text; the last line's end does. */
    public static void inside(SourceLocation at, byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        // A carriage return ends a line of YAML and JSON, but none of a Dockerfile.
        boolean inside =
                !at.hasRegion()
                        || isInside(at, text.split("\n", -1))
                        || isInside(at, text.split("\r\n|[\n\r]", -1));
        if (!inside) {
            throw new AssertionError(
                    "%s to %s:%s is outside".formatted(at, at.endLine(), at.endColumn()));
        }
    }

    private static boolean isInside(SourceLocation at, String[] lines) {
        return at.endLine() <= lines.length
                && at.startColumn() <= columns(lines[at.startLine() - 1])
                && at.endColumn() <= columns(lines[at.endLine() - 1]);
    }

    /** One for each character, and one for the line's end. */
    private static int columns(String line) {
        return line.codePointCount(0, line.length()) + 1;
    }
}
