package io.jsec.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * The waivers of a run and what became of them.
 *
 * @param target the file or place they are written in
 * @param waivers all of them
 * @param used those that cover a finding of this run
 * @param defects waivers that could not be read, with the reason
 * @param known ids of all rules
 * @param today the day of the run
 */
public record PolicyFacts(
        Target target,
        List<Waiver> waivers,
        Set<Waiver> used,
        List<Evidence> defects,
        Set<String> known,
        LocalDate today)
        implements Facts {
    /** Copies the collections. */
    public PolicyFacts {
        waivers = List.copyOf(waivers);
        used = Set.copyOf(used);
        defects = List.copyOf(defects);
        known = Set.copyOf(known);
    }
}
