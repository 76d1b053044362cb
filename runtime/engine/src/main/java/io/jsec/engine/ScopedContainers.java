package io.jsec.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The containers that one client sees. A reference is looked up among them alone, and what is asked
 * of the engine names an id: nothing is found by a name that somebody gives away meanwhile.
 */
final class ScopedContainers implements Containers {
    private final LocalContainers inner;
    private final ScopedImages images;
    private final Access access;

    ScopedContainers(LocalContainers inner, ScopedImages images, Access access) {
        this.inner = inner;
        this.images = images;
        this.access = access;
    }

    /** The id of one that is seen. */
    String id(String ref) {
        return inner.resolve(ref, access);
    }

    /** The id of one that may be entered, used and changed as well. */
    String made(String ref) {
        return inner.resolveMade(ref, access);
    }

    private <T> T veiled(Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            throw inner.veiled(e, access);
        }
    }

    private void veil(Runnable work) {
        boolean _ =
                veiled(() -> {
                    work.run();
                    return true;
                });
    }

    /** Filters that leave what is seen, with references of containers looked up among that. */
    private Filters narrowed(Filters filters) {
        Map<String, List<String>> byKey = new HashMap<>(filters.byKey());
        for (String key : List.of("before", "since")) {
            byKey.computeIfPresent(key, (_, refs) -> refs.stream().map(this::id).toList());
        }
        byKey.computeIfPresent("ancestor", (_, refs) -> refs.stream().map(this::ancestor).toList());
        return new Filters(byKey, access);
    }

    /** A name of an image that is not seen means nothing but itself. */
    private String ancestor(String ref) {
        return images.isHidden(ref) ? ref + "@" : ref;
    }

    @Override
    public CreateResult create(CreateRequest request) {
        ContainerConfig config = request.config();
        CreateRequest found =
                request.with(config.toBuilder().image(images.whole(config.image())).build());
        return veiled(() -> inner.create(found, access));
    }

    @Override
    public void start(String ref) {
        inner.start(made(ref));
    }

    @Override
    public void stop(String ref, StopRequest request) {
        inner.stop(id(ref), request);
    }

    @Override
    public void kill(String ref, String signal) {
        inner.kill(id(ref), signal);
    }

    @Override
    public void restart(String ref, StopRequest request) {
        inner.restart(made(ref), request);
    }

    @Override
    public void pause(String ref) {
        inner.pause(made(ref));
    }

    @Override
    public void unpause(String ref) {
        inner.unpause(made(ref));
    }

    @Override
    public void rename(String ref, String name) {
        String id = made(ref);
        veil(() -> inner.rename(id, name));
    }

    @Override
    public void remove(String ref, RemoveRequest request) {
        inner.remove(id(ref), request);
    }

    @Override
    public WaitTicket await(String ref, WaitCondition condition) {
        return inner.await(id(ref), condition);
    }

    @Override
    public List<ContainerSummary> list(ListRequest request) {
        return inner.list(
                new ListRequest(
                        request.all(),
                        request.limit(),
                        request.sizes(),
                        narrowed(request.filters())));
    }

    @Override
    public ContainerView inspect(String ref, boolean sizes) {
        ContainerView view = inner.inspect(id(ref), sizes);
        return access.has(Restraint.HIDE_ENV) ? Hidden.env(view) : view;
    }

    @Override
    public List<String> update(String ref, UpdateRequest request) {
        return inner.update(made(ref), request);
    }

    @Override
    public PruneReport prune(Filters filters) {
        return inner.prune(filters.among(access));
    }

    @Override
    public TopView top(String ref, String psArguments) {
        return inner.top(id(ref), psArguments);
    }

    @Override
    public StatsSample stats(String ref, boolean oneShot) {
        return inner.stats(id(ref), oneShot);
    }

    @Override
    public StatsStream statsStream(String ref) {
        return inner.statsStream(id(ref));
    }

    @Override
    public Frames logs(String ref, LogsRequest request) {
        return inner.logs(id(ref), request);
    }

    @Override
    public AttachSession attach(String ref, AttachRequest request) {
        String id = made(ref);
        if (request.stdin()) {
            Scopes.checkInput(access, "attach with standard input");
        }
        return inner.attach(id, request);
    }

    @Override
    public void resize(String ref, int rows, int columns) {
        inner.resize(made(ref), rows, columns);
    }

    @Override
    public PathStat stat(String ref, String path) {
        return inner.stat(made(ref), path);
    }

    @Override
    public void getArchive(String ref, String path, OutputStream tar) {
        inner.getArchive(made(ref), path, tar);
    }

    @Override
    public void putArchive(
            String ref,
            String path,
            InputStream tar,
            boolean noOverwriteDirNonDir,
            boolean copyUidGid) {
        inner.putArchive(made(ref), path, tar, noOverwriteDirNonDir, copyUidGid);
    }

    @Override
    public List<FileChange> changes(String ref) {
        return inner.changes(id(ref));
    }

    @Override
    public void export(String ref, OutputStream tar) {
        inner.export(made(ref), tar);
    }

    @Override
    public String commit(String ref, CommitRequest request) {
        return inner.commit(made(ref), request, access);
    }

    @Override
    public Optional<String> find(String ref) {
        try {
            return Optional.of(id(ref));
        } catch (EngineException e) {
            if (e.kind() instanceof EngineException.Kind.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Everything that is seen, running or not. */
    List<ContainerSummary> all() {
        return list(ListRequest.ALL);
    }

    /** What the engine says, without ids of containers that are not seen. */
    EngineException veiled(EngineException e) {
        return inner.veiled(e, access);
    }
}
