package io.jsec.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jsec.linux.Fd;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Signal;
import java.util.Optional;

/** What {@link ResidentRun} asks about a descriptor that is held with a container. */
final class ResidentHeld {
    private final ResidentRun run;

    ResidentHeld(ResidentRun run) {
        this.run = run;
    }

    /** It outlives its client, is no container's, and ends with its container. */
    void lives() throws Exception {
        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.STREAM);
        long descriptors;
        try (ResidentClient first = run.connect();
                Fd held = pair[0]) {
            descriptors = first.stats().descriptors();
            started(first, 1, "busybox ls /proc/self/fd; exec sleep 600", Optional.of(held));
            started(first, 2, "exec sleep 600", Optional.empty());
        }
        try (ResidentClient second = run.connect();
                Fd other = pair[1]) {
            try (Fd again = second.held(id(1));
                    Fd more = second.held(id(1))) {
                other.write(new byte[] {42});
                byte[] got = new byte[1];
                System.out.println("read " + again.read(got) + ": " + got[0]);
                System.out.println("another number " + (again.number() != more.number()));
            }
            System.out.println("with another: " + refusal(second, 2));
            System.out.println("with nobody: " + refusal(second, 3));
            try (Attachment attachment =
                    second.attach(
                            id(1),
                            new AttachWish(
                                    new AttachWish.Start.At(0), false, AttachWish.Input.NONE))) {
                String text = new String(attachment.next().orElseThrow().data(), UTF_8);
                System.out.println("in the container: " + text.replace('\n', ' ').strip());
            }
            end(second, 1);
            System.out.println("at its end: " + other.read(new byte[1]));
            System.out.println("after it: " + refusal(second, 1));
            end(second, 2);
            second.forget(id(1));
            second.forget(id(2));
            notStarted(second);
            System.out.println("descriptors more " + (second.stats().descriptors() - descriptors));
        }
    }

    /** A container whose command is not there. */
    private void notStarted(ResidentClient client) throws Exception {
        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.STREAM);
        boolean refused;
        try (Fd held = pair[0]) {
            refused =
                    client.startAttached(id(4), run.missing(4), held).outcome()
                            instanceof StartOutcome.Failed;
        }
        try (Fd other = pair[1]) {
            System.out.println("not started " + refused + ": " + other.read(new byte[1]));
        }
    }

    private static String id(int number) {
        return ResidentRun.id(number);
    }

    private void started(ResidentClient client, int number, String script, Optional<Fd> held)
            throws Exception {
        LaunchPlan plan = run.plan(number, script, Streams.DEFAULT);
        AttachedStart start =
                held.isPresent()
                        ? client.startAttached(id(number), plan, held.orElseThrow())
                        : client.startAttached(id(number), plan);
        ResidentRun.started(start.outcome());
        start.attachment().orElseThrow().close();
    }

    private static String refusal(ResidentClient client, int number) {
        try (Fd held = client.held(id(number))) {
            return "held " + held;
        } catch (LauncherException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void end(ResidentClient client, int number) {
        client.kill(id(number), Signal.KILL, true);
        Optional<ResidentEvent.Exited> _ = client.awaitExit(id(number), ResidentRun.TIMEOUT);
    }
}
