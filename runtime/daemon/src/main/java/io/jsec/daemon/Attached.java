package io.jsec.daemon;

import io.jsec.daemon.edge.Duplex;
import io.jsec.daemon.edge.GoneException;
import io.jsec.daemon.edge.WebSocket;
import io.jsec.engine.AttachSession;
import io.jsec.engine.ExecView;
import io.jsec.engine.StreamFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection and a process's streams, joined until one of them is over. */
final class Attached {
    private static final Logger LOG = LoggerFactory.getLogger(Attached.class);
    private static final int INPUT_BYTES = 32 * 1024;

    private Attached() {}

    /** Takes the connection over; its head is sent at once. */
    static Duplex open(Call call, boolean tty) throws IOException {
        return call.response().hijack(Multiplexed.type(call.version(), tty), Multiplexed.RAW);
    }

    /**
     * Serves until the output ends or the client is gone.
     *
     * @param stdin whether what the client sends is the process's input
     */
    static void serve(Call call, Duplex duplex, AttachSession session, boolean stdin)
            throws IOException {
        try (session) {
            call.request().whenGone(session::close);
            if (stdin) {
                Thread.ofVirtual().name("stdin").start(() -> input(duplex.input(), session));
            }
            try (OutputStream output = duplex.output()) {
                Multiplexed frames = new Multiplexed(output, session.tty());
                Optional<StreamFrame> frame = session.next();
                while (frame.isPresent()) {
                    frames.write(frame.orElseThrow());
                    frame = session.next();
                }
            }
        }
    }

    /**
     * Serves a WebSocket: output is in no frames but its own. A client that says goodbye ended its
     * input, and left.
     */
    static void serve(Call call, WebSocket socket, AttachSession session) throws IOException {
        try (session) {
            call.request().whenGone(session::close);
            Thread.ofVirtual()
                    .name("stdin")
                    .start(() -> {
                        input(socket.input(), session);
                        session.close();
                    });
            try (OutputStream output = socket.output()) {
                Optional<StreamFrame> frame = session.next();
                while (frame.isPresent()) {
                    output.write(frame.orElseThrow().data());
                    frame = session.next();
                }
            }
        }
    }

    /**
     * Says in the stream itself why nothing runs: clients that upgrade show nothing of an answer
     * without 101. One that ended with a code is asked for it afterwards; any other is an error of
     * the engine's.
     */
    static void refuse(Duplex duplex, ExecView exec, String sentence) throws IOException {
        StreamFrame.Kind kind =
                exec.exitCode().isPresent() ? StreamFrame.Kind.STDERR : StreamFrame.Kind.SYSTEM;
        try (OutputStream output = duplex.output()) {
            byte[] text = (sentence + "\r\n").getBytes(StandardCharsets.UTF_8);
            new Multiplexed(output, exec.request().tty()).write(StreamFrame.of(kind, text));
        }
    }

    private static void input(InputStream input, AttachSession session) {
        byte[] bytes = new byte[INPUT_BYTES];
        try (input) {
            int count = input.read(bytes);
            while (count >= 0 && session.write(bytes, 0, count)) {
                count = input.read(bytes);
            }
            if (count < 0) {
                session.endInput();
            } else {
                session.close();
            }
        } catch (GoneException e) {
            // No end of input: a process that saw one would take half of it for all of it.
            LOG.warn("an attached client is gone without an end of its input: {}", e.getMessage());
            session.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("the input of an attached client ends: {}", e.toString());
            session.endInput();
        }
    }
}
