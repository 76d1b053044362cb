package io.jsec.engine;

import io.jsec.launch.CgroupView;
import io.jsec.launch.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What of an engine and its host decides what will be executed where nobody asks.
 *
 * @param defaults for containers
 * @param slots identity slots; 0 for none
 * @param cgroups where groups may be made
 * @param allow what the configuration allows beyond the built-in list
 * @param guarded sockets, directories and files of the engine, never mounted into a container
 */
public record AdmissionGround(
        EngineSettings.Defaults defaults,
        int slots,
        CgroupView cgroups,
        Set<String> allow,
        List<Path> guarded) {
    /** Copied. */
    public AdmissionGround {
        allow = Set.copyOf(allow);
        guarded = List.copyOf(guarded);
    }

    /** The limit of processes where nobody asks for one; 0 for none. */
    long pidsLimit() {
        boolean launcher = defaults.pidsLimit() == 0 && isDelegated("pids");
        return launcher ? Limits.PIDS_DEFAULT : defaults.pidsLimit();
    }

    private boolean isDelegated(String controller) {
        return switch (cgroups) {
            case CgroupView.V2(_, Set<String> controllers) -> controllers.contains(controller);
            case CgroupView.V1(List<CgroupView.Hierarchy> hierarchies) ->
                    hierarchies.stream().anyMatch(each -> each.controllers().contains(controller));
            case CgroupView.None _ -> false;
        };
    }
}
