package io.jsec.engine;

import java.time.Duration;

/** An engine as one client sees it. */
final class ScopedEngine implements Engine {
    private final Engine whole;
    private final ScopedContainers containers;
    private final ScopedExecs execs;
    private final ScopedImages images;
    private final ScopedVolumes volumes;
    private final ScopedEvents events;
    private final ScopedFacts facts;

    /**
     * The parts of an engine that know of clients.
     *
     * @param facts of the whole engine
     */
    record Parts(
            LocalContainers containers,
            LocalExecs execs,
            LocalImages images,
            LocalVolumes volumes,
            EventLog events,
            SystemFacts facts) {}

    ScopedEngine(Engine whole, Parts parts, Access access) {
        this.whole = whole;
        this.images = new ScopedImages(parts.images(), parts.containers(), access);
        this.containers = new ScopedContainers(parts.containers(), images, access);
        this.execs = new ScopedExecs(parts.execs(), containers, access);
        this.volumes = new ScopedVolumes(parts.volumes(), containers, access);
        this.events = new ScopedEvents(parts.events(), access);
        this.facts = new ScopedFacts(parts.facts(), containers, images, access);
    }

    @Override
    public Containers containers() {
        return containers;
    }

    @Override
    public Execs execs() {
        return execs;
    }

    @Override
    public Images images() {
        return images;
    }

    @Override
    public Volumes volumes() {
        return volumes;
    }

    @Override
    public Events events() {
        return events;
    }

    @Override
    public SystemFacts facts() {
        return facts;
    }

    @Override
    public Engine seenBy(Access access) {
        return whole.seenBy(access);
    }

    @Override
    public void endContainers(Duration grace) {
        throw new IllegalStateException("a client's view ends no engine's containers");
    }

    @Override
    public void close() {
        // The engine behind it is somebody else's to close.
    }
}
