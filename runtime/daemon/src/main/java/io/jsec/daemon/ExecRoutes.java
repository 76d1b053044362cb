package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.daemon.edge.Duplex;
import io.jsec.engine.AttachSession;
import io.jsec.engine.ContainerState;
import io.jsec.engine.Containers;
import io.jsec.engine.EngineException;
import io.jsec.engine.ExecRequest;
import io.jsec.engine.ExecView;
import io.jsec.engine.Execs;
import io.jsec.engine.HostConfig;
import io.jsec.journal.ObjectId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Processes beside a container's first. */
final class ExecRoutes {
    private final Execs execs;
    private final Containers containers;

    ExecRoutes(Execs execs, Containers containers) {
        this.execs = execs;
        this.containers = containers;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/containers/{id}/exec", this::create),
                Route.post("/exec/{id}/start", this::start),
                Route.post("/exec/{id}/resize", this::resize),
                Route.get("/exec/{id}/json", this::inspect));
    }

    private void create(Call call) throws IOException {
        Fields fields = call.body();
        ExecRequest request =
                new ExecRequest(
                        fields.texts("Cmd"),
                        fields.texts("Env"),
                        fields.text("WorkingDir").orElse(""),
                        fields.text("User").orElse(""),
                        fields.isTrue("Tty"),
                        fields.isTrue("AttachStdin"),
                        fields.isTrue("AttachStdout"),
                        fields.isTrue("AttachStderr"),
                        fields.isTrue("Privileged"),
                        fields.text("DetachKeys").orElse(""),
                        HostReader.console(fields));
        String id = execs.create(call.name("id"), request);
        call.about(ObjectId.Kind.EXEC, id);
        call.json(201, Json.object().put("Id", id));
    }

    /**
     * The head goes out before the process starts: some clients lose bytes that come with it. What
     * can be known before is an answer of its own, what is found out later stands in the stream.
     */
    private void start(Call call) throws IOException {
        Fields fields = call.body();
        String id = call.name("id");
        Optional<HostConfig.ConsoleSize> console = HostReader.console(fields);
        if (fields.isTrue("Detach")) {
            execs.start(id, true, console).ifPresent(AttachSession::close);
            call.done(200);
            return;
        }
        ExecView view = execs.inspect(id);
        check(view);
        Duplex duplex = Attached.open(call, view.request().tty());
        AttachSession session;
        try {
            session = execs.start(id, false, console).orElseThrow();
        } catch (EngineException e) {
            Attached.refuse(duplex, execs.inspect(id), Failures.sentence(e));
            return;
        }
        Attached.serve(call, duplex, session, view.request().stdin());
    }

    private void check(ExecView exec) {
        if (exec.running() || exec.exitCode().isPresent()) {
            throw EngineException.conflict(
                    "Error: Exec command " + exec.id() + " is already running");
        }
        String container = exec.containerId();
        ContainerState state = containers.inspect(container, false).state();
        if (state instanceof ContainerState.Paused) {
            throw EngineException.conflict(
                    "Container " + container + " is paused, unpause the container before exec");
        }
        if (!state.alive()) {
            throw EngineException.conflict("container " + container + " is not running");
        }
    }

    private void resize(Call call) throws IOException {
        execs.resize(
                call.name("id"), ContainerRoutes.size(call, "h"), ContainerRoutes.size(call, "w"));
        call.done(200);
    }

    private void inspect(Call call) throws IOException {
        ExecView view = execs.inspect(call.name("id"));
        ExecRequest request = view.request();
        ObjectNode json = Json.object().put("ID", view.id()).put("Running", view.running());
        if (view.exitCode().isPresent()) {
            json.put("ExitCode", view.exitCode().getAsInt());
        } else {
            json.putNull("ExitCode");
        }
        ObjectNode process =
                json.putObject("ProcessConfig")
                        .put("tty", request.tty())
                        .put("entrypoint", request.cmd().getFirst());
        process.set("arguments", Json.texts(request.cmd().stream().skip(1).toList()));
        process.put("privileged", request.privileged());
        if (!view.user().isEmpty()) {
            process.put("user", view.user());
        }
        json.put("OpenStdin", request.stdin())
                .put("OpenStderr", request.stderr())
                .put("OpenStdout", request.stdout())
                .put("CanRemove", !view.running() && view.exitCode().isPresent())
                .put("ContainerID", view.containerId())
                .put("DetachKeys", request.detachKeys())
                .put("Pid", view.pid());
        call.json(200, json);
    }
}
