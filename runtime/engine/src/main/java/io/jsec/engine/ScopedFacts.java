package io.jsec.engine;

import java.util.List;

/** What one client is told of an engine and its host. */
final class ScopedFacts implements SystemFacts {
    private final SystemFacts inner;
    private final ScopedContainers containers;
    private final ScopedImages images;
    private final Access access;

    ScopedFacts(
            SystemFacts inner, ScopedContainers containers, ScopedImages images, Access access) {
        this.inner = inner;
        this.containers = containers;
        this.images = images;
        this.access = access;
    }

    @Override
    public VersionView version() {
        return inner.version();
    }

    @Override
    public InfoView info() {
        InfoView info = inner.info();
        return access.hidesHost() ? Hidden.host(info, counts(info)) : info;
    }

    private InfoView.Counts counts(InfoView info) {
        if (!access.isScoped()) {
            return info.counts();
        }
        List<ContainerState> states =
                containers.all().stream().map(ContainerSummary::state).toList();
        return InfoView.Counts.of(states, images.list(false, Filters.NONE).size());
    }

    /**
     * Layers that several images share count once for each: the engine's own sum tells of others.
     */
    @Override
    public DiskUsage diskUsage() {
        DiskUsage all = inner.diskUsage();
        if (!access.isScoped()) {
            return all;
        }
        return new DiskUsage(
                images.list(false, Filters.NONE).stream()
                        .mapToLong(Images.ImageSummary::sizeBytes)
                        .sum(),
                all.containers().stream().filter(each -> access.owns(each.labels())).toList(),
                all.volumes().stream().filter(each -> access.owns(each.labels())).toList());
    }
}
