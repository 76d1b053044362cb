package io.jsec.audit;

import io.jsec.rules.Evidence;
import io.jsec.rules.Finding;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Waiver;
import io.jsec.rules.read.WaiverReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Waivers in comments: {@code # jsec:ignore RULE[,RULE] until=2027-01-31 reason=why}. One covers
 * its own line, and the next line that is neither empty nor a comment, with its continuations.
 */
final class InlineWaivers {
    private static final Pattern COMMENT =
            Pattern.compile(
                    "#\\s*jsec:ignore\\s+(?<rules>\\S+)(?:\\s+until=(?<until>\\S+))?"
                            + "(?:\\s+reason=(?<reason>.*))?");
    private static final Pattern BEGIN = Pattern.compile("#\\s*jsec:ignore\\b");
    private static final int REASON_MIN = 8;

    /** A waiver and the lines it covers. */
    record Ranged(Waiver waiver, int first, int last) {}

    private final String path;
    private final String[] lines;
    private final List<Ranged> waivers = new ArrayList<>();
    private final List<Evidence> defects = new ArrayList<>();

    private InlineWaivers(String path, String text) {
        this.path = path;
        this.lines = text.split("\r?\n", -1);
    }

    /** Those of a file. */
    static InlineWaivers of(String path, String text) {
        boolean any = text.contains("jsec:ignore");
        InlineWaivers waivers = new InlineWaivers(path, any ? text : "");
        for (int i = 0; any && i < waivers.lines.length; i++) {
            waivers.read(i);
        }
        return waivers;
    }

    List<Ranged> waivers() {
        return List.copyOf(waivers);
    }

    List<Evidence> defects() {
        return List.copyOf(defects);
    }

    /** Those that cover a failure, as waivers of its fingerprint. */
    static List<Waiver> covering(List<Ranged> all, Finding finding) {
        List<Waiver> covering = new ArrayList<>();
        for (Ranged ranged : all) {
            boolean hit =
                    finding.evidence().stream()
                            .map(Evidence::at)
                            .anyMatch(at ->
                                    at.path().equals(ranged.waiver().at().path())
                                            && at.startLine() >= ranged.first()
                                            && at.startLine() <= ranged.last());
            if (hit && ranged.waiver().rule().equals(finding.card().id())) {
                covering.add(ranged.waiver());
            }
        }
        return covering;
    }

    private void read(int index) {
        String line = lines[index];
        Matcher begin = BEGIN.matcher(line);
        if (!begin.find()) {
            return;
        }
        SourceLocation at =
                new SourceLocation(
                        path,
                        index + 1,
                        line.codePointCount(0, begin.start()) + 1,
                        index + 1,
                        line.codePointCount(0, line.length()) + 1);
        Matcher matcher = COMMENT.matcher(line);
        if (!matcher.find(begin.start())) {
            defect(at, "the comment names no rule");
            return;
        }
        String reason = Optional.ofNullable(matcher.group("reason")).orElse("").strip();
        Optional<LocalDate> until =
                Optional.ofNullable(matcher.group("until")).flatMap(WaiverReader::day);
        if (until.isEmpty()) {
            defect(at, "the comment needs until=2027-01-31, a last day");
        } else if (reason.length() < REASON_MIN) {
            defect(at, "the comment needs reason=, some words");
        } else {
            for (String rule : matcher.group("rules").split(",", -1)) {
                Waiver waiver =
                        new Waiver(
                                rule,
                                Optional.empty(),
                                Optional.of(path),
                                "the file",
                                reason,
                                until.get(),
                                at);
                waivers.add(new Ranged(waiver, index + 1, last(index)));
            }
        }
    }

    /** The last line it covers, from 1. */
    private int last(int index) {
        if (!lines[index].strip().startsWith("#")) {
            return index + 1;
        }
        int next = index + 1;
        while (next < lines.length
                && (lines[next].isBlank() || lines[next].strip().startsWith("#"))) {
            next++;
        }
        while (next < lines.length && lines[next].stripTrailing().endsWith("\\")) {
            next++;
        }
        return next + 1;
    }

    private void defect(SourceLocation at, String message) {
        defects.add(Evidence.of(at, message));
    }
}
