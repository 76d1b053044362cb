package io.jsec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small /sys: the few directories programs size themselves by, read-only, and the container's own
 * control groups. A real sysfs would show the whole machine and, in a user namespace, need the
 * host's network namespace.
 */
final class SysSteps {
    /** More CPUs than this, and their directory (one mask each) costs more than it is worth. */
    static final int CPUS_SHOWN_MAX = 256;

    static final String CPU = "/sys/devices/system/cpu";

    /** What is bound besides {@link #CPU}. */
    static final List<String> SHOWN =
            List.of("/sys/devices/system/node", "/sys/kernel/mm/transparent_hugepage");

    private static final long READ_ONLY =
            MountAttribute.maskOf(
                    MountAttribute.RDONLY,
                    MountAttribute.NOSUID,
                    MountAttribute.NODEV,
                    MountAttribute.NOEXEC);
    private static final String CGROUP = "/sys/fs/cgroup";
    private static final int FRESH = Step.Mount.NO_SYMLINKS | Step.Mount.CREATE;

    private SysSteps() {}

    static void add(PlanDraft draft) {
        draft.add(
                new Step.Mount(
                        "tmpfs",
                        "tmpfs",
                        "/sys",
                        READ_ONLY & ~MountAttribute.RDONLY.bit(),
                        List.of(new Step.Pair("mode", "755"), new Step.Pair("size", "65536")),
                        FRESH));
        List<String> shown = new ArrayList<>(SHOWN);
        if (draft.host().possibleCpus() <= CPUS_SHOWN_MAX) {
            shown.addFirst(CPU);
        }
        for (String path : shown) {
            draft.add(
                    new Step.Bind(
                            path,
                            path,
                            READ_ONLY,
                            Step.Bind.RECURSIVE
                                    | Step.Bind.CREATE
                                    | Step.Bind.OPTIONAL
                                    | Step.Bind.NO_SYMLINKS));
        }
        addCgroups(draft);
    }

    private static void addCgroups(PlanDraft draft) {
        switch (draft.host().cgroups()) {
            case CgroupView.V2 _ -> draft.add(cgroup("cgroup2", CGROUP, List.of()));
            case CgroupView.V1 v1 -> addV1(draft, v1);
            case CgroupView.None _ -> {}
        }
    }

    /** Only hierarchies with a group of the container's own: in others it would see another's. */
    private static void addV1(PlanDraft draft, CgroupView.V1 v1) {
        for (CgroupView.Hierarchy hierarchy : v1.hierarchies()) {
            if (joined(draft, hierarchy.directory())) {
                List<Step.Pair> options =
                        hierarchy.mounted().stream()
                                .map(controller -> new Step.Pair(controller, ""))
                                .toList();
                String name = String.join(",", hierarchy.mounted());
                draft.add(cgroup("cgroup", CGROUP + "/" + name, options));
                hierarchy.mounted().stream()
                        .filter(controller -> !controller.equals(name))
                        .forEach(each -> draft.add(new Step.Symlink(name, CGROUP + "/" + each)));
            }
        }
    }

    private static boolean joined(PlanDraft draft, Path delegated) {
        String group = delegated.resolve(draft.spec().id()).toString();
        return draft.has(step -> step instanceof Step.Cgroup cgroup && cgroup.path().equals(group));
    }

    private static Step.Mount cgroup(String type, String target, List<Step.Pair> options) {
        return new Step.Mount(
                type, "cgroup", target, READ_ONLY, options, FRESH | Step.Mount.OPTIONAL);
    }
}
