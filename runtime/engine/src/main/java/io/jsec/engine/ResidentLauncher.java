package io.jsec.engine;

import io.jsec.launch.AttachWish;
import io.jsec.launch.AttachedStart;
import io.jsec.launch.Attachment;
import io.jsec.launch.Command;
import io.jsec.launch.ContainerUser;
import io.jsec.launch.ExecPlan;
import io.jsec.launch.ExecPlanVerifier;
import io.jsec.launch.ExecSpec;
import io.jsec.launch.LaunchPlan;
import io.jsec.launch.LauncherException;
import io.jsec.launch.ResidentClient;
import io.jsec.launch.ResidentEntry;
import io.jsec.launch.ResidentEvent;
import io.jsec.launch.StartOutcome;
import io.jsec.launch.Violation;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Signal;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The launcher this engine is a child of, over its control connection. */
final class ResidentLauncher implements Launcher {
    private final ResidentClient client;

    /** Takes the client over. */
    ResidentLauncher(ResidentClient client) {
        this.client = client;
    }

    private static <T> T ask(Supplier<T> request) {
        try {
            return request.get();
        } catch (LauncherException e) {
            throw new LauncherFailure(String.valueOf(e.getMessage()), e.errno());
        } catch (LinuxException | UncheckedIOException e) {
            // What the engine lacks itself, such as a descriptor: not the launcher's error number.
            throw new LauncherFailure(String.valueOf(e.getMessage()), 0);
        }
    }

    private static void tell(Runnable request) {
        boolean _ =
                ask(() -> {
                    request.run();
                    return true;
                });
    }

    @Override
    public Outcome start(String id, LaunchPlan plan) {
        return outcome(ask(() -> client.startAttached(id, plan)));
    }

    @Override
    public Outcome start(String id, LaunchPlan plan, Fd held) {
        return outcome(ask(() -> client.startAttached(id, plan, held)));
    }

    @Override
    public Optional<Fd> held(String id) {
        try {
            return Optional.of(ask(() -> client.held(id)));
        } catch (LauncherFailure e) {
            if (e.errno() == Errno.ENODATA || e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Outcome outcome(AttachedStart start) {
        return switch (start.outcome()) {
            case StartOutcome.Started started -> {
                OptionalInt pid = started.hostPid();
                started.close();
                yield new Outcome.Started(
                        pid, new AttachedStreams(start.attachment().orElseThrow()));
            }
            case StartOutcome.Failed failed ->
                    new Outcome.Failed(
                            failed.step(),
                            failed.code(),
                            failed.errno(),
                            failed.call(),
                            failed.argument());
        };
    }

    @Override
    public Outcome exec(
            String id,
            String containerId,
            Command command,
            ContainerUser user,
            io.jsec.launch.Streams streams) {
        return outcome(
                ask(() -> {
                    ExecSpec spec = new ExecSpec(command, user, streams);
                    LaunchPlan container = client.plan(containerId);
                    ExecPlan plan = ExecPlan.compile(spec, containerId, container);
                    verify(plan, spec, containerId, container);
                    return client.execAttached(id, plan);
                }));
    }

    private static void verify(
            ExecPlan plan, ExecSpec spec, String containerId, LaunchPlan container) {
        List<Violation> violations = ExecPlanVerifier.verify(plan, spec, containerId, container);
        if (!violations.isEmpty()) {
            throw EngineException.internal(
                    "the compiled plan breaks its own invariants, which is a bug of jsec: "
                            + violations.getFirst().sentence()
                            + "; nothing was started");
        }
    }

    @Override
    public List<ResidentEntry> list() {
        return ask(client::list);
    }

    @Override
    public void kill(String id, int signal) {
        tell(() -> client.kill(id, new Signal(signal), false));
    }

    @Override
    public void killAll(String id) {
        tell(() -> client.kill(id, Signal.KILL, true));
    }

    @Override
    public Streams attach(String id, long offset) {
        AttachWish wish =
                new AttachWish(new AttachWish.Start.At(offset), true, AttachWish.Input.SHARED);
        return new AttachedStreams(ask(() -> client.attach(id, wish)));
    }

    @Override
    public void resize(String id, int rows, int columns) {
        tell(() -> client.resize(id, rows, columns));
    }

    @Override
    public void forget(String id) {
        tell(() -> client.forget(id));
    }

    @Override
    public Optional<ResidentEvent> nextEvent(Duration limit) {
        return ask(() -> client.nextEvent(limit));
    }

    @Override
    public void close() {
        client.close();
    }

    /** One attachment. */
    private record AttachedStreams(Attachment attachment) implements Streams {
        @Override
        public Optional<StreamFrame> next() {
            return attachment
                    .next()
                    .map(frame ->
                            new StreamFrame(
                                    frame.isError()
                                            ? StreamFrame.Kind.STDERR
                                            : StreamFrame.Kind.STDOUT,
                                    frame.data(),
                                    frame.offset(),
                                    frame.lost()));
        }

        @Override
        public void write(byte[] input) {
            attachment.write(input);
        }

        @Override
        public void endInput() {
            attachment.endInput();
        }

        @Override
        public void close() {
            attachment.close();
        }
    }
}
