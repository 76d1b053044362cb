package io.jsec.engine;

import java.util.List;
import java.util.Optional;

/** The volumes that one client sees. */
final class ScopedVolumes implements Volumes {
    private final LocalVolumes inner;
    private final ScopedContainers containers;
    private final Access access;

    ScopedVolumes(LocalVolumes inner, ScopedContainers containers, Access access) {
        this.inner = inner;
        this.containers = containers;
        this.access = access;
    }

    @Override
    public VolumeView create(VolumeRequest request) {
        return inner.create(request, access);
    }

    @Override
    public VolumeView inspect(String name) {
        return found(name).orElseThrow(() -> LocalVolumes.unknown(name));
    }

    private Optional<VolumeView> found(String name) {
        try {
            return Optional.of(inner.inspect(name)).filter(this::isSeen);
        } catch (EngineException e) {
            if (e.kind() instanceof EngineException.Kind.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean isSeen(VolumeView volume) {
        return access.owns(volume.labels());
    }

    @Override
    public List<VolumeView> list(Filters filters) {
        return inner.list(filters.among(access));
    }

    @Override
    public void remove(String name, boolean force) {
        if (found(name).isEmpty()) {
            if (force) {
                return;
            }
            throw LocalVolumes.unknown(name);
        }
        try {
            inner.remove(name, force);
        } catch (EngineException e) {
            throw containers.veiled(e);
        }
    }

    @Override
    public PruneReport prune(Filters filters) {
        return inner.prune(filters.among(access));
    }
}
