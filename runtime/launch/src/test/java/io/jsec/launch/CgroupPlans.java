package io.jsec.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Compiled cgroup steps, for tests that carry them out. */
final class CgroupPlans {
    private CgroupPlans() {}

    /** Everything but memory. */
    static Limits limits() {
        return LimitSamples.of(
                OptionalInt.of(512),
                OptionalLong.of(500),
                Optional.of(CpuSet.parse("0")),
                OptionalLong.empty(),
                OptionalLong.of(77),
                Limits.SHM_BYTES_DEFAULT,
                List.of());
    }

    static List<Step.Cgroup> steps(Limits limits, CgroupView view) {
        IdentityForm.Ids ids = new IdentityForm.Ids(1000, 200_000, 65_536);
        LaunchHost host =
                new LaunchHost(
                        "x86_64",
                        6,
                        1,
                        2,
                        view,
                        new IdentityForm.Owner(ids, ids),
                        Path.of("/store"),
                        List.of(),
                        2,
                        CpuSet.first(1),
                        Map.of(),
                        false,
                        0,
                        40,
                        true,
                        LaunchHost.HostFiles.EMPTY);
        String id = "%064x".formatted(ProcessHandle.current().pid());
        ContainerSpec spec =
                ContainerSpec.builder(
                                id,
                                Path.of("/store/containers/" + id),
                                new RootFs(List.of(Path.of("/root")), false))
                        .limits(limits)
                        .build();
        return PlanCompiler.compile(spec, host).steps(Step.Cgroup.class);
    }
}
