package io.jsec.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Applies waivers and a baseline to findings. */
public final class Waiving {
    private final List<Waiver> waivers;
    private final Set<String> baseline;
    private final LocalDate today;
    private final Set<Waiver> used = new HashSet<>();
    private final Set<String> met = new HashSet<>();

    /**
     * What is known on a day.
     *
     * @param baseline fingerprints of findings that were there before
     */
    public Waiving(List<Waiver> waivers, Set<String> baseline, LocalDate today) {
        this.waivers = List.copyOf(waivers);
        this.baseline = Set.copyOf(baseline);
        this.today = today;
    }

    /** The findings, with failures that are covered marked so. */
    public List<Finding> apply(List<Finding> findings) {
        List<Finding> result = new ArrayList<>();
        for (Finding finding : findings) {
            result.add(finding.state() == Finding.State.FAIL ? apply(finding) : finding);
        }
        return result;
    }

    private Finding apply(Finding finding) {
        for (Waiver waiver : waivers) {
            if (waiver.covers(finding)) {
                used.add(waiver);
                if (!waiver.expired(today)) {
                    String reason =
                            "until "
                                    + waiver.until()
                                    + " by "
                                    + waiver.owner()
                                    + ": "
                                    + waiver.reason();
                    return with(finding, Finding.State.WAIVED, reason);
                }
            }
        }
        if (baseline.contains(finding.fingerprint())) {
            met.add(finding.fingerprint());
            return with(finding, Finding.State.BASELINE, "it was there before");
        }
        return finding;
    }

    private static Finding with(Finding finding, Finding.State state, String reason) {
        return new Finding(
                finding.card(),
                finding.target(),
                state,
                finding.evidence(),
                reason,
                finding.fingerprint());
    }

    /** The waivers that covered a finding so far, expired ones among them. */
    public Set<Waiver> used() {
        return Set.copyOf(used);
    }

    /** How many entries of the baseline met no finding. */
    public int stale() {
        return baseline.size() - met.size();
    }
}
