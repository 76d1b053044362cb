package io.jsec.audit.report;

import io.jsec.rules.Finding;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What changed from one run to the next, by the fingerprints of findings.
 *
 * @param older the run before
 * @param newer the run after
 * @param added findings that fail now and did not fail before, or were accepted then
 * @param mended findings that failed before, of targets that were judged again or are gone
 * @param accepted findings that failed before and are waived or in the baseline now
 * @param remaining findings that fail in both
 * @param changed findings of both whose severity is another now
 * @param untold findings that failed before, and of which the run after cannot tell
 * @param blind targets that could be judged before and could not after, each with the reason
 * @param notes why the runs compare badly, one sentence each
 */
public record ReportDiff(
        SavedReport older,
        SavedReport newer,
        List<SavedFinding> added,
        List<SavedFinding> mended,
        List<SavedFinding> accepted,
        List<SavedFinding> remaining,
        List<Change> changed,
        List<SavedFinding> untold,
        Map<String, String> blind,
        List<String> notes) {
    private static final int CLEAN = 0;
    private static final int FOUND = 1;
    private static final int NOT_EVALUATED = 2;

    /** A finding whose severity is another now. */
    record Change(Severity was, SavedFinding now) {}

    /** Copies the collections, in their order. */
    public ReportDiff {
        added = List.copyOf(added);
        mended = List.copyOf(mended);
        accepted = List.copyOf(accepted);
        remaining = List.copyOf(remaining);
        changed = List.copyOf(changed);
        untold = List.copyOf(untold);
        blind = new LinkedHashMap<>(blind);
        notes = List.copyOf(notes);
    }

    /** Compares two runs. */
    public static ReportDiff of(SavedReport older, SavedReport newer) {
        Map<String, SavedFinding> before = broken(older);
        Map<String, SavedFinding> after = broken(newer);
        Set<String> unknown = new HashSet<>();
        newer.findings().stream()
                .filter(each -> each.state() == Finding.State.UNKNOWN)
                .forEach(each -> unknown.add(each.question()));
        List<SavedFinding> added = new ArrayList<>();
        List<SavedFinding> remaining = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        after.values().stream()
                .filter(SavedFinding::open)
                .forEach(now -> {
                    SavedFinding was = before.get(now.fingerprint());
                    (was != null && was.open() ? remaining : added).add(now);
                    if (was != null && was.severity() != now.severity()) {
                        changed.add(new Change(was.severity(), now));
                    }
                });
        List<SavedFinding> mended = new ArrayList<>();
        List<SavedFinding> accepted = new ArrayList<>();
        List<SavedFinding> untold = new ArrayList<>();
        before.values().stream()
                .filter(SavedFinding::open)
                .forEach(was -> {
                    SavedFinding now = after.get(was.fingerprint());
                    if (now != null) {
                        if (!now.open()) {
                            accepted.add(now);
                        }
                    } else if (unknown.contains(was.question()) || lost(newer, was.target())) {
                        untold.add(was);
                    } else {
                        mended.add(was);
                    }
                });
        Map<String, String> blind = new LinkedHashMap<>(newer.unreadable());
        blind.keySet().removeAll(older.unreadable().keySet());
        return new ReportDiff(
                older,
                newer,
                added,
                mended,
                accepted,
                remaining,
                changed,
                untold,
                blind,
                notes(older, newer));
    }

    /** An engine that does not answer hides its containers, too: they are not gone. */
    private static boolean lost(SavedReport newer, String target) {
        return newer.unreadable().containsKey(target)
                || (!newer.unreadable().isEmpty() && !newer.targets().contains(target));
    }

    private static Map<String, SavedFinding> broken(SavedReport report) {
        Map<String, SavedFinding> all = new LinkedHashMap<>();
        report.findings().stream()
                .filter(SavedFinding::broken)
                .forEach(each -> all.put(each.fingerprint(), each));
        return all;
    }

    private static List<String> notes(SavedReport older, SavedReport newer) {
        List<String> notes = new ArrayList<>();
        if (!older.subject().equals(newer.subject())) {
            notes.add(
                    "the reports are of two subjects, %s and %s"
                            .formatted(older.subject(), newer.subject()));
        }
        if (!older.version().equals(newer.version())) {
            notes.add(
                    "the reports are of two versions of jsec, %s and %s, with rules of their own"
                            .formatted(older.version(), newer.version()));
        }
        if (newer.time().isBefore(older.time())) {
            notes.add("the report that is called the newer one was made first");
        }
        Set<String> gone = new LinkedHashSet<>(older.targets());
        gone.removeAll(newer.targets());
        if (!gone.isEmpty() && newer.unreadable().isEmpty()) {
            notes.add("no longer judged, because not there: " + String.join(", ", gone));
        }
        return notes;
    }

    /** The added findings that reach a threshold. */
    List<SavedFinding> failures(Severity threshold) {
        return added.stream().filter(each -> each.severity().reaches(threshold)).toList();
    }

    /**
     * The exit code: 2 where a target could be judged before and no longer, else 1 where an added
     * finding reaches the threshold, else 0.
     */
    public int exit(Severity threshold) {
        if (!blind.isEmpty()) {
            return NOT_EVALUATED;
        }
        return failures(threshold).isEmpty() ? CLEAN : FOUND;
    }
}
