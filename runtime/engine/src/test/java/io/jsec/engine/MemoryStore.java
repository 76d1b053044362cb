package io.jsec.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A state store without a disk, which can be full all the same. */
final class MemoryStore implements StateStore {
    private final Map<String, ContainerRecord> containers = new LinkedHashMap<>();
    private final Map<String, VolumeRecord> volumes = new LinkedHashMap<>();
    private final Map<String, ExecRecord> execs = new LinkedHashMap<>();
    private final Map<String, HealthRecord> healths = new LinkedHashMap<>();
    private boolean full;

    /** Nothing more can be kept. */
    synchronized void full() {
        full = true;
    }

    private synchronized <T> void put(Map<String, T> to, String key, T value) {
        if (full) {
            throw EngineException.internal("the state store: no space left");
        }
        to.put(key, value);
    }

    @Override
    public synchronized List<ContainerRecord> containers() {
        return List.copyOf(containers.values());
    }

    @Override
    public void put(ContainerRecord container) {
        put(containers, container.id(), container);
    }

    @Override
    public synchronized void removeContainer(String id) {
        containers.remove(id);
        execs.values().removeIf(exec -> exec.containerId().equals(id));
        healths.remove(id);
    }

    @Override
    public synchronized List<VolumeRecord> volumes() {
        return List.copyOf(volumes.values());
    }

    @Override
    public void put(VolumeRecord volume) {
        put(volumes, volume.name(), volume);
    }

    @Override
    public synchronized void removeVolume(String name) {
        volumes.remove(name);
    }

    @Override
    public synchronized List<ExecRecord> execs() {
        return List.copyOf(execs.values());
    }

    @Override
    public void put(ExecRecord exec) {
        put(execs, exec.id(), exec);
    }

    @Override
    public synchronized void removeExec(String id) {
        execs.remove(id);
    }

    @Override
    public synchronized List<HealthRecord> healths() {
        return List.copyOf(healths.values());
    }

    @Override
    public void put(HealthRecord health) {
        put(healths, health.containerId(), health);
    }

    @Override
    public String engineId() {
        return "memory";
    }

    @Override
    public void close() {}
}
