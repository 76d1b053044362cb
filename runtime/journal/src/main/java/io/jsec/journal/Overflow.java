package io.jsec.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What identities wrote over their budgets, as counts. The first entry of an identity over its
 * budget is told at once, the others each minute. Not safe for several threads.
 */
final class Overflow {
    private final Map<Identity, Sum> sums = new HashMap<>();

    private record Sum(Instant since, Counts counts) {}

    /** Counts an entry; the summary to write at once, or none. */
    List<Own.Limited> count(Entry entry, Instant now) {
        Identity key = whose(entry).among(sums);
        Sum sum = sums.get(key);
        if (sum == null) {
            sums.put(key, new Sum(now, Counts.NONE));
            return List.of(limited(key, new Sum(now, Counts.NONE.plus(entry))));
        }
        sums.put(key, new Sum(sum.since, sum.counts.plus(entry)));
        return List.of();
    }

    /** The summaries of what was counted; who was not over his budget since is forgotten. */
    List<Own.Limited> drain(Instant now) {
        List<Own.Limited> drained = new ArrayList<>();
        sums.entrySet().removeIf(each -> each.getValue().counts.equals(Counts.NONE));
        sums.replaceAll((who, sum) -> {
            drained.add(limited(who, sum));
            return new Sum(now, Counts.NONE);
        });
        return drained;
    }

    private static Own.Limited limited(Identity who, Sum sum) {
        return new Own.Limited(who, new Token(Body.time(sum.since)), sum.counts);
    }

    /** Whose budget an entry is taken from. */
    static Identity whose(Entry entry) {
        return entry instanceof Own.Reads reads ? reads.reader() : entry.who();
    }
}
