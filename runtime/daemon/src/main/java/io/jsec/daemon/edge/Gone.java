package io.jsec.daemon.edge;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;

/** Who wants to know that a client is gone. */
final class Gone {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final List<Runnable> actions = new ArrayList<>();

    @GuardedBy("lock")
    private boolean gone;

    /** Runs an action when the client is gone; at once if it is. */
    void add(Runnable action) {
        synchronized (lock) {
            if (!gone) {
                actions.add(action);
                return;
            }
        }
        run(action);
    }

    /** Forgets what one exchange registered. */
    void forget() {
        synchronized (lock) {
            actions.clear();
        }
    }

    /** Called by the event loop. */
    void happened() {
        List<Runnable> now;
        synchronized (lock) {
            gone = true;
            now = List.copyOf(actions);
            actions.clear();
        }
        now.forEach(Gone::run);
    }

    private static void run(Runnable action) {
        Thread.ofVirtual().name("client-gone").start(action);
    }
}
