package io.jsec.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How much each identity may still write: a bucket of bytes that a write takes from and that fills
 * up again with time. Not safe for several threads.
 */
final class Budgets {
    private final int bytesMax;
    private final double bytesPerMilli;
    private final Map<Identity, Bucket> buckets = new HashMap<>();

    Budgets(int bytesMax, Duration time) {
        this.bytesMax = bytesMax;
        this.bytesPerMilli = (double) bytesMax / time.toMillis();
    }

    private record Bucket(double bytes, Instant at) {}

    /** Takes the cost of an entry, where it is there. The engine has no budget. */
    boolean take(Identity who, int cost, Instant now) {
        if (who.equals(Identity.ENGINE)) {
            return true;
        }
        Identity whose = known(who, now);
        double bytes = filled(buckets.getOrDefault(whose, new Bucket(bytesMax, now)), now);
        boolean enough = bytes >= cost;
        buckets.put(whose, new Bucket(enough ? bytes - cost : bytes, now));
        return enough;
    }

    /** The bucket of an identity, or the common one where there is no room for another. */
    private Identity known(Identity who, Instant now) {
        if (!who.among(buckets).equals(who)) {
            // A full bucket says no more than none.
            buckets.values().removeIf(bucket -> filled(bucket, now) >= bytesMax);
        }
        return who.among(buckets);
    }

    private double filled(Bucket bucket, Instant now) {
        // A clock that went back gives nothing.
        long millis = Math.max(0, Duration.between(bucket.at, now).toMillis());
        return Math.min(bytesMax, bucket.bytes + millis * bytesPerMilli);
    }
}
