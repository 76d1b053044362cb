package io.jsec.launch;

import io.jsec.linux.abi.Signal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What {@link ResidentRun} asks about several clients at one container's streams. */
final class ResidentSpool {
    private static final AttachWish READER =
            new AttachWish(new AttachWish.Start.At(0), false, AttachWish.Input.NONE);
    private static final AttachWish LOSSLESS =
            new AttachWish(new AttachWish.Start.At(0), true, AttachWish.Input.NONE);
    private static final AttachWish WRITER =
            new AttachWish(new AttachWish.Start.At(0), true, AttachWish.Input.SHARED);
    private static final AttachWish ONCE =
            new AttachWish(new AttachWish.Start.At(0), true, AttachWish.Input.ONCE);
    private static final Streams INPUT = new Streams(true, false, 24, 80);
    private static final int READERS = 7;
    private static final Duration SHORT = Duration.ofMillis(200);

    private final ResidentRun run;

    ResidentSpool(ResidentRun run) {
        this.run = run;
    }

    /** What somebody read: the text, and how many it did not get. */
    private record Heard(String text, long lost) {}

    private static Heard all(Attachment attachment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long lost = 0;
        for (var frame = attachment.next(); frame.isPresent(); frame = attachment.next()) {
            bytes.writeBytes(frame.get().data());
            lost += frame.get().lost();
        }
        return new Heard(bytes.toString(StandardCharsets.UTF_8), lost);
    }

    private static String lines(int last) {
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= last; line++) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    void fanOut() throws Exception {
        try (ResidentClient client = run.connect()) {
            long descriptors = client.stats().descriptors();
            readers(client);
            ResidentRun.started(client.start(id(2), run.plan(2, "read x; seq 300000", INPUT)));
            try (Attachment patient = client.attach(id(2), WRITER)) {
                // Before it, nobody is waited for, and the spool keeps the last of it only.
                patient.write("\n".getBytes(StandardCharsets.UTF_8));
                Heard heard = all(patient);
                long lost = heard.lost() + (heard.text().equals(lines(300_000)) ? 0 : 1);
                System.out.println("waited for: lost " + lost + ", ended " + ended(client, id(2)));
            }
            client.forget(id(1));
            System.out.println("descriptors more " + (client.stats().descriptors() - descriptors));
        }
    }

    /** A client that never reads, and for which the container waits. */
    void stuck(Process launcher) throws Exception {
        try (ResidentClient client = run.connect()) {
            ResidentRun.started(client.start(id(1), run.plan(1, "seq 300000", Streams.DEFAULT)));
            try (Attachment attachment = client.attach(id(1), LOSSLESS)) {
                System.out.println("waits " + runsOn(client));
                client.shutdown(SHORT);
                System.out.println("status " + launcher.waitFor());
                System.out.println("offset " + attachment.offset());
            }
        }
    }

    private void readers(ResidentClient client) throws Exception {
        ResidentRun.started(client.start(id(1), run.plan(1, "read x; seq 200000", INPUT)));
        List<Attachment> fast = new ArrayList<>();
        try (Attachment slow = client.attach(id(1), READER);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Heard>> heard = new ArrayList<>();
            for (int number = 0; number < READERS; number++) {
                Attachment attachment = client.attach(id(1), number == 0 ? WRITER : LOSSLESS);
                fast.add(attachment);
                heard.add(threads.submit(() -> all(attachment)));
            }
            String ninth = refused(client, id(1), READER);
            fast.getFirst().write("\n".getBytes(StandardCharsets.UTF_8));
            int whole = 0;
            long lost = 0;
            for (Future<Heard> each : heard) {
                whole += each.get().text().equals(lines(200_000)) ? 1 : 0;
                lost += each.get().lost();
            }
            System.out.println("fast read all " + whole + " times, lost " + lost);
            System.out.println(
                    "ended " + client.awaitExit(id(1), ResidentRun.TIMEOUT).orElseThrow().code());
            Heard late = all(slow);
            boolean counted = late.text().length() + late.lost() == lines(200_000).length();
            System.out.println(
                    "slow lost some "
                            + (late.lost() > 0)
                            + ", counted "
                            + counted
                            + ", ends with the last line "
                            + late.text().endsWith("\n200000\n"));
            System.out.println("ninth: " + ninth);
        } finally {
            fast.forEach(Attachment::close);
        }
    }

    private static String refused(ResidentClient client, String id, AttachWish wish) {
        try (Attachment attachment = client.attach(id, wish)) {
            return "attached at " + attachment.offset();
        } catch (LauncherException e) {
            return String.valueOf(e.getMessage()).replace("the launcher refuses: ", "");
        }
    }

    /** A reader that is gone again and again, as an engine that is killed. */
    void resume() throws Exception {
        String script = "for i in $(seq 40); do read x; seq 1000; done; read x";
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        long lost = 0;
        long offset = 0;
        try (ResidentClient client = run.connect()) {
            ResidentRun.started(client.start(id(1), run.plan(1, script, INPUT)));
            int block = lines(1000).length();
            for (int time = 1; time <= 40; time++) {
                AttachWish wish =
                        new AttachWish(
                                new AttachWish.Start.At(offset), false, AttachWish.Input.SHARED);
                try (Attachment attachment = client.attach(id(1), wish)) {
                    attachment.write("\n".getBytes(StandardCharsets.UTF_8));
                    // Not all it wrote: the next one begins within what this one leaves.
                    while (offset < (long) block * time - block / 2) {
                        Attachment.Frame frame = attachment.next().orElseThrow();
                        heard.writeBytes(frame.data());
                        lost += frame.lost();
                        offset = attachment.offset();
                    }
                }
            }
            offset = rest(client, heard, offset, block * 40L);
            boolean same = heard.toString(StandardCharsets.UTF_8).equals(lines(1000).repeat(40));
            System.out.println("resumed 40 times, same " + same + ", lost " + lost);
            edges(client, offset);
            end(client);
        }
    }

