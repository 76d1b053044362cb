package io.jsec.launch;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Messages;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Sockets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A launcher whose answers a test writes: each message it gets goes to a script, on its thread. */
final class FakeLauncher implements AutoCloseable {
    /** What it does with a message. */
    interface Script {
        void answer(FakeLauncher launcher, ControlMessage message, List<Fd> descriptors);
    }

    private final Fd listener;
    private final Thread thread;
    private final Script script;
    private volatile @Nullable Messages connection;
    private volatile @Nullable Fd client;

    FakeLauncher(Path socket, Script script) {
        this.script = script;
        listener = UnixSocket.listen(socket, UnixSocket.Kind.SEQPACKET);
        thread = Thread.ofPlatform().daemon().start(this::serve);
    }

    private void serve() {
        try (Fd accepted = UnixSocket.accept(listener)) {
            client = accepted;
            Messages messages = new Messages(accepted, 16 << 10, 8);
            connection = messages;
            while (true) {
                try (Messages.Received received = messages.receive()) {
                    if (received.isEnd()) {
                        return;
                    }
                    ControlMessage message = ControlMessage.decode(received.bytes());
                    boolean greeting =
                            message.op() == ControlOp.HELLO || message.op() == ControlOp.SUBSCRIBE;
                    if (greeting) {
                        reply(message, ControlOp.OK);
                    } else {
                        script.answer(this, message, received.descriptors());
                    }
                }
            }
        } catch (LinuxException e) {
            // The test closed the sockets.
        }
    }

    void reply(ControlMessage to, ControlOp op, Fd... descriptors) {
        send(new ControlMessage(op, to.seq(), 0, 0, 0, to.id(), ""), descriptors);
    }

    void send(ControlMessage message, Fd... descriptors) {
        Objects.requireNonNull(connection).send(message.encode(), List.of(descriptors));
    }

    void sendRaw(byte[] bytes) {
        Objects.requireNonNull(connection).send(bytes, List.of());
    }

    /** Ends the connection as a dying launcher would. */
    void hangUp() {
        UnixSocket.shutdown(Objects.requireNonNull(client), Sockets.SHUT_RDWR);
    }

    @Override
    public void close() {
        UnixSocket.shutdown(listener, Sockets.SHUT_RDWR);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.close();
    }
}
