package io.jsec.journal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What identities read, as counts by identity and route. Safe for many threads. */
final class ReadCounts {
    private static final int ROUTES_MAX = 64;
    private static final String OTHER_ROUTES = "/others";

    @GuardedBy("this")
    private final Map<Identity, Reader> readers = new HashMap<>();

    private record Reader(Instant minute, Map<String, Long> routes) {}

    /** Counts one. */
    synchronized void count(Identity who, Route route, Instant now) {
        Map<String, Long> routes =
                readers.computeIfAbsent(
                                who.among(readers),
                                each ->
                                        new Reader(
                                                now.truncatedTo(ChronoUnit.MINUTES),
                                                new TreeMap<>()))
                        .routes;
        String word =
                routes.containsKey(route.text()) || routes.size() < ROUTES_MAX
                        ? route.text()
                        : OTHER_ROUTES;
        routes.merge(word, 1L, Long::sum);
    }

    /**
     * Takes out what was counted.
     *
     * @param all whether the minute that is not over is taken too
     */
    synchronized List<Own.Reads> drain(Instant now, boolean all) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        List<Own.Reads> drained = new ArrayList<>();
        readers.entrySet()
                .removeIf(each -> {
                    boolean over = all || !each.getValue().minute.equals(minute);
                    if (over) {
                        drained.add(reads(each.getKey(), each.getValue()));
                    }
                    return over;
                });
        return drained;
    }

    private static Own.Reads reads(Identity who, Reader reader) {
        List<String> routes = new ArrayList<>();
        long count = 0;
        for (Map.Entry<String, Long> each : reader.routes.entrySet()) {
            routes.add(each.getKey() + ":" + each.getValue());
            count += each.getValue();
        }
        return new Own.Reads(who, new Token(Body.time(reader.minute)), count, routes);
    }
}
