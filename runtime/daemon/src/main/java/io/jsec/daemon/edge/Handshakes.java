package io.jsec.daemon.edge;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Strangers: connections that have shown no certificate yet. All of them together are limited,
 * those of one source, and how often one source may fail within a window.
 */
final class Handshakes {
    /** Sources that are remembered; a window with more of them ends early. */
    private static final int SOURCES_MAX = 10_000;

    private static final int PREFIX_BYTES = 8;

    /** How many refusals of one source are told in a window: a log is not for strangers to fill. */
    private static final int TOLD_MAX = 5;

    private final TlsSettings.Limits limits;
    private final LongSupplier nanos;

    @GuardedBy("this")
    private final Map<InetAddress, Integer> open = new HashMap<>();

    @GuardedBy("this")
    private final Map<InetAddress, Integer> failures = new HashMap<>();

    @GuardedBy("this")
    private int all;

    @GuardedBy("this")
    private long windowBegan;

    /**
     * @param nanos a clock that only goes on
     */
    Handshakes(TlsSettings.Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.windowBegan = nanos.getAsLong();
    }

    /** Takes a place; false where there is none for this source. */
    synchronized boolean tryBegin(InetAddress address) {
        InetAddress source = source(address);
        turn();
        int own = open.getOrDefault(source, 0);
        if (all >= limits.handshakes()
                || own >= limits.ofSource()
                || failures.getOrDefault(source, 0) >= limits.failures()) {
            return false;
        }
        all++;
        open.put(source, own + 1);
        return true;
    }

    /** Gives it back. */
    synchronized void end(InetAddress address) {
        InetAddress source = source(address);
        Integer own = open.get(source);
        if (own == null) {
            throw new IllegalStateException(source + " has no place");
        }
        all--;
        if (own == 1) {
            open.remove(source);
        } else {
            open.put(source, own - 1);
        }
    }

    /** Counts a failure; true where it shall be told. */
    synchronized boolean failed(InetAddress address) {
        turn();
        return failures.merge(source(address), 1, Integer::sum) <= TOLD_MAX;
    }

    @GuardedBy("this")
    private void turn() {
        long now = nanos.getAsLong();
        if (now - windowBegan >= limits.window().toNanos() || failures.size() >= SOURCES_MAX) {
            failures.clear();
            windowBegan = now;
        }
    }

    /** Who has one address of version 6 has the 64 bits behind it too. */
    static InetAddress source(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
