package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.Hijacked;
import io.jsec.cli.client.Request;

/** {@code create} and {@code run}. */
final class Run {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private final Call call;
    private final Flags flags;
    private final ObjectNode body;
    private final Attached.Streams streams;

    private Run(Call call, ObjectNode body) {
        this.call = call;
        this.flags = call.flags();
        this.body = body;
        this.streams =
                new Attached.Streams(
                        body.path("AttachStdin").asBoolean(),
                        body.path("AttachStdout").asBoolean(),
                        body.path("AttachStderr").asBoolean(),
                        body.path("Tty").asBoolean(),
                        flags.text("detach-keys"));
    }

    static DockerVerb createVerb(String path) {
        return image(
                DockerVerb.of(
                        path,
                        "IMAGE [COMMAND] [ARG...]",
                        "Make a container and do not start it.",
                        CreateFlags.ofCreate(),
                        Run::create));
    }

    static DockerVerb runVerb(String path) {
        return image(
                DockerVerb.of(
                        path,
                        "IMAGE [COMMAND] [ARG...]",
                        "Make a container from an image, and start it.",
                        CreateFlags.ofRun(),
                        Run::run));
    }

    private static DockerVerb image(DockerVerb verb) {
        return verb.optionsFirst();
    }

    private static int create(Call call) {
        try {
            call.print(NewContainer.make(call, NewContainer.body(call)));
        } catch (ApiException e) {
            // An image or option that the engine does not take is no failure of this program.
            throw DockerException.of(e.line());
        }
        return 0;
    }

    private static int run(Call call) {
        ObjectNode body = NewContainer.body(call);
        Flags flags = call.flags();
        if (flags.on("detach")) {
            if (flags.isSet("attach")) {
                throw DockerException.of(
                        "conflicting options: cannot specify both --attach and" + " --detach");
            }
            body.put("AttachStdin", false).put("AttachStdout", false).put("AttachStderr", false);
            body.put("StdinOnce", false);
        } else {
            DetachKeys.parse(flags.text("detach-keys"));
            terminal(call, body.path("AttachStdin").asBoolean(), body.path("Tty").asBoolean());
        }
        return new Run(call, body).run();
    }

    /** A terminal for a container whose input is none would never show a key. */
    static void terminal(Call call, boolean in, boolean tty) {
        if (in && tty && !call.environment().terminals().in()) {
            throw DockerException.of("the input device is not a TTY");
        }
    }

    private int run() {
        String id;
        try {
            id = NewContainer.make(call, body);
        } catch (ApiException e) {
            throw new DockerException(DockerException.ENGINE, e.line());
        } catch (DockerException e) {
            throw new DockerException(DockerException.ENGINE, String.valueOf(e.getMessage()));
        }
        if (!streams.out() && !streams.err()) {
            call.print(id);
            call.environment().out().flush();
        }
        if (!streams.in() && !streams.out() && !streams.err()) {
            start(id);
            return 0;
        }
        return attached(id);
    }

    private int attached(String id) {
        if (flags.onUnlessSet("sig-proxy")) {
            SignalProxy.start(call.api(), id, streams.tty());
        }
        Hijacked connection = call.api().hijack(attachRequest(id, streams));
        Attached attached = Attached.begin(call.environment(), connection, streams);
        try (ExitWait exit = ExitWait.ask(call.api(), id, flags.on("rm"))) {
            try {
                start(id);
            } catch (DockerException e) {
                attached.abandon();
                if (flags.on("rm")) {
                    exit.code();
                }
                throw e;
            }
            if (streams.tty() && call.environment().terminals().out()) {
                new WindowFollower(call.api(), Call.container(id, "")).start();
            }
            if (attached.finish() || (!streams.out() && !streams.err())) {
                return 0;
            }
            return exit.code();
        }
    }

    /** The request that joins streams of a container to a connection. */
    static Request attachRequest(String id, Attached.Streams streams) {
        Request request = Request.post(Call.container(id, "/attach")).withFlag("stream", true);
        request = request.withFlag("stdin", streams.in());
        request = request.withFlag("stdout", streams.out()).withFlag("stderr", streams.err());
        return streams.detachKeys().isEmpty()
                ? request
                : request.with("detachKeys", streams.detachKeys());
    }

    private void start(String id) {
        try {
            call.api().call(Request.post(Call.container(id, "/start")));
        } catch (ApiException e) {
            throw new DockerException(failure(String.valueOf(e.getMessage())), e.line());
        }
    }

    /** The exit code that the engine's words about a failed start mean. */
    private static int failure(String message) {
        if (message.contains("executable file not found")
                || message.contains("no such file or directory")
                || message.contains("system cannot find the file specified")) {
            return NOT_FOUND;
        }
        return message.contains("permission denied") || message.contains("is a directory")
                ? NOT_EXECUTABLE
                : DockerException.ENGINE;
    }
}