    private static long rest(
            ResidentClient client, ByteArrayOutputStream heard, long offset, long until) {
        AttachWish wish =
                new AttachWish(new AttachWish.Start.At(offset), false, AttachWish.Input.NONE);
        try (Attachment attachment = client.attach(id(1), wish)) {
            while (attachment.offset() < until) {
                heard.writeBytes(attachment.next().orElseThrow().data());
            }
            return attachment.offset();
        }
    }

    private void edges(ResidentClient client, long written) throws Exception {
        client.kept(id(1), written / 2);
        try (Attachment attachment = client.attach(id(1), READER)) {
            Attachment.Frame first = attachment.next().orElseThrow();
            boolean gone = first.lost() == first.offset() && first.offset() > 0;
            System.out.println(
                    "from the start of what is kept: lost as many as are gone "
                            + (gone && first.offset() <= written / 2));
        }
        AttachWish now = new AttachWish(new AttachWish.Start.Now(), false, AttachWish.Input.NONE);
        try (Attachment attachment = client.attach(id(1), now)) {
            System.out.println("now: " + (written - attachment.offset()) + " bytes");
        }
        try {
            client.kept(id(1), written + 1);
        } catch (LauncherException e) {
            System.out.println("after the end: " + (e.errno() == 34 ? "ERANGE" : e.errno()));
        }
        client.kept(id(1), written);
    }

    private static void end(ResidentClient client) {
        client.kill(id(1), Signal.KILL, true);
        ResidentEvent.Exited exited = client.awaitExit(id(1), ResidentRun.TIMEOUT).orElseThrow();
        try (Attachment attachment = client.attach(id(1), READER)) {
            System.out.println("kept elsewhere: lost all " + attachment.next().isEmpty());
        }
        System.out.println("dropped " + exited.droppedBytes());
        client.forget(id(1));
    }

    void inputs() throws Exception {
        try (ResidentClient client = run.connect()) {
            ResidentRun.started(client.start(id(1), run.plan(1, "exec cat", INPUT)));
            Attachment first = client.attach(id(1), WRITER);
            Attachment second = client.attach(id(1), WRITER);
            Attachment third = client.attach(id(1), WRITER);
            StringBuilder heard = new StringBuilder();
            say(first, "first", third, heard);
            first.endInput();
            System.out.println("first ended: runs on " + runsOn(client));
            say(second, "second", third, heard);
            second.close();
            System.out.println("second left: runs on " + runsOn(client));
            say(third, "third", third, heard);
            third.endInput();
            System.out.println("third ended: " + ended(client, id(1)));
            System.out.println("heard " + heard);
            first.close();
            third.close();
            ResidentRun.started(client.start(id(2), run.plan(2, "exec cat", INPUT)));
            client.attach(id(2), ONCE).close();
            System.out.println("once left: " + ended(client, id(2)));
            deaf(client);
            hasty(client);
        }
    }

    /** Clients that write and are gone at once, with output unread. */
    private void hasty(ResidentClient client) throws Exception {
        String script = "echo hello; for i in $(seq 100); do read x; echo $x; done";
        ResidentRun.started(client.start(id(4), run.plan(4, script, INPUT)));
        for (int number = 0; number < 50; number++) {
            try (Attachment attachment = client.attach(id(4), WRITER)) {
                attachment.write("short\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] much = ("x".repeat(2000) + "\n").repeat(50).getBytes(StandardCharsets.UTF_8);
        try (Attachment attachment = client.attach(id(4), WRITER)) {
            attachment.write(much);
        }
        int code =
                client.awaitExit(id(4), ResidentRun.TIMEOUT)
                        .map(ResidentEvent.Exited::code)
                        .orElse(-1);
        System.out.println("hasty writers were heard: " + code);
        client.forget(id(4));
    }

    /** What nobody reads is thrown away once the container has closed its input. */
    private void deaf(ResidentClient client) throws Exception {
        ResidentRun.started(client.start(id(3), run.plan(3, "exec 0<&-; sleep 1; exit 0", INPUT)));
        try (Attachment attachment = client.attach(id(3), WRITER)) {
            attachment.write(new byte[1 << 20]);
            System.out.println("no reader of input: " + ended(client, id(3)));
        }
    }

    private static void say(Attachment from, String words, Attachment to, StringBuilder heard) {
        from.write(words.getBytes(StandardCharsets.UTF_8));
        int until = heard.length() + words.length();
        while (heard.length() < until) {
            heard.append(new String(to.next().orElseThrow().data(), StandardCharsets.UTF_8));
        }
    }

    private static boolean runsOn(ResidentClient client) {
        return client.awaitExit(id(1), SHORT).isEmpty();
    }

    private static int ended(ResidentClient client, String id) {
        int code = client.awaitExit(id, ResidentRun.TIMEOUT).orElseThrow().code();
        client.forget(id);
        return code;
    }

    private static String id(int number) {
        return ResidentRun.id(number);
    }
}
