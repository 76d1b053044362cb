package io.jsec.journal;

import java.util.HashMap;
import java.util.Map;

/**
 * Who may use how much of the reserve: changes not at all, each identity an eighth, all of them
 * three quarters, so that the engine's own lines fit in any case. Not safe for several threads.
 */
final class ReserveShares {
    private final int each;
    private final int all;
    private final Map<Identity, Integer> used = new HashMap<>();
    private int sum;

    ReserveShares(int reserveBytes) {
        this.each = reserveBytes / 8;
        this.all = reserveBytes / 4 * 3;
    }

    /** Whether an entry may be written there. */
    boolean take(Entry entry) {
        return switch (entry) {
            case Entry.Decision _, Entry.Launch _, Entry.Certificate _, Entry.Handshakes _ ->
                    takes(entry);
            case Entry.Mutation mutation -> mutation.intent().isPresent() && takes(entry);
            case Own.Start _, Own.Stop _, Own.Cut _, Own.Dropped _ -> true;
            case Entry.Intent _, Own.Reads _, Own.Limited _ -> false;
        };
    }

    private boolean takes(Entry entry) {
        if (entry.who().equals(Identity.ENGINE)) {
            return true;
        }
        int cost = EntryText.cost(entry);
        int before = used.getOrDefault(entry.who(), 0);
        if (before + cost > each || sum + cost > all) {
            return false;
        }
        used.put(entry.who(), before + cost);
        sum += cost;
        return true;
    }

    /** Starts again, with a new reserve. */
    void clear() {
        used.clear();
        sum = 0;
    }
}
