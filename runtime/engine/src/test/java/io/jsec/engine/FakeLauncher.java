package io.jsec.engine;

import io.jsec.launch.Command;
import io.jsec.launch.ContainerUser;
import io.jsec.launch.LaunchPlan;
import io.jsec.launch.ResidentEntry;
import io.jsec.launch.ResidentEvent;
import io.jsec.linux.Fd;
import io.jsec.linux.abi.Errno;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A launcher without a kernel. It outlives its connections, as the real one does: a test drops one
 * as kill -9 would, and connects again.
 */
final class FakeLauncher {
    /** A call to make fail: its name, and the error number. */
    record Fault(String call, int errno) {}

    private final Map<String, FakeProcess> processes = new LinkedHashMap<>();
    private final List<LinkedBlockingQueue<ResidentEvent>> listeners = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, LaunchPlan> plans = new ConcurrentHashMap<>();
    private final Map<String, Fd> held = new ConcurrentHashMap<>();
    private Optional<Fault> fault = Optional.empty();
    private Optional<Launcher.Outcome.Failed> failure = Optional.empty();
    private volatile boolean endsAtOnce;
    private int execErrno;
    private int callsLeft;
    private int callErrno;
    private boolean struck;
    private FakeProcess.Behaviour behaviour = FakeProcess.Behaviour.ENDS_BY_SIGNALS;

    /** A new connection. */
    synchronized Connection connect() {
        LinkedBlockingQueue<ResidentEvent> events = new LinkedBlockingQueue<>();
        listeners.add(events);
        return new Connection(events);
    }

    /** The next call of this name throws. */
    synchronized void failNext(String call, int errno) {
        fault = Optional.of(new Fault(call, errno));
    }

    /** The n-th call from now on throws, whichever it is; 0: none. */
    synchronized void failCall(int number, int errno) {
        callsLeft = number;
        callErrno = errno;
        struck = false;
    }

    /** Whether that call came. */
    synchronized boolean struck() {
        return struck;
    }

    /** The next start fails in a step. */
    synchronized void refuseNextStart(Launcher.Outcome.Failed how) {
        failure = Optional.of(how);
    }

    /** Processes that join end, and are heard to, before their start is answered. */
    synchronized void execsEndAtOnce() {
        endsAtOnce = true;
    }

    /** Long enough for an end to overtake the answer. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next start fails where it executes the command. */
    synchronized void refuseNextExec(int errno) {
        execErrno = errno;
    }

    /** What processes started from now on do with signals. */
    synchronized void behave(FakeProcess.Behaviour how) {
        behaviour = how;
    }

    /** A process it knows. */
    synchronized FakeProcess process(String id) {
        FakeProcess process = processes.get(id);
        if (process == null) {
            throw new AssertionError("the launcher knows no " + id);
        }
        return process;
    }

    /** By what plan it was started last. */
    LaunchPlan plan(String id) {
        LaunchPlan plan = plans.get(id);
        if (plan == null) {
            throw new AssertionError("the launcher never started " + id);
        }
        return plan;
    }

    synchronized List<String> ids() {
        return List.copyOf(processes.keySet());
    }

    private synchronized List<FakeProcess> everyProcess() {
        return List.copyOf(processes.values());
    }

    /** Every call so far: {@code start ID}. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** The launcher itself died, and everything in it: nobody is told. */
    synchronized void die() {
        processes.values().forEach(FakeProcess::vanish);
        processes.clear();
        listeners.clear();
    }

    private synchronized void call(String name, String id) {
        calls.add(name + " " + id);
        if (callsLeft > 0 && --callsLeft == 0) {
            struck = true;
            throw new LauncherFailure("the launcher refuses: a test wants it", callErrno);
        }
        if (fault.filter(each -> each.call().equals(name)).isPresent()) {
            int errno = fault.get().errno();
            fault = Optional.empty();
            throw new LauncherFailure("the launcher refuses: a test wants " + name, errno);
        }
    }

    private synchronized FakeProcess known(String id) {
        FakeProcess process = processes.get(id);
        if (process == null) {
            throw new LauncherFailure("the launcher refuses: unknown", Errno.ENOENT);
        }
        return process;
    }

