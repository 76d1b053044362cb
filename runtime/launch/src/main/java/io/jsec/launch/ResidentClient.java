package io.jsec.launch;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Memfd;
import io.jsec.linux.Pidfd;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client of the resident launcher. Any number of threads may use it; containers outlive it, and
 * another client finds them by {@link #list} and {@link #attach}.
 *
 * <p>Sending is short and bounded; waiting does not pin a virtual thread.
 */
public final class ResidentClient implements AutoCloseable {
    /** Beside the signal of an exit: memory ran out. */
    private static final int RAN_OUT = 256;

    /** Beside a start's plan: a descriptor that is held. */
    private static final int WITH_HELD = 2;

    private static final Duration EVER = Duration.ofDays(365);

    private final ExitBoard exits = new ExitBoard();
    private final ResidentChannel channel;
    private final Duration timeout;

    private ResidentClient(Fd socket, Duration timeout) {
        this.channel = new ResidentChannel(socket, this::event, exits::broken);
        this.timeout = timeout;
    }

    /**
     * Connects, says hello and asks to be told of exits.
     *
     * @param socket of the launcher
     * @param timeout of each request
     * @throws io.jsec.linux.LinuxException where nobody listens there
     * @throws LauncherException where who listens is no launcher of this version
     */
    public static ResidentClient connect(Path socket, Duration timeout) {
        return adopt(UnixSocket.connect(socket, UnixSocket.Kind.SEQPACKET), timeout);
    }

    /**
     * The same over a connection that is there already, such as {@link EngineDescriptors#control}.
     *
     * @param connection this client owns it
     * @param timeout of each request
     * @throws LauncherException where who is at its other end is no launcher of this version
     */
    public static ResidentClient adopt(Fd connection, Duration timeout) {
        ResidentClient client = new ResidentClient(connection, timeout);
        try {
            client.done(ControlOp.HELLO, client.request(ControlOp.HELLO), List.of());
            client.done(ControlOp.SUBSCRIBE, client.request(ControlOp.SUBSCRIBE), List.of());
            return client;
        } catch (LauncherException e) {
            client.close();
            throw e;
        }
    }

    /**
     * Starts a container whose output the launcher keeps for whoever attaches: the last 256 KiB.
     *
     * @param id 64 hexadecimal digits
     * @param plan verified
     */
    public StartOutcome start(String id, LaunchPlan plan) {
        return start(ControlOp.START, id, PlanCodec.encode(plan), List.of());
    }

    /**
     * Starts a container and attaches to it before it writes a byte: the request to attach follows
     * the one to start without waiting for its answer, and the launcher reads no output before a
     * launch is known to have worked.
     *
     * @param id 64 hexadecimal digits
     * @param plan verified
     */
    public AttachedStart startAttached(String id, LaunchPlan plan) {
        return startAttached(ControlOp.START, id, PlanCodec.encode(plan), Optional.empty());
    }

    /**
     * The same with a descriptor that the launcher holds until the container's end: the container
     * never sees it, and whoever talks to the launcher then gets it by {@link #held}.
     *
     * @param held stays the caller's to close
     */
    public AttachedStart startAttached(String id, LaunchPlan plan, Fd held) {
        return startAttached(ControlOp.START, id, PlanCodec.encode(plan), Optional.of(held));
    }

    /** {@link #exec} with an attachment, as {@link #startAttached}. */
    public AttachedStart execAttached(String id, ExecPlan plan) {
        return startAttached(ControlOp.EXEC, id, PlanCodec.encode(plan), Optional.empty());
    }

    private AttachedStart startAttached(ControlOp op, String id, byte[] plan, Optional<Fd> held) {
        exits.watch(id);
        ControlMessage start = request(op).to(id).with(held.isPresent() ? WITH_HELD : 0, 0);
        Exchange starting = send(start, plan, held);
        boolean started = false;
        try {
            AttachWish wish = AttachWish.FOREGROUND;
            ControlMessage attach =
                    request(ControlOp.ATTACH).to(id).with(wish.flags(), wish.from());
            Exchange attaching = channel.send(attach, List.of());
            try {
                StartOutcome outcome = outcome(id, answer(starting));
                started = outcome instanceof StartOutcome.Started;
                if (!started) {
                    return new AttachedStart(outcome, Optional.empty());
                }
                Exchange.Reply reply = answer(attaching);
                Fd streams = only(ControlOp.ATTACHED, reply);
                return new AttachedStart(
                        outcome, Optional.of(new Attachment(streams, reply.message().c())));
            } finally {
                channel.end(attach, attaching);
            }
        } catch (LauncherException e) {
            if (e.errno() == Errno.EMFILE) {
                endUnheard(id, e);
            }
            throw e;
        } catch (UncheckedIOException | LinuxException e) {
            endUnheard(id, e);
            throw e;
        } finally {
            channel.end(start, starting);
            if (!started) {
                exits.forget(id);
            }
        }
    }

    /** What may run although nobody took the answer: it would be no one's. */
    private void endUnheard(String id, RuntimeException why) {
        try {
            kill(id, Signal.KILL, false);
        } catch (LauncherException e) {
            // ENOENT where it was never started.
            why.addSuppressed(e);
        }
    }

    private Exchange send(ControlMessage start, byte[] plan, Optional<Fd> held) {
        try (Fd memory = Memfd.sealed("jsec-plan", plan)) {
            List<Fd> descriptors = new ArrayList<>(List.of(memory));
            held.ifPresent(descriptors::add);
            return channel.send(start, descriptors);
        }
    }

    /**
     * The descriptor that came with a running container's start.
     *
     * @return owned by the caller
     * @throws LauncherException ENOENT: it is unknown; ENODATA: none came, or it has ended
     */
    public Fd held(String id) {
        return only(ControlOp.HOLDING, call(request(ControlOp.HELD).to(id), List.of()));
    }

    /** Starts a container with streams of the caller's, which stay the caller's to close. */
    public StartOutcome start(String id, LaunchPlan plan, Fd input, Fd output, Fd error) {
        return start(ControlOp.START, id, PlanCodec.encode(plan), List.of(input, output, error));
    }

    /**
     * Starts a process in a running container. It is known by an id of its own, by which everything
     * else goes as for a container: its exit, attach, resize, kill, forget. When the container
     * ends, it does.
     *
     * @param id 64 hexadecimal digits
     * @param plan verified
     * @throws LauncherException ENOENT: the container is unknown; ESRCH: it is not running; EBUSY:
     *     it is paused
     */
    public StartOutcome exec(String id, ExecPlan plan) {
        return start(ControlOp.EXEC, id, PlanCodec.encode(plan), List.of());
    }

    /**
     * The plan by which a running container was started.
     *
     * @throws LauncherException ENOENT: it is unknown; ESRCH: it has ended
     */
    public LaunchPlan plan(String id) {
        ControlMessage request = request(ControlOp.PLAN).to(id);
        try (Fd memory = only(ControlOp.PLANNED, call(request, List.of()))) {
            Path file = Path.of("/proc/self/fd", Integer.toString(memory.number()));
            return PlanCodec.decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the plan of " + id, e);
        }
    }

    private StartOutcome start(ControlOp op, String id, byte[] plan, List<Fd> streams) {
        exits.watch(id);
        boolean started = false;
        try (Fd memory = Memfd.sealed("jsec-plan", plan)) {
            List<Fd> descriptors = new ArrayList<>(List.of(memory));
            descriptors.addAll(streams);
            ControlMessage request = request(op).to(id).with(streams.isEmpty() ? 0 : 1, 0);
            StartOutcome outcome = outcome(id, call(request, descriptors));
            started = outcome instanceof StartOutcome.Started;
            return outcome;
        } finally {
            if (!started) {
                exits.forget(id);
            }
        }
    }

    private static StartOutcome outcome(String id, Exchange.Reply reply) {
        ControlMessage message = reply.message();
        if (message.op() == ControlOp.FAILED) {
            reply.close();
            String[] words = message.text().split("\0", 2);
            String argument = words.length > 1 ? words[1] : "";
            return new StartOutcome.Failed(
                    id, message.a(), (int) message.c(), message.b(), words[0], argument);
        }
        Fd pidfd = only(ControlOp.STARTED, reply);
        try {
            return new StartOutcome.Started(id, message.a(), Pidfd.pid(pidfd), pidfd);
        } catch (UncheckedIOException e) {
            pidfd.close();
            throw e;
        }
    }

    private Exchange.Reply answer(Exchange exchange) {
        Exchange.Reply reply = exchange.next(timeout);
        expect(reply);
        return reply;
    }

    /** Every container the launcher knows, in no order. */
    public List<ResidentEntry> list() {
        ControlMessage request = request(ControlOp.LIST);
        Exchange exchange = channel.send(request, List.of());
        try {
            List<ResidentEntry> entries = new ArrayList<>();
            while (true) {
                Exchange.Reply reply = exchange.next(timeout);
                reply.close();
                ControlMessage message = expect(reply);
                if (message.op() == ControlOp.END) {
                    return List.copyOf(entries);
                }
                entries.add(entry(message));
            }
        } finally {
            channel.end(request, exchange);
        }
    }

    /**
     * Sends a signal.
     *
     * @param everything whether to every process of the container, which the launcher does with
     *     SIGKILL alone; else to its first
     * @throws LauncherException ENOENT: it is unknown; ESRCH: it has ended; EINVAL: everything,
     *     with another signal
     */
    public void kill(String id, Signal signal, boolean everything) {
        ControlMessage request = request(ControlOp.KILL).to(id);
        done(ControlOp.KILL, request.with(signal.number(), everything ? 1 : 0), List.of());
    }

    /**
     * A stream of the container's output, from where nobody has taken it, and to its input.
     *
     * @throws LauncherException as {@link #attach(String, AttachWish)}
     */
    public Attachment attach(String id) {
        return attach(id, AttachWish.FOREGROUND);
    }

    /**
     * A stream of the container's output, and to its input where that is wished. Up to eight
     * clients may be attached at once, each at its own pace; the launcher keeps the last 256 KiB of
     * a container's output (frames with 8 bytes each) for whoever comes late or again.
     *
     * @throws LauncherException ENOENT: it is unknown; EBUSY: eight are attached; ERANGE: it did
     *     not write that far; EOPNOTSUPP: it was started with streams of the caller's
     */
    public Attachment attach(String id, AttachWish wish) {
        ControlMessage request = request(ControlOp.ATTACH).to(id);
        Exchange.Reply reply =
                call(request.with(wish.flags(), wish.from()).at(wish.offset()), List.of());
        Fd socket = only(ControlOp.ATTACHED, reply);
        long begins = reply.message().c();
        return new Attachment(
                socket, wish.start() instanceof AttachWish.Start.At at ? at.offset() : begins);
    }

    /**
     * Tells that the container's output up to here is kept elsewhere, such as in a log: the
     * launcher may give its memory back. Who is attached loses nothing by it.
     *
     * @param offset as {@link Attachment#offset}
     * @throws LauncherException ENOENT: it is unknown; ERANGE: it did not write that far
     */
    public void kept(String id, long offset) {
        done(ControlOp.KEPT, request(ControlOp.KEPT).to(id).at(offset), List.of());
    }

    /** Tells a container's terminal its size, each side 1 to 65,535. */
    public void resize(String id, int rows, int columns) {
        done(ControlOp.RESIZE, request(ControlOp.RESIZE).to(id).with(rows, columns), List.of());
    }

    /** Drops what is kept of a container that ended. */
    public void forget(String id) {
        done(ControlOp.FORGET, request(ControlOp.FORGET).to(id), List.of());
        exits.forget(id);
    }

    /** Ends every container, by SIGKILL after the grace, and then the launcher. */
    public void shutdown(Duration grace) {
        int millis = (int) Math.min(grace.toMillis(), Integer.MAX_VALUE);
        done(ControlOp.SHUTDOWN, request(ControlOp.SHUTDOWN).with(millis, 0), List.of());
    }

    /** The launcher's counters. */
    public LauncherStats stats() {
        ControlMessage message = done(ControlOp.STATS, request(ControlOp.STATS), List.of());
        return new LauncherStats(message.a(), message.b(), message.c());
    }

    /**
     * Waits for a container's end, whoever started it.
     *
     * @return empty where it did not end in time, or is not known
     */
    public Optional<ResidentEvent.Exited> awaitExit(String id, Duration limit) {
        if (exits.watch(id)) {
            boolean known = false;
            for (ResidentEntry entry : list()) {
                known |= entry.id().equals(id);
                if (entry instanceof ResidentEntry.Ended ended && ended.id().equals(id)) {
                    int signal = ended.code() > 128 ? ended.code() - 128 : 0;
                    exits.settle(
                            new ResidentEvent.Exited(
                                    id,
                                    ended.code(),
                                    signal,
                                    ended.droppedBytes(),
                                    ended.oomKilled()));
                }
            }
            if (!known) {
                exits.forget(id);
                return Optional.empty();
            }
        }
        return exits.await(id, limit.compareTo(EVER) > 0 ? EVER : limit);
    }

    /** The next event, of any container; empty where none came in time. */
    public Optional<ResidentEvent> nextEvent(Duration limit) {
        return exits.next(limit);
    }

    /** Ends the connection; containers go on. */
    @Override
    public void close() {
        channel.close();
    }

    private ControlMessage request(ControlOp op) {
        return ControlMessage.request(op, channel.nextSequence());
    }

    private Exchange.Reply call(ControlMessage request, List<Fd> descriptors) {
        Exchange exchange = channel.send(request, descriptors);
        try {
            return answer(exchange);
        } finally {
            channel.end(request, exchange);
        }
    }

    private ControlMessage done(ControlOp what, ControlMessage request, List<Fd> descriptors) {
        Exchange.Reply reply = call(request, descriptors);
        reply.close();
        if (reply.message().op() != ControlOp.OK) {
            throw unexpected(what, reply.message());
        }
        return reply.message();
    }

    /** The one descriptor of a reply. */
    private static Fd only(ControlOp op, Exchange.Reply reply) {
        if (reply.message().op() == op && reply.descriptors().size() == 1) {
            return reply.descriptors().getFirst();
        }
        reply.close();
        throw unexpected(op, reply.message());
    }

    private static ControlMessage expect(Exchange.Reply reply) {
        ControlMessage message = reply.message();
        if (reply.lost()) {
            reply.close();
            throw new LauncherException(
                    "this engine has too many open files to take the launcher's answer; close"
                            + " connections of clients, or start it with a higher ulimit -Hn",
                    Errno.EMFILE);
        }
        if (message.op() == ControlOp.ERROR) {
            reply.close();
            throw new LauncherException("the launcher refuses: " + message.text(), message.a());
        }
        return message;
    }

    private static ResidentEntry entry(ControlMessage message) {
        boolean running = message.op() == ControlOp.ENTRY && message.b() == 1;
        boolean ended = message.op() == ControlOp.ENTRY && (message.b() == 2 || message.b() == 3);
        if (message.id().isEmpty() || !(running || ended)) {
            throw unexpected(ControlOp.LIST, message);
        }
        Optional<String> around = Optional.of(message.text()).filter(text -> !text.isEmpty());
        return running
                ? new ResidentEntry.Running(message.id(), message.a(), around)
                : new ResidentEntry.Ended(
                        message.id(),
                        (int) message.c(),
                        message.c() >>> 32,
                        message.b() == 3,
                        around);
    }

    private static LauncherException unexpected(ControlOp asked, ControlMessage message) {
        return new LauncherException(
                "the launcher answers "
                        + asked
                        + " by "
                        + message.op()
                        + "; are both of one version?");
    }

    private void event(ControlMessage message) {
        exits.exited(
                new ResidentEvent.Exited(
                        message.id(),
                        message.a(),
                        message.b() & ~RAN_OUT,
                        message.c(),
                        (message.b() & RAN_OUT) != 0));
    }
}
