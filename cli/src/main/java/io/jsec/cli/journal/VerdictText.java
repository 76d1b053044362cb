package io.jsec.cli.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.journal.Finding;
import io.jsec.journal.Verdict;
import java.util.Locale;

/** What a verification found, for a person and for a program. */
public final class VerdictText {
    private VerdictText() {}

    /**
     * For a person.
     *
     * @param witnessed whether it was compared with what a witness saw
     */
    public static String table(Verdict verdict, boolean witnessed) {
        StringBuilder text = new StringBuilder();
        verdict.findings().forEach(finding -> text.append(finding).append('\n'));
        if (verdict.more() > 0) {
            text.append("and ").append(verdict.more()).append(" more\n");
        }
        text.append(verdict.holds() ? "holds: " : "\nDOES NOT HOLD: ")
                .append(count(verdict.entries(), "entry", "entries"))
                .append(" in ")
                .append(count(verdict.files(), "file", "files"))
                .append(", ")
                .append(count(verdict.checkpoints(), "checkpoint", "checkpoints"));
        verdict.sealedAt().ifPresent(time -> text.append(", the last at ").append(time));
        text.append('\n');
        if (verdict.unsealed() > 0) {
            text.append(count(verdict.unsealed(), "entry is", "entries are"))
                    .append(" not signed yet: whoever can write the files can change them\n");
        }
        text.append("head ").append(verdict.head()).append('\n');
        if (!witnessed) {
            text.append(
                    "A journal that was cut or rolled back as a whole looks like this too:"
                            + " --head SEQ:HASH compares with a head that was kept elsewhere.\n");
        }
        return text.toString();
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** For a program: the data of {@code jsec.journal-verify/1}. */
    public static ObjectNode fill(ObjectNode data, Verdict verdict, boolean witnessed) {
        data.put("holds", verdict.holds());
        data.put("witnessed", witnessed);
        data.put("files", verdict.files());
        data.put("entries", verdict.entries());
        data.put("checkpoints", verdict.checkpoints());
        data.put("unsealed", verdict.unsealed());
        verdict.sealedAt().ifPresent(time -> data.put("sealedAt", time.toString()));
        data.put("head", verdict.head().toString());
        data.put("more", verdict.more());
        ArrayNode findings = data.putArray("findings");
        for (Finding finding : verdict.findings()) {
            findings.addObject()
                    .put("file", finding.file())
                    .put("line", finding.line())
                    .put("kind", finding.kind().name().toLowerCase(Locale.ROOT))
                    .put("sentence", finding.sentence());
        }
        return data;
    }
}
