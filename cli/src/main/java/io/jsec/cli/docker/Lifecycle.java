package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.integer;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.JsonTree;
import io.jsec.cli.client.Request;
import java.util.ArrayList;
import java.util.List;

/** The verbs that change the state of containers by one request each. */
final class Lifecycle {
    private static final String MANY = "CONTAINER [CONTAINER...]";

    private Lifecycle() {}

    static DockerVerb stop(String path) {
        return DockerVerb.of(
                        path,
                        MANY,
                        "Ask containers to end, and kill those that do not.",
                        List.of(
                                text("s,signal", "SIGNAL", "The signal that asks."),
                                integer("t,timeout", "How many seconds they have."),
                                integer("time", "How many seconds they have.")),
                        call -> call.each(name -> call.api().call(timed(call, name, "/stop"))))
                .ofRunning();
    }

    static DockerVerb restart(String path) {
        return DockerVerb.of(
                path,
                MANY,
                "Stop containers and start them again.",
                List.of(
                        text("s,signal", "SIGNAL", "The signal that asks."),
                        integer("t,timeout", "How many seconds they have."),
                        integer("time", "How many seconds they have.")),
                call -> call.each(name -> call.api().call(timed(call, name, "/restart"))));
    }

    private static Request timed(Call call, String name, String below) {
        Flags flags = call.flags();
        Request request = signal(call, Request.post(Call.container(name, below)));
        String seconds = flags.text("timeout", flags.text("time"));
        return seconds.isEmpty() ? request : request.with("t", seconds);
    }

    static DockerVerb kill(String path) {
        return DockerVerb.of(
                        path,
                        MANY,
                        "Send containers a signal, KILL unless another is named.",
                        List.of(text("s,signal", "SIGNAL", "The signal.")),
                        call ->
                                call.each(name ->
                                        call.api()
                                                .call(
                                                        signal(
                                                                call,
                                                                Request.post(
                                                                        Call.container(
                                                                                name, "/kill"))))))
                .ofRunning();
    }

    private static Request signal(Call call, Request request) {
        String signal = call.flags().text("signal");
        return signal.isEmpty() ? request : request.with("signal", signal);
    }

    static DockerVerb pause(String path) {
        return simple(path, "Freeze all processes of containers.", "/pause").ofRunning();
    }

    static DockerVerb unpause(String path) {
        return simple(path, "Let the processes of containers go on.", "/unpause").ofRunning();
    }

    private static DockerVerb simple(String path, String help, String below) {
        return DockerVerb.of(
                path,
                MANY,
                help,
                List.of(),
                call ->
                        call.each(name ->
                                call.api().call(Request.post(Call.container(name, below)))));
    }

    static DockerVerb rename(String path) {
        return DockerVerb.of(
                path,
                "CONTAINER NEW_NAME",
                "Give a container another name.",
                List.of(),
                call -> {
                    if (call.word(0).isBlank() || call.word(1).isBlank()) {
                        throw DockerException.of("Neither old nor new names may be empty");
                    }
                    call.api()
                            .call(
                                    Request.post(Call.container(call.word(0), "/rename"))
                                            .with("name", call.word(1)));
                    return 0;
                });
    }

    static DockerVerb remove(String path) {
        return DockerVerb.of(
                path,
                MANY,
                "Remove containers.",
                List.of(
                        flag("f,force", "Kill those that run."),
                        flag("l,link", "Remove the link, not the container."),
                        flag("standalone", "Remove what run --standalone kept."),
                        flag("v,volumes", "Remove their anonymous volumes.")),
                call ->
                        call.each(typed -> {
                            Flags flags = call.flags();
                            String name = typed.startsWith("/") ? typed.substring(1) : typed;
                            if (name.isEmpty()) {
                                throw DockerException.of("Container name cannot be empty");
                            }
                            Request request = Request.delete(Call.container(name, ""));
                            request = request.withFlag("v", flags.on("volumes"));
                            request = request.withFlag("link", flags.on("link"));
                            call.api().call(request.withFlag("force", flags.on("force")));
                        }));
    }

    static DockerVerb await(String path) {
        return DockerVerb.of(
                path,
                MANY,
                "Wait until containers end, and print their exit codes.",
                List.of(),
                call ->
                        call.each(
                                call.words(),
                                name -> {
                                    JsonNode answer =
                                            call.api()
                                                    .json(
                                                            Request.post(
                                                                    Call.container(name, "/wait")));
                                    call.print(Long.toString(answer.path("StatusCode").asLong()));
                                    call.environment().out().flush();
                                }));
    }

    static DockerVerb update(String path) {
        List<Flag> flags = new ArrayList<>();
        List<String> names =
                List.of(
                        "blkio-weight",
                        "cpu-period",
                        "cpu-quota",
                        "cpu-rt-period",
                        "cpu-rt-runtime",
                        "cpu-shares",
                        "cpus",
                        "cpuset-cpus",
                        "cpuset-mems",
                        "kernel-memory",
                        "memory",
                        "memory-reservation",
                        "memory-swap",
                        "pids-limit",
                        "restart");
        CreateFlags.ofCreate().stream()
                .filter(each -> names.contains(each.name()))
                .forEach(flags::add);
        return DockerVerb.of(path, MANY, "Change limits of containers.", flags, Lifecycle::update);
    }

    private static int update(Call call) {
        Flags flags = call.flags();
        if (flags.words().isEmpty()
                || call.verb().flags().stream().noneMatch(each -> flags.isSet(each.name()))) {
            throw DockerException.of("you must provide one or more flags when using this command");
        }
        ObjectNode body = Json.object();
        Resources.changes(body, flags);
        body.set(
                "RestartPolicy",
                flags.isSet("restart")
                        ? CreateRequest.restartPolicy(flags.text("restart"))
                        : Json.object().put("Name", "").put("MaximumRetryCount", 0));
        return call.each(name -> {
            JsonNode answer =
                    call.api()
                            .json(
                                    Request.post(Call.container(name, "/update"))
                                            .json(JsonTree.text(body)));
            Json.texts(answer.path("Warnings")).forEach(call::complain);
        });
    }
}
