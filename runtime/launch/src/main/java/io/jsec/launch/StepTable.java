package io.jsec.launch;

import java.util.List;

/** The codes of {@code src/main/plan/steps.tsv}; a test holds this order to that file. */
final class StepTable {
    /** The record of code n stands at n − 1. */
    static final List<Class<? extends Step>> KINDS =
            List.of(
                    Step.Cgroup.class,
                    Step.Namespaces.class,
                    Step.IdMap.class,
                    Step.Overlay.class,
                    Step.Mount.class,
                    Step.Bind.class,
                    Step.Device.class,
                    Step.Symlink.class,
                    Step.Directory.class,
                    Step.Mask.class,
                    Step.ReadOnly.class,
                    Step.PivotRoot.class,
                    Step.Hostname.class,
                    Step.Sysctl.class,
                    Step.Rlimit.class,
                    Step.Landlock.class,
                    Step.User.class,
                    Step.Capabilities.class,
                    Step.NoNewPrivs.class,
                    Step.Seccomp.class,
                    Step.Stdio.class,
                    Step.Exec.class,
                    Step.ReadOnlyRoot.class,
                    Step.OomScore.class,
                    Step.Cleanup.class,
                    Step.LoopbackUp.class,
                    Step.Join.class,
                    Step.AppArmor.class,
                    Step.Share.class);

    private StepTable() {}

    static int code(Class<? extends Step> kind) {
        return KINDS.indexOf(kind) + 1;
    }
}
