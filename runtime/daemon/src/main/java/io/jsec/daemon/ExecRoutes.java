package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.engine.AttachSession;
import io.jsec.engine.EngineException;
import io.jsec.engine.ExecRequest;
import io.jsec.engine.ExecView;
import io.jsec.engine.Execs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Processes beside a container's first. */
final class ExecRoutes {
    private final Execs execs;

    ExecRoutes(Execs execs) {
        this.execs = execs;
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
        call.json(201, Json.object().put("Id", execs.create(call.name("id"), request)));
    }

    private void start(Call call) throws IOException {
        Fields fields = call.body();
        boolean detach = fields.isTrue("Detach");
        String id = call.name("id");
        boolean stdin = execs.inspect(id).request().stdin();
        Optional<AttachSession> session;
        try {
            session = execs.start(id, detach, HostReader.console(fields));
        } catch (EngineException e) {
            if (detach || !call.response().upgrades() || isAboutTheExec(e)) {
                throw e;
            }
            Attached.refuse(call, execs.inspect(id), Failures.sentence(e));
            return;
        }
        if (session.isPresent()) {
            Attached.serve(call, session.orElseThrow(), stdin);
        } else {
            call.done(200);
        }
    }

    /** Whether a client that upgrades expects this failure as an ordinary answer. */
    private static boolean isAboutTheExec(EngineException e) {
        return e.kind() instanceof EngineException.Kind.NotFound
                || e.kind() instanceof EngineException.Kind.Conflict;
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
