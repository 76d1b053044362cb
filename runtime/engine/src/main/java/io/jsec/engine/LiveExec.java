package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process beside a container's first, while the engine knows it. */
final class LiveExec {
    private final String id;
    private final String containerId;
    private final ExecRequest request;
    private final Instant created;
    private final boolean check;
    private final StreamHub hub;

    @GuardedBy("this")
    private boolean asked;

    @GuardedBy("this")
    private boolean running;

    @GuardedBy("this")
    private int pid;

    @GuardedBy("this")
    private OptionalInt exitCode = OptionalInt.empty();

    private final CountDownLatch carriedOut = new CountDownLatch(1);

    private volatile HostConfig.ConsoleSize size;

    LiveExec(
            String id,
            String containerId,
            ExecRequest request,
            Instant created,
            boolean check,
            HostConfig.ConsoleSize size) {
        this.id = id;
        this.containerId = containerId;
        this.request = request;
        this.created = created;
        this.check = check;
        this.size = size;
        this.hub = new StreamHub(request.tty(), request.stdin(), true, _ -> {});
    }

    String id() {
        return id;
    }

    String containerId() {
        return containerId;
    }

    ExecRequest request() {
        return request;
    }

    Instant created() {
        return created;
    }

    StreamHub hub() {
        return hub;
    }

    HostConfig.ConsoleSize size() {
        return size;
    }

    void size(HostConfig.ConsoleSize value) {
        size = value;
    }

    /** Whether this is the first who asks to start it. */
    synchronized boolean ask() {
        boolean first = !asked;
        asked = true;
        return first;
    }

    synchronized void started(int number) {
        running = true;
        pid = number;
    }

    /** Its streams are read from now on, or there are none. */
    void carriedOut() {
        carriedOut.countDown();
    }

    /** Waits for that: a short process can end before whoever started it heard that it began. */
    boolean awaitCarriedOut(Duration limit) {
        try {
            return carriedOut.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An engine before this one started it. */
    synchronized void resumed() {
        asked = true;
        carriedOut.countDown();
    }

    /** As it is kept. */
    synchronized ExecRecord record() {
        return new ExecRecord(id, containerId, request, created, check, asked, exitCode);
    }

    /** Its end, known before anybody's streams end. */
    synchronized void ended(int code) {
        running = false;
        exitCode = OptionalInt.of(code);
        notifyAll();
    }

    synchronized boolean over() {
        return exitCode.isPresent();
    }

    /** Waits for its end; empty where it did not come in time. */
    synchronized OptionalInt awaitEnd(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (exitCode.isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return OptionalInt.empty();
            }
            wait(left);
        }
        return exitCode;
    }

    synchronized ExecView view(String user) {
        return new ExecView(id, containerId, request, user, running, exitCode, pid);
    }
}