    private synchronized Launcher.Outcome begin(String id, Optional<String> container) {
        if (failure.isPresent()) {
            Launcher.Outcome.Failed failed = failure.get();
            failure = Optional.empty();
            return failed;
        }
        if (processes.containsKey(id)) {
            throw new LauncherFailure("the launcher refuses: that id is in use", Errno.EEXIST);
        }
        FakeProcess process = new FakeProcess(id, container, behaviour, this::ended);
        processes.put(id, process);
        return new Launcher.Outcome.Started(
                OptionalInt.of(4000 + processes.size()), process.attach());
    }

    private synchronized void refuseExec(int step) {
        if (execErrno != 0) {
            failure = Optional.of(new Launcher.Outcome.Failed(step, 0, execErrno, "execve", ""));
            execErrno = 0;
        }
    }

    private synchronized void ended(FakeProcess process) {
        Optional.ofNullable(held.remove(process.id())).ifPresent(Fd::close);
        ResidentEvent event =
                new ResidentEvent.Exited(
                        process.id(),
                        process.code(),
                        0,
                        process.droppedBytes(),
                        process.oomKilled());
        listeners.forEach(listener -> listener.add(event));
    }

    private synchronized List<ResidentEntry> entries() {
        List<ResidentEntry> entries = new ArrayList<>();
        for (FakeProcess process : processes.values()) {
            entries.add(
                    process.running()
                            ? new ResidentEntry.Running(process.id(), 2, process.container())
                            : new ResidentEntry.Ended(
                                    process.id(),
                                    process.code(),
                                    process.droppedBytes(),
                                    process.oomKilled(),
                                    process.container()));
        }
        return entries;
    }

    private synchronized void drop(LinkedBlockingQueue<ResidentEvent> events) {
        listeners.remove(events);
    }

    private synchronized void remove(String id) {
        processes.remove(id);
    }

    /** One engine's connection. */
    final class Connection implements Launcher {
        private final LinkedBlockingQueue<ResidentEvent> events;
        private volatile boolean closed;

        Connection(LinkedBlockingQueue<ResidentEvent> events) {
            this.events = events;
        }

        /** A dead engine's threads may run on in a test, and reach nobody. */
        private void call(String name, String id) {
            if (closed) {
                throw new LauncherFailure("the launcher is gone", Errno.EPIPE);
            }
            FakeLauncher.this.call(name, id);
        }

        @Override
        public Outcome start(String id, LaunchPlan plan) {
            call("start", id);
            plans.put(id, plan);
            refuseExec(plan.steps().size() - 1);
            return begin(id, Optional.empty());
        }

        @Override
        public Outcome start(String id, LaunchPlan plan, Fd descriptor) {
            Outcome outcome = start(id, plan);
            if (outcome instanceof Outcome.Started) {
                held.put(id, descriptor.duplicate());
            }
            return outcome;
        }

        @Override
        public Optional<Fd> held(String id) {
            call("held", id);
            return known(id).running()
                    ? Optional.ofNullable(held.get(id)).map(Fd::duplicate)
                    : Optional.empty();
        }

        @Override
        public Outcome exec(
                String id,
                String containerId,
                Command command,
                ContainerUser user,
                io.jsec.launch.Streams streams) {
            call("exec", id);
            if (!known(containerId).running()) {
                throw new LauncherFailure("the launcher refuses: ended", Errno.ESRCH);
            }
            Outcome outcome = begin(id, Optional.of(containerId));
            if (endsAtOnce) {
                process(id).say("quick");
                process(id).exit(0);
                pause();
            }
            return outcome;
        }

        @Override
        public List<ResidentEntry> list() {
            call("list", "");
            return entries();
        }

        @Override
        public void kill(String id, int signal) {
            call("kill " + signal, id);
            known(id).signal(signal);
        }

        @Override
        public void killAll(String id) {
            call("killAll", id);
            known(id).signal(9);
        }

        @Override
        public Streams attach(String id, long offset) {
            call("attach", id);
            return known(id).attach();
        }

        @Override
        public void resize(String id, int rows, int columns) {
            call("resize " + rows + "x" + columns, id);
            known(id);
        }

        @Override
        public void forget(String id) {
            call("forget", id);
            known(id);
            remove(id);
        }

        @Override
        public Optional<ResidentEvent> nextEvent(Duration limit) {
            if (closed) {
                throw new LauncherFailure("the launcher is gone", Errno.EPIPE);
            }
            try {
                return Optional.ofNullable(events.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public void close() {
            closed = true;
            drop(events);
            everyProcess().forEach(FakeProcess::detach);
        }
    }
}
