package io.jsec.engine;

import java.util.List;

/** Where an engine's records are kept. A method that returns has committed. */
interface StateStore extends AutoCloseable {
    /** Every container, oldest first. */
    List<ContainerRecord> containers();

    /** Replaces or adds a container. */
    void put(ContainerRecord container);

    /** Forgets a container. */
    void removeContainer(String id);

    /** Every volume, by name. */
    List<VolumeRecord> volumes();

    /** Replaces or adds a volume. */
    void put(VolumeRecord volume);

    /** Forgets a volume. */
    void removeVolume(String name);

    /** The engine's id, made once. */
    String engineId();

    @Override
    void close();
}
