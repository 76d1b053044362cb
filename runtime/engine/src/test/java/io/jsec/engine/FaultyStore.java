package io.jsec.engine;

import java.util.List;

/** A state store whose n-th write fails, and every one after it, as on a full disk. */
final class FaultyStore implements StateStore {
    private final StateStore store;
    private final Switch faults;

    FaultyStore(StateStore store, Switch faults) {
        this.store = store;
        this.faults = faults;
    }

    /** When it fails; it outlives the store. */
    static final class Switch {
        private int left = Integer.MAX_VALUE;
        private boolean struck;

        synchronized void failAfter(int writes) {
            left = writes;
            struck = false;
        }

        synchronized void heal() {
            left = Integer.MAX_VALUE;
        }

        synchronized boolean struck() {
            return struck;
        }

        private synchronized void write() {
            if (--left <= 0) {
                left = 0;
                struck = true;
                throw EngineException.internal("the state store: no space left");
            }
        }
    }

    @Override
    public List<ContainerRecord> containers() {
        return store.containers();
    }

    @Override
    public void put(ContainerRecord container) {
        faults.write();
        store.put(container);
    }

    @Override
    public void removeContainer(String id) {
        faults.write();
        store.removeContainer(id);
    }

    @Override
    public List<VolumeRecord> volumes() {
        return store.volumes();
    }

    @Override
    public void put(VolumeRecord volume) {
        faults.write();
        store.put(volume);
    }

    @Override
    public void removeVolume(String name) {
        faults.write();
        store.removeVolume(name);
    }

    @Override
    public List<ExecRecord> execs() {
        return store.execs();
    }

    @Override
    public void put(ExecRecord exec) {
        faults.write();
        store.put(exec);
    }

    @Override
    public void removeExec(String id) {
        faults.write();
        store.removeExec(id);
    }

    @Override
    public List<HealthRecord> healths() {
        return store.healths();
    }

    @Override
    public void put(HealthRecord health) {
        faults.write();
        store.put(health);
    }

    @Override
    public String engineId() {
        return store.engineId();
    }

    @Override
    public void close() {
        store.close();
    }
}
