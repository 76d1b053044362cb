package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A container while the engine knows it: its record, its streams, and who waits. Whoever changes
 * anything about it holds its lock; whoever only looks reads the last record.
 */
final class LiveContainer {
    private final ReentrantLock lock = new ReentrantLock();
    private final ContainerLog log;
    private final StreamHub hub;
    private final Waiters waiters = new Waiters();
    private volatile ContainerRecord record;
    private volatile HostConfig.ConsoleSize size;
    private volatile Optional<HealthView> health = Optional.empty();

    @GuardedBy("this")
    private @Nullable Thread restart;

    @GuardedBy("this")
    private long restartDelayMillis;

    LiveContainer(ContainerRecord record, ContainerLog log) {
        this.record = record;
        this.log = log;
        ContainerConfig config = record.config();
        this.hub =
                new StreamHub(
                        config.tty(),
                        config.streams().openStdin(),
                        config.streams().stdinOnce(),
                        log::offer);
        this.size = LaunchSpecs.size(record.host());
    }

    /** Held by whoever changes it. */
    ReentrantLock lock() {
        return lock;
    }

    ContainerRecord record() {
        return record;
    }

    /** Only {@link Registry} calls this, after the record is kept. */
    void record(ContainerRecord kept) {
        record = kept;
    }

    String id() {
        return record.id();
    }

    ContainerLog log() {
        return log;
    }

    StreamHub hub() {
        return hub;
    }

    Waiters waiters() {
        return waiters;
    }

    HostConfig.ConsoleSize size() {
        return size;
    }

    void size(HostConfig.ConsoleSize value) {
        size = value;
    }

    Optional<HealthView> health() {
        return health;
    }

    void health(Optional<HealthView> value) {
        health = value;
    }

    /** The pause before the next start by policy; doubles from 100 ms to a minute. */
    synchronized long nextRestartDelay(boolean ranLong) {
        long last = ranLong ? 0 : restartDelayMillis;
        restartDelayMillis = last == 0 ? 100 : Math.min(60_000, last * 2);
        return restartDelayMillis;
    }

    /** The thread that will start it again. */
    synchronized void restart(@Nullable Thread thread) {
        restart = thread;
    }

    /** Nobody starts it again by policy; what waits to do so ends. */
    synchronized void cancelRestart() {
        Thread waiting = restart;
        restart = null;
        if (waiting != null && waiting != Thread.currentThread()) {
            waiting.interrupt();
        }
    }

    synchronized void forgetRestartDelay() {
        restartDelayMillis = 0;
    }
}
