package io.jsec.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param findings what does not hold, in the order of the journal; the first hundred
 * @param more how many there are beyond those
 * @param files how many were read
 * @param entries how many lines were read
 * @param checkpoints how many good ones there are
 * @param head the last line that could be read
 * @param unsealed how many lines stand behind the last good checkpoint
 * @param sealedAt when that was written
 */
public record Verdict(
        List<Finding> findings,
        int more,
        int files,
        long entries,
        long checkpoints,
        Head head,
        long unsealed,
        Optional<Instant> sealedAt) {
    /** Copies the findings. */
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Whether everything holds. */
    public boolean holds() {
        return findings.isEmpty();
    }
}
