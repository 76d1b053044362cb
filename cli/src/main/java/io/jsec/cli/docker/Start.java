package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.Hijacked;
import io.jsec.cli.client.Request;
import java.util.List;

/** {@code start} and {@code attach}. */
final class Start {
    private Start() {}

    static DockerVerb startVerb(String path) {
        return DockerVerb.of(
                path,
                "CONTAINER [CONTAINER...]",
                "Start containers that were made or have ended.",
                List.of(
                        flag("a,attach", "Show its output and pass on signals."),
                        text("detach-keys", "KEYS", "The keys that detach."),
                        flag("i,interactive", "Pass on standard input.")),
                Start::start);
    }

    static DockerVerb attachVerb(String path) {
        return DockerVerb.of(
                        path,
                        "CONTAINER",
                        "Join the streams of a container that runs.",
                        List.of(
                                text("detach-keys", "KEYS", "The keys that detach."),
                                flag("no-stdin", "Do not pass on standard input."),
                                flag("sig-proxy", "Pass on signals; on unless =false.")),
                        Start::attach)
                .ofRunning();
    }

    private static int start(Call call) {
        Flags flags = call.flags();
        if (!flags.on("attach") && !flags.on("interactive")) {
            int exit =
                    call.each(
                            name -> call.api().call(Request.post(Call.container(name, "/start"))));
            if (exit != 0) {
                call.environment().out().flush();
                call.complain("failed to start containers: " + String.join(", ", call.words()));
            }
            return exit;
        }
        if (call.words().size() > 1) {
            throw DockerException.of("you cannot start and attach multiple containers at once");
        }
        JsonNode container = call.get(Call.container(call.word(0), "/json"));
        boolean tty = container.path("Config").path("Tty").asBoolean();
        boolean in =
                flags.on("interactive") && container.path("Config").path("OpenStdin").asBoolean();
        Run.terminal(call, in, tty);
        String id = container.path("Id").asText();
        Attached.Streams streams =
                new Attached.Streams(in, true, true, tty, flags.text("detach-keys"));
        if (!tty) {
            SignalProxy.start(call.api(), id, false);
        }
        Hijacked connection = call.api().hijack(Run.attachRequest(id, streams));
        Attached attached = Attached.begin(call.environment(), connection, streams);
        boolean removed = container.path("HostConfig").path("AutoRemove").asBoolean();
        try (ExitWait exit = ExitWait.ask(call.api(), id, removed)) {
            try {
                call.api().call(Request.post(Call.container(id, "/start")));
            } catch (ApiException e) {
                attached.abandon();
                throw e;
            }
            follow(call, id, tty);
            return attached.finish() ? 0 : exit.code();
        }
    }

    private static int attach(Call call) {
        Flags flags = call.flags();
        JsonNode container = call.get(Call.container(call.word(0), "/json"));
        JsonNode state = container.path("State");
        if (!state.path("Running").asBoolean()) {
            throw DockerException.of("cannot attach to a stopped container, start it first");
        }
        if (state.path("Paused").asBoolean()) {
            throw DockerException.of("cannot attach to a paused container, unpause it first");
        }
        if (state.path("Restarting").asBoolean()) {
            throw DockerException.of(
                    "cannot attach to a restarting container, wait until it is running");
        }
        boolean tty = container.path("Config").path("Tty").asBoolean();
        boolean in =
                !flags.on("no-stdin") && container.path("Config").path("OpenStdin").asBoolean();
        Run.terminal(call, in, tty);
        String id = container.path("Id").asText();
        Attached.Streams streams =
                new Attached.Streams(in, true, true, tty, flags.text("detach-keys"));
        DetachKeys.parse(streams.detachKeys());
        if (!tty && flags.onUnlessSet("sig-proxy")) {
            SignalProxy.start(call.api(), id, false);
        }
        try (ExitWait exit = ExitWait.ask(call.api(), id, false)) {
            Hijacked connection = call.api().hijack(Run.attachRequest(id, streams));
            Attached attached = Attached.begin(call.environment(), connection, streams);
            follow(call, id, tty);
            if (attached.finish()) {
                throw DockerException.of(Attached.DETACHED);
            }
            return exit.code();
        }
    }

    private static void follow(Call call, String id, boolean tty) {
        if (tty && call.environment().terminals().out()) {
            new WindowFollower(call.api(), Call.container(id, "")).start();
        }
    }
}
