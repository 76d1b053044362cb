package io.jsec.engine;

import java.util.Optional;

/** Processes beside the first of the containers that one client sees. */
final class ScopedExecs implements Execs {
    private final LocalExecs inner;
    private final ScopedContainers containers;
    private final Access access;

    ScopedExecs(LocalExecs inner, ScopedContainers containers, Access access) {
        this.inner = inner;
        this.containers = containers;
        this.access = access;
    }

    @Override
    public String create(String containerRef, ExecRequest request) {
        String id = containers.made(containerRef);
        if (request.stdin()) {
            Scopes.checkInput(access, "exec with standard input");
        }
        return inner.create(id, request);
    }

    @Override
    public Optional<AttachSession> start(
            String id, boolean detach, Optional<HostConfig.ConsoleSize> console) {
        return inner.start(made(id), detach, console);
    }

    private String made(String id) {
        ExecView view = inspect(id);
        String _ = containers.made(view.containerId());
        return view.id();
    }

    @Override
    public ExecView inspect(String id) {
        ExecView view = inner.inspect(id);
        if (containers.find(view.containerId()).isEmpty()) {
            throw LocalExecs.unknown(id);
        }
        return view;
    }

    @Override
    public void resize(String id, int rows, int columns) {
        inner.resize(made(id), rows, columns);
    }
}
