package io.jsec.image;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Blobs and layers that somebody is about to use: they are not removed meanwhile. */
final class Pins {
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<ImageDigest, Integer> held = new HashMap<>();

    /** Ends the use of what was pinned. */
    interface Pin extends AutoCloseable {
        @Override
        void close();
    }

    /** Pins digests, whether or not they are there yet. */
    Pin hold(Collection<ImageDigest> digests) {
        List<ImageDigest> mine = List.copyOf(digests);
        lock.lock();
        try {
            mine.forEach(digest -> held.merge(digest, 1, Integer::sum));
        } finally {
            lock.unlock();
        }
        return () -> release(mine);
    }

    private void release(List<ImageDigest> digests) {
        lock.lock();
        try {
            for (ImageDigest digest : digests) {
                held.computeIfPresent(digest, (key, count) -> count == 1 ? null : count - 1);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs a removal that is told what is held; nobody can take hold of anything meanwhile. */
    void sweep(Consumer<Predicate<ImageDigest>> removal) {
        lock.lock();
        try {
            Set<ImageDigest> now = Set.copyOf(held.keySet());
            removal.accept(now::contains);
        } finally {
            lock.unlock();
        }
    }
}
