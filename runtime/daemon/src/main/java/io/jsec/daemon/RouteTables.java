package io.jsec.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.engine.Access;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The routes over what each client sees of an engine: those used last are kept. */
final class RouteTables {
    /** Tables that are kept. */
    static final int KEPT_MAX = 64;

    private final Function<Access, RouteTable> maker;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<Access, RouteTable> kept = new LinkedHashMap<>(16, 0.75f, true);

    RouteTables(Function<Access, RouteTable> maker) {
        this.maker = maker;
    }

    RouteTable of(Access access) {
        lock.lock();
        try {
            RouteTable table = kept.get(access);
            if (table == null) {
                table = maker.apply(access);
                kept.put(access, table);
                if (kept.size() > KEPT_MAX) {
                    kept.remove(kept.keySet().iterator().next());
                }
            }
            return table;
        } finally {
            lock.unlock();
        }
    }

    /** How many are kept now. */
    int size() {
        lock.lock();
        try {
            return kept.size();
        } finally {
            lock.unlock();
        }
    }
}
