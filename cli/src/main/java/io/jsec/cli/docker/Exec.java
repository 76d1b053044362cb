package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.list;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.Hijacked;
import io.jsec.cli.client.JsonTree;
import io.jsec.cli.client.Request;
import java.util.List;

/** {@code exec}: another process in a container that runs. */
final class Exec {
    private Exec() {}

    static DockerVerb verb(String path) {
        return DockerVerb.of(
                        path,
                        "CONTAINER COMMAND [ARG...]",
                        "Run a command in a container that runs.",
                        List.of(
                                flag("d,detach", "Run it in the background."),
                                text("detach-keys", "KEYS", "The keys that detach."),
                                list("e,env", "NAME[=VALUE]", "A variable."),
                                list("env-file", "FILE", "Variables from a file."),
                                flag("i,interactive", "Pass on standard input."),
                                flag("privileged", "All capabilities."),
                                flag("t,tty", "A terminal for the command."),
                                text("u,user", "USER[:GROUP]", "The user inside."),
                                text("w,workdir", "DIR", "The working directory inside.")),
                        Exec::run)
                .optionsFirst()
                .ofRunning();
    }

    private static int run(Call call) {
        Flags flags = call.flags();
        boolean detached = flags.on("detach");
        boolean tty = flags.on("tty");
        Attached.Streams streams =
                new Attached.Streams(
                        flags.on("interactive") && !detached,
                        !detached,
                        !detached,
                        tty,
                        flags.text("detach-keys"));
        DetachKeys.parse(streams.detachKeys());
        String container = call.get(Call.container(call.word(0), "/json")).path("Id").asText();
        Run.terminal(call, streams.in(), tty);
        ObjectNode body = Json.object();
        body.put("User", flags.text("user")).put("Privileged", flags.on("privileged"));
        body.put("Tty", tty).put("AttachStdin", streams.in());
        body.put("AttachStdout", streams.out()).put("AttachStderr", streams.err());
        body.put("Detach", detached).put("DetachKeys", streams.detachKeys());
        body.put("WorkingDir", flags.text("workdir"));
        CreateRequest.texts(body, "Env", Variables.env(flags, call.environment()));
        CreateRequest.texts(body, "Cmd", call.words().subList(1, call.words().size()));
        String id =
                call.api()
                        .json(
                                Request.post(Call.container(container, "/exec"))
                                        .json(JsonTree.text(body)))
                        .path("Id")
                        .asText();
        if (id.isEmpty()) {
            throw DockerException.of("exec ID empty");
        }
        ObjectNode start = Json.object().put("Detach", detached).put("Tty", tty);
        Request request = Request.post("/exec/" + id + "/start").json(JsonTree.text(start));
        if (detached) {
            call.api().call(request);
            return 0;
        }
        Hijacked connection = call.api().hijack(request);
        Attached attached = Attached.begin(call.environment(), connection, streams);
        if (tty && call.environment().terminals().in()) {
            new WindowFollower(call.api(), "/exec/" + id).start();
        }
        if (attached.finish()) {
            throw DockerException.of(Attached.DETACHED);
        }
        return call.get("/exec/" + id + "/json").path("ExitCode").asInt();
    }
}
