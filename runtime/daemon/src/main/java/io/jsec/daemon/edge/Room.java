package io.jsec.daemon.edge;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;

/** Places for connections: all of them together are limited, and those of one user. */
final class Room {
    private final int most;
    private final int mostOfUser;

    @GuardedBy("this")
    private final Map<String, Integer> users = new HashMap<>();

    @GuardedBy("this")
    private int taken;

    /**
     * @param mostOfUser at most {@code most}
     */
    Room(int most, int mostOfUser) {
        this.most = most;
        this.mostOfUser = mostOfUser;
    }

    /** Takes a place; false where there is none for this user. */
    synchronized boolean tryEnter(String user) {
        int own = users.getOrDefault(user, 0);
        if (taken >= most || own >= mostOfUser) {
            return false;
        }
        taken++;
        users.put(user, own + 1);
        return true;
    }

    /** Gives one back. */
    synchronized void leave(String user) {
        Integer own = users.get(user);
        if (own == null) {
            throw new IllegalStateException(user + " has no place");
        }
        taken--;
        if (own == 1) {
            users.remove(user);
        } else {
            users.put(user, own - 1);
        }
    }

    synchronized int taken() {
        return taken;
    }
}
