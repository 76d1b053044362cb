package io.jsec.cli.journal;

import io.jsec.journal.Line;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which entries are shown.
 *
 * @param since from this time on
 * @param until before this time
 * @param identities of these only; all where empty
 * @param kinds of these only; all where empty
 */
public record EntryFilter(
        Optional<Instant> since,
        Optional<Instant> until,
        List<String> identities,
        List<String> kinds) {
    /** Copies the lists. */
    public EntryFilter {
        identities = List.copyOf(identities);
        kinds = List.copyOf(kinds);
    }

    /** Whether an entry is shown. */
    public boolean takes(Line line) {
        return since.map(time -> !line.time().isBefore(time)).orElse(true)
                && until.map(time -> line.time().isBefore(time)).orElse(true)
                && (kinds.isEmpty() || kinds.contains(line.kind()))
                && (identities.isEmpty()
                        || line.text("who").map(identities::contains).orElse(false));
    }
}
