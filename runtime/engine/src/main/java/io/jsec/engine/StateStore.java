package io.jsec.engine;

import java.util.List;

/** Where an engine's records are kept. A method that returns has committed. */
interface StateStore extends AutoCloseable {
    /** Every container, oldest first. */
    List<ContainerRecord> containers();

    /** Replaces or adds a container. */
    void put(ContainerRecord container);

    /** Forgets a container, and what is kept of its health and of processes beside its first. */
    void removeContainer(String id);

    /** Every volume, by name. */
    List<VolumeRecord> volumes();

    /** Replaces or adds a volume. */
    void put(VolumeRecord volume);

    /** Forgets a volume. */
    void removeVolume(String name);

    /** Every process beside a container's first, oldest first. */
    List<ExecRecord> execs();

    /** Replaces or adds one; its container's row must be there. */
    void put(ExecRecord exec);

    /** Forgets one. */
    void removeExec(String id);

    /** What is known of containers' health. */
    List<HealthRecord> healths();

    /** Replaces or adds it; its container's row must be there. */
    void put(HealthRecord health);

    /** The engine's id, made once. */
    String engineId();

    @Override
    void close();
}
