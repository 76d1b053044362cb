package io.jsec.daemon.edge;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.journal.Entry;
import io.jsec.journal.Source;
import io.jsec.journal.Token;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts strangers who were not let in, by source and by the kind of the reason, and tells of them
 * once a minute: however many come, the journal gets few lines. Safe for several threads.
 */
public final class Refusals implements AutoCloseable {
    /** Sources that are told apart within a minute; the others are told together. */
    static final int SOURCES_MAX = 32;

    private final Clock clock;
    private final Consumer<Entry.Handshakes> told;

    @GuardedBy("this")
    private final Map<Source, SortedMap<Token, Long>> counts = new LinkedHashMap<>();

    @GuardedBy("this")
    private Instant minute = Instant.EPOCH;

    /**
     * Counts from now on.
     *
     * @param told gets each entry, and does not wait
     */
    public Refusals(Clock clock, Consumer<Entry.Handshakes> told) {
        this.clock = clock;
        this.told = told;
    }

    /** Counts one. */
    synchronized void count(InetAddress address, Token kind) {
        tick();
        Source source = Source.of(address);
        boolean known = counts.containsKey(source) || counts.size() < SOURCES_MAX;
        counts.computeIfAbsent(known ? source : Source.OTHERS, each -> new TreeMap<>())
                .merge(kind, 1L, Long::sum);
    }

    /** Tells of the minute before, once it is over. */
    synchronized void tick() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(minute)) {
            close();
            minute = now;
        }
    }

    /** Tells of the minute that is not over too. */
    @Override
    public synchronized void close() {
        counts.forEach((source, kinds) -> told.accept(Entry.Handshakes.of(source, minute, kinds)));
        counts.clear();
    }
}
