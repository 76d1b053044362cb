package io.jsec.launch;

import java.util.List;

/** The container's own /proc. */
final class ProcSteps {
    private ProcSteps() {}

    static void add(PlanDraft draft) {
        draft.add(
                new Step.Mount(
                        "proc",
                        "proc",
                        "/proc",
                        MountAttribute.maskOf(
                                MountAttribute.NOSUID, MountAttribute.NODEV, MountAttribute.NOEXEC),
                        List.of(),
                        Step.Mount.NO_SYMLINKS
                                | Step.Mount.CREATE
                                | (draft.spec().sharing().takes(NamespaceKind.PID)
                                        ? Step.Mount.SHARED
                                        : 0)));
    }
}
