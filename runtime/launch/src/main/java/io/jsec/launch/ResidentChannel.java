package io.jsec.launch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Messages;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Sockets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the resident launcher: requests from any thread, replies matched by number,
 * events handed on. One platform thread receives, as a blocking receive would pin a virtual one.
 */
final class ResidentChannel implements AutoCloseable {
    private static final int DESCRIPTORS_MAX = 4;
    private static final Duration SEND_LIMIT = Duration.ofSeconds(10);

    private final Fd socket;
    private final Messages messages;
    private final Consumer<ControlMessage> events;
    private final Consumer<String> end;
    private final Map<Long, Exchange> exchanges = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private final Thread receiver;
    private final Object sending = new Object();

    @GuardedBy("sending")
    private boolean closed;

    private volatile @Nullable String broken;

    /**
     * @param socket connected; this object owns it
     * @param events called on the receiving thread, must not block
     * @param end likewise, once, with why nothing is received any more
     */
    ResidentChannel(Fd socket, Consumer<ControlMessage> events, Consumer<String> end) {
        this.socket = socket;
        this.events = events;
        this.end = end;
        this.messages = new Messages(socket, ControlMessage.BYTES_MAX, DESCRIPTORS_MAX);
        UnixSocket.sendTimeout(socket, SEND_LIMIT);
        receiver =
                Thread.ofPlatform()
                        .name("jsec-launch-replies")
                        .daemon()
                        .unstarted(this::receiveAll);
        receiver.start();
    }

    /** The number of the next request. */
    long nextSequence() {
        return sequence.incrementAndGet();
    }

    /** Sends a request; its replies wait in the exchange, which {@link #end} ends. */
    Exchange send(ControlMessage request, List<Fd> descriptors) {
        Exchange exchange = new Exchange();
        exchanges.put(request.seq(), exchange);
        try {
            synchronized (sending) {
                if (closed) {
                    throw new LauncherException("the connection to the launcher is closed");
                }
                messages.send(request.encode(), descriptors);
            }
        } catch (LinuxException e) {
            end(request, exchange);
            throw new LauncherException(gone(e), e);
        } catch (LauncherException e) {
            end(request, exchange);
            throw e;
        }
        String why = broken;
        if (why != null) {
            exchange.fail(why);
        }
        return exchange;
    }

    void end(ControlMessage request, Exchange exchange) {
        exchanges.remove(request.seq());
        exchange.close();
    }

    private static String gone(LinuxException e) {
        return "the launcher is gone: " + e.getMessage();
    }

    private void receiveAll() {
        String why = "the launcher closed the connection";
        try {
            boolean open = true;
            while (open) {
                open = dispatch(messages.receive());
            }
        } catch (LinuxException e) {
            why = gone(e);
        } catch (LauncherException e) {
            why = String.valueOf(e.getMessage());
            // Whatever it says next cannot be trusted either.
            UnixSocket.shutdown(socket, Sockets.SHUT_RDWR);
        }
        broken = why;
        for (Exchange exchange : exchanges.values()) {
            exchange.fail(why);
        }
        end.accept(why);
    }

    /** False at the end of the connection. */
    private boolean dispatch(Messages.Received received) {
        if (received.isEnd()) {
            return false;
        }
        ControlMessage message;
        try {
            if (received.truncated()) {
                throw new LauncherException("a message of the launcher is too long");
            }
            message = ControlMessage.decode(received.bytes());
        } catch (LauncherException e) {
            received.close();
            throw e;
        }
        if (message.op() == ControlOp.EXITED) {
            received.close();
            events.accept(message);
            return true;
        }
        Exchange exchange = exchanges.get(message.seq());
        Exchange.Reply reply = new Exchange.Reply(message, received.descriptors(), received.lost());
        if (exchange == null) {
            reply.close();
        } else if (!exchange.offer(reply)) {
            throw new LauncherException("the launcher answers one request without an end");
        }
        return true;
    }

    /** Ends the connection; containers go on. */
    @Override
    public void close() {
        synchronized (sending) {
            if (closed) {
                return;
            }
            closed = true;
            UnixSocket.shutdown(socket, Sockets.SHUT_RDWR);
        }
        boolean interrupted = false;
        while (receiver.isAlive() && Thread.currentThread() != receiver) {
            try {
                receiver.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        socket.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
