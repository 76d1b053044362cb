package io.jsec.daemon.enrol;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Who gets in, before anything is done for him: a handshake costs more than the connection it comes
 * by. Safe for several threads.
 *
 * <p>A source is an IPv4 address or the first half of an IPv6 address. Each has a bucket of
 * requests that fills with time. One that is empty goes on being answered, with 429, as often again
 * as it holds; from then on connections are closed unheard.
 */
final class Gate {
    private static final double NANOS = 1e9;
    private static final int IPV6_HALF = 8;

    /** What is done with a connection. */
    enum Answer {
        /** It is served. */
        SERVED,
        /** It is told that there were too many. */
        TOO_MANY,
        /** It is closed. */
        CLOSED
    }

    private static final class Bucket {
        private final int size;
        private final int perSecond;
        private double left;
        private long at;
        private int open;

        Bucket(int size, int perSecond, long now) {
            this.size = size;
            this.perSecond = perSecond;
            this.left = size;
            this.at = now;
        }

        void fill(long now) {
            left = Math.min(size, left + (now - at) / NANOS * perSecond);
            at = now;
        }

        boolean isFull() {
            return open == 0 && left >= size;
        }

        Answer answer() {
            if (left < 1 - size) {
                return Answer.CLOSED;
            }
            return left < 1 ? Answer.TOO_MANY : Answer.SERVED;
        }
    }

    private final EnrolLimits limits;
    private final LongSupplier nanos;

    @GuardedBy("this")
    private final Map<String, Bucket> sources = new LinkedHashMap<>(64, 0.75f, true);

    @GuardedBy("this")
    private final Bucket all;

    Gate(EnrolLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.all = new Bucket(limits.allBurst(), limits.allPerSecond(), nanos.getAsLong());
    }

    /** Asks for a connection; whoever is not closed is given back by {@link #leave}. */
    synchronized Answer enter(InetAddress address) {
        long now = nanos.getAsLong();
        all.fill(now);
        forget(now);
        Bucket source =
                sources.computeIfAbsent(
                        source(address),
                        name -> new Bucket(limits.burst(), limits.perSecond(), now));
        source.fill(now);
        if (all.open >= limits.connectionsMax()
                || source.open >= limits.sourceConnectionsMax()
                || source.answer() == Answer.CLOSED
                || all.answer() == Answer.CLOSED) {
            return Answer.CLOSED;
        }
        boolean served = source.answer() == Answer.SERVED && all.answer() == Answer.SERVED;
        source.left--;
        source.open++;
        all.open++;
        // A source that asks too often takes nothing from the others.
        if (source.left > -1) {
            all.left--;
        }
        return served ? Answer.SERVED : Answer.TOO_MANY;
    }

    /** A connection is over. */
    synchronized void leave(InetAddress address) {
        all.open--;
        Bucket source = sources.get(source(address));
        if (source != null) {
            source.open--;
        }
    }

    /** How many connections are open. */
    synchronized int open() {
        return all.open;
    }

    /** How many sources are remembered. */
    synchronized int sources() {
        return sources.size();
    }

    /** Makes room: first of sources that owe nothing, then of those not heard of for longest. */
    @GuardedBy("this")
    private void forget(long now) {
        if (sources.size() < EnrolLimits.SOURCES_MAX) {
            return;
        }
        sources.values().forEach(bucket -> bucket.fill(now));
        sources.values().removeIf(Bucket::isFull);
        Iterator<Bucket> oldest = sources.values().iterator();
        while (sources.size() >= EnrolLimits.SOURCES_MAX && oldest.hasNext()) {
            if (oldest.next().open == 0) {
                oldest.remove();
            }
        }
    }

    private static String source(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(
                        address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_HALF) : bytes);
    }
}
