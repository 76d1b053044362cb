package io.jsec.engine;

import java.util.List;

/** Changes of a container that is there: its policy now, its limits with the next start. */
final class Updates {
    private final Registry registry;
    private final Launches launches;
    private final Announcer announcer;

    Updates(Registry registry, Launches launches, Announcer announcer) {
        this.registry = registry;
        this.launches = launches;
        this.announcer = announcer;
    }

    /** Does what is asked, or refuses it as a whole. */
    List<String> update(LiveContainer container, UpdateRequest request) {
        container.lock().lock();
        try {
            ContainerRecord record = container.record();
            HostConfig host = record.host();
            boolean limits = !request.resources().equals(Resources.DEFAULT);
            if (limits && record.state().alive()) {
                throw EngineException.unsupported(
                        "docker update of the limits of a running container",
                        "limits are part of the verified launch",
                        "docker stop, docker update, docker start");
            }
            if (limits) {
                host = host.with(merged(host.resources(), request.resources()));
            }
            if (request.restart().isPresent()) {
                if (host.autoRemove() && request.restart().get().mode() != RestartPolicy.Mode.NO) {
                    throw EngineException.badParameter(
                            "Restart policy cannot be updated because AutoRemove is enabled for"
                                    + " the container");
                }
                host = host.with(request.restart().get());
            }
            ContainerRecord updated = record.with(host);
            launches.check(updated);
            registry.keep(container, updated);
            announcer.tell(updated, "update");
            return List.of();
        } finally {
            container.lock().unlock();
        }
    }

    /** What is not 0 or empty counts. */
    static Resources merged(Resources old, Resources asked) {
        return new Resources(
                either(asked.cpuShares(), old.cpuShares()),
                either(asked.nanoCpus(), old.nanoCpus()),
                either(asked.cpuPeriodMicros(), old.cpuPeriodMicros()),
                either(asked.cpuQuotaMicros(), old.cpuQuotaMicros()),
                asked.cpusetCpus().isEmpty() ? old.cpusetCpus() : asked.cpusetCpus(),
                asked.cpusetMems().isEmpty() ? old.cpusetMems() : asked.cpusetMems(),
                either(asked.memoryBytes(), old.memoryBytes()),
                either(asked.memorySwapBytes(), old.memorySwapBytes()),
                either(asked.memoryReservationBytes(), old.memoryReservationBytes()),
                either(asked.pidsLimit(), old.pidsLimit()),
                asked.blkioWeight() == 0 ? old.blkioWeight() : asked.blkioWeight(),
                asked.oomKillDisable() || old.oomKillDisable(),
                asked.ulimits().isEmpty() ? old.ulimits() : asked.ulimits());
    }

    private static long either(long asked, long old) {
        return asked == 0 ? old : asked;
    }
}
