package io.jsec.launch;

import io.jsec.linux.Fd;
import io.jsec.linux.Messages;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What {@link ResidentRun} asks about terminals, attached clients and clients that are slow. */
final class ResidentStreams {
    private static final Streams TERMINAL = new Streams(true, true, 24, 80);
    private static final Streams INPUT = new Streams(true, false, 24, 80);
    private static final int CLIENTS = 8;
    private static final int LISTS = 300;
    private static final String SIZES = "while read line; do stty size; done";

    private final ResidentRun run;

    ResidentStreams(ResidentRun run) {
        this.run = run;
    }

    void terminal() throws Exception {
        try (ResidentClient client = run.connect()) {
            ResidentRun.started(client.start(id(1), run.plan(1, SIZES, TERMINAL)));
            try (Attachment attachment = client.attach(id(1))) {
                System.out.println("first " + size(attachment));
                client.resize(id(1), 33, 101);
                System.out.println("told " + size(attachment));
            }
            end(client, id(1));
            early(client);
        }
    }

    /** Told by another thread as soon as the launcher knows of the container. */
    private void early(ResidentClient client) throws Exception {
        LaunchPlan plan = run.plan(2, SIZES, TERMINAL);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<Void> resized = threads.submit(() -> resizeWhenKnown(client, id(2)));
            ResidentRun.started(client.start(id(2), plan));
            resized.get();
        }
        try (Attachment attachment = client.attach(id(2))) {
            System.out.println("told while it started " + size(attachment));
        }
        end(client, id(2));
    }

    private static Void resizeWhenKnown(ResidentClient client, String id) {
        for (int tries = 0; ; tries++) {
            try {
                client.resize(id, 44, 102);
                return null;
            } catch (LauncherException e) {
                if (!refusal(e).equals("there is no such container") || tries == 100_000) {
                    throw e;
                }
            }
        }
    }

    /** Asks inside: an empty line is answered by rows and columns. */
    private static String size(Attachment attachment) {
        attachment.write("\n".getBytes(StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (var frame = attachment.next(); frame.isPresent(); frame = attachment.next()) {
            said.append(new String(frame.get().data(), StandardCharsets.UTF_8));
            String text = said.toString().strip();
            if (text.matches("\\d+ \\d+") && said.toString().endsWith("\n")) {
                return text;
            }
        }
        return "ended: " + said;
    }

    void sizes() throws Exception {
        try (ResidentClient client = run.connect()) {
            ResidentRun.started(client.start(id(1), run.plan(1, "read line", INPUT)));
            System.out.println("pipes: " + refused(() -> resize(client, id(1), 24)));
            client.kill(id(1), Signal.KILL, true);
            ended(client, id(1));
            System.out.println("ended: " + refused(() -> resize(client, id(1), 24)));
            System.out.println("unknown: " + refused(() -> resize(client, id(7), 24)));
            ResidentRun.started(client.start(id(2), run.plan(2, "read line", TERMINAL)));
            System.out.println("too large: " + refused(() -> resize(client, id(2), 65_536)));
            end(client, id(2));
        }
    }

    private static Void resize(ResidentClient client, String id, int rows) {
        client.resize(id, rows, 80);
        return null;
    }

    /** Why the launcher refuses. */
    private static String refused(Callable<?> request) throws Exception {
        try {
            request.call();
            return "nothing was refused";
        } catch (LauncherException e) {
            return refusal(e);
        }
    }

    private static String refusal(LauncherException e) {
        return String.valueOf(e.getMessage()).replace("the launcher refuses: ", "");
    }

    void attached() throws Exception {
        List<ResidentClient> clients = new ArrayList<>();
        List<Attachment> attachments = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            ResidentClient client = run.connect();
            clients.add(client);
            ResidentRun.started(client.start(id(number), run.plan(number, "exec cat", INPUT)));
            attachments.add(client.attach(id(number)));
        }
        for (int number = 0; number < CLIENTS; number++) {
            attachments.get(number).write(words(number));
        }
        int own = 0;
        for (int number = 0; number < CLIENTS; number++) {
            own +=
                    new String(words(number), StandardCharsets.UTF_8)
                                    .equals(read(attachments.get(number), words(number).length))
                            ? 1
                            : 0;
        }
        System.out.println("own words " + own + " of " + CLIENTS);
        ResidentClient last = clients.getLast();
        attachments.getFirst().close();
        try (Attachment next = last.attach(id(0))) {
            next.write("more".getBytes(StandardCharsets.UTF_8));
            System.out.println("after the first left: " + read(next, 4));
            next.endInput();
            System.out.println(
                    "ended " + last.awaitExit(id(0), ResidentRun.TIMEOUT).orElseThrow().code());
        }
        attachments.forEach(Attachment::close);
        clients.forEach(ResidentClient::close);
    }

    /** More than one frame's worth, of one letter. */
    private static byte[] words(int number) {
        return String.valueOf((char) ('a' + number))
                .repeat(20_000)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Attachment attachment, int length) {
        StringBuilder said = new StringBuilder();
        while (said.length() < length) {
            said.append(new String(attachment.next().orElseThrow().data(), StandardCharsets.UTF_8));
        }
        return said.toString();
    }

    /**
     * One client asks for so many lists that its socket is full of answers, and reads none before a
     * container has ended. Every request of the other one is a turn of the launcher's loop.
     */
    void slow() throws Exception {
        try (ResidentClient other = run.connect();
                Fd socket = UnixSocket.connect(run.socket(), UnixSocket.Kind.SEQPACKET)) {
            ResidentRun.started(other.start(id(1), run.plan(1, "read line", INPUT)));
            Messages messages = new Messages(socket, ControlMessage.BYTES_MAX, 1);
            send(messages, ControlOp.SUBSCRIBE, 1);
            for (int number = 0; number < LISTS; number++) {
                send(messages, ControlOp.LIST, 2);
            }
            send(messages, ControlOp.HELLO, 3);
            for (int turn = 0; turn < 2 * LISTS; turn++) {
                other.stats();
            }
            other.kill(id(1), Signal.KILL, true);
            ended(other, id(1));
            int lists = 0;
            int exits = 0;
            for (long seq = 0; seq != 3; ) {
                ControlMessage message = ControlMessage.decode(messages.receive().bytes());
                lists += message.op() == ControlOp.END ? 1 : 0;
                exits += message.op() == ControlOp.EXITED ? 1 : 0;
                seq = message.seq();
            }
            System.out.println("lists " + lists);
            System.out.println("exits " + exits);
        }
    }

    private static void send(Messages messages, ControlOp op, long seq) {
        messages.send(ControlMessage.request(op, seq).encode(), List.of());
    }

    private static void end(ResidentClient client, String id) {
        client.kill(id, Signal.KILL, true);
        ended(client, id);
        client.forget(id);
    }

    private static void ended(ResidentClient client, String id) {
        if (client.awaitExit(id, ResidentRun.TIMEOUT).isEmpty()) {
            System.out.println("container " + id + " does not end");
        }
    }

    private static String id(int number) {
        return ResidentRun.id(number);
    }
}
