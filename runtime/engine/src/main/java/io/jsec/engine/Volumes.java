package io.jsec.engine;

import java.util.List;

/** Directories that outlive containers. */
public interface Volumes {
    /** Makes one, or returns the one of that name. */
    VolumeView create(VolumeRequest request);

    /** One, by name. */
    VolumeView inspect(String name);

    /** Those that match; filters name, label, driver, dangling. */
    List<VolumeView> list(Filters filters);

    /** Removes one that no container mounts. */
    void remove(String name, boolean force);

    /** Removes anonymous ones no container mounts; all with filter all=1; label, label! too. */
    PruneReport prune(Filters filters);
}
