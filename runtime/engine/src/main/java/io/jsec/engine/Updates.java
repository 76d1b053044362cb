package io.jsec.engine;

import io.jsec.launch.LimitFiles;
import io.jsec.launch.Limits;
import io.jsec.launch.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes of a container that is there: what it may use, and what happens after its end. The record
 * is kept first; where the kernel then refuses, the old one is kept again, and an engine that was
 * killed between the two brings the groups to what the record says.
 */
final class Updates {
    private final Registry registry;
    private final Launches launches;
    private final EngineSettings settings;
    private final Judge judge;
    private final Announcer announcer;

    Updates(
            Registry registry,
            Launches launches,
            EngineSettings settings,
            Judge judge,
            Announcer announcer) {
        this.registry = registry;
        this.launches = launches;
        this.settings = settings;
        this.judge = judge;
        this.announcer = announcer;
    }

    /** Does what is asked, or refuses it as a whole. */
    List<String> update(LiveContainer container, UpdateRequest request) {
        container.lock().lock();
        try {
            ContainerRecord before = container.record();
            ContainerRecord asked = before.with(changed(before.host(), request));
            Judge.Judgement judgement = judge.update(asked).orThrow();
            ContainerRecord after = judgement.admitted();
            launches.check(asked);
            if (!after.equals(asked)) {
                launches.check(after);
            }
            LimitFiles.Changes changes =
                    before.state().alive()
                            ? changes(before, after)
                            : new LimitFiles.Changes(List.of(), List.of());
            registry.keep(container, after);
            boolean held = false;
            try {
                GroupFiles.write(changes.files());
                held = true;
            } finally {
                if (!held) {
                    Optional<EngineException> _ = registry.note(container, before);
                }
            }
            announcer.tell(after, "update");
            announcer.decided(judgement);
            List<String> warnings = new ArrayList<>(judgement.warnings());
            changes.refusals().forEach(refusal -> warnings.add(refusal.sentence()));
            return warnings;
        } finally {
            container.lock().unlock();
        }
    }

    /** Brings the groups of a container that ran on to what its record says. */
    void resume(LiveContainer container) {
        ContainerRecord record = container.record();
        if (record.host().resources().equals(Resources.DEFAULT)) {
            return;
        }
        try {
            GroupFiles.write(
                    LimitFiles.changes(
                                    Limits.DEFAULT,
                                    LimitReader.read(record.host(), settings.defaults()),
                                    settings.cgroups(),
                                    record.id())
                            .files());
        } catch (EngineException e) {
            // The record says what the next start holds; what holds now, docker stats shows.
        }
    }

    /** What cannot be held is refused, or a warning where the container was made so. */
    private LimitFiles.Changes changes(ContainerRecord before, ContainerRecord after) {
        LimitFiles.Changes changes =
                LimitFiles.changes(
                        LimitReader.read(before.host(), settings.defaults()),
                        LimitReader.read(after.host(), settings.defaults()),
                        settings.cgroups(),
                        after.id());
        boolean degrade = LaunchSpecs.security(after.host(), settings.defaults()).degrade();
        if (!changes.refusals().isEmpty() && !degrade) {
            throw Launches.refused(new RefusedException(changes.refusals()));
        }
        MemoryInUse.check(changes.files());
        return changes;
    }

    private static HostConfig changed(HostConfig host, UpdateRequest request) {
        HostConfig changed = host;
        if (!request.resources().equals(Resources.DEFAULT)) {
            changed = changed.with(merged(host.resources(), request.resources()));
        }
        if (request.restart().isPresent()) {
            if (host.autoRemove() && request.restart().get().mode() != RestartPolicy.Mode.NO) {
                throw EngineException.badParameter(
                        "Restart policy cannot be updated because AutoRemove is enabled for"
                                + " the container");
            }
            changed = changed.with(request.restart().get());
        }
        return changed;
    }

    /** What is not 0 or empty counts; contradictions are dockerd's. */
    static Resources merged(Resources old, Resources asked) {
        conflict(asked.nanoCpus() > 0 && old.cpuPeriodMicros() > 0, "Nano CPUs", "CPU Period");
        conflict(asked.nanoCpus() > 0 && old.cpuQuotaMicros() > 0, "Nano CPUs", "CPU Quota");
        conflict(asked.cpuPeriodMicros() > 0 && old.nanoCpus() > 0, "CPU Period", "NanoCPUs");
        conflict(asked.cpuQuotaMicros() > 0 && old.nanoCpus() > 0, "CPU Quota", "NanoCPUs");
        if (asked.memorySwapBytes() == 0
                && old.memorySwapBytes() > 0
                && asked.memoryBytes() > old.memorySwapBytes()) {
            throw EngineException.badParameter(
                    "Memory limit should be smaller than already set memoryswap limit, update the"
                            + " memoryswap at the same time");
        }
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
                        asked.memorySwappiness().isPresent()
                                ? asked.memorySwappiness()
                                : old.memorySwappiness(),
                        either(asked.pidsLimit(), old.pidsLimit()),
                        asked.blkioWeight() == 0 ? old.blkioWeight() : asked.blkioWeight(),
                        asked.deviceWeights().isEmpty()
                                ? old.deviceWeights()
                                : asked.deviceWeights(),
                        asked.deviceRates().isEmpty() ? old.deviceRates() : asked.deviceRates(),
                        asked.oomKillDisable() || old.oomKillDisable(),
                        asked.ulimits().isEmpty() ? old.ulimits() : asked.ulimits())
                .complete();
    }

    private static void conflict(boolean both, String asked, String there) {
        if (both) {
            throw EngineException.badParameter(
                    "Conflicting options: "
                            + asked
                            + " cannot be updated as "
                            + there
                            + " has already been set");
        }
    }

    private static long either(long asked, long old) {
        return asked == 0 ? old : asked;
    }
}
