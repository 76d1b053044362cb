package io.jsec.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The root: an overlay of the spec's layers under the container's own, and the files of /etc. */
final class RootSteps {
    /** What mount(2) takes as options: a page less its NUL. */
    private static final int OPTION_BYTES_MAX = 4095;

    /** Bytes of the option names and separators beside the paths. */
    private static final int OPTION_BYTES_FIXED = "lowerdir=,upperdir=,workdir=,userxattr".length();

    private RootSteps() {}

    static void add(PlanDraft draft) {
        ContainerSpec spec = draft.spec();
        boolean slot = draft.host().identity() instanceof IdentityForm.Slot;
        if (slot && !spec.root().lowers().stream().allMatch(inStore(draft)::contains)) {
            draft.refuse(
                    Rule.SLOT_ROOT,
                    "--rootfs " + spec.root().lowers().getFirst(),
                    "a container in a slot sees only the store, with its ids shifted",
                    "--security-opt jsec.userns=owner; or a root below " + draft.host().store());
            return;
        }
        draft.add(overlay(draft));
        addEtc(draft);
    }

    private static List<Path> inStore(PlanDraft draft) {
        return draft.spec().root().lowers().stream()
                .filter(lower -> lower.startsWith(draft.host().store()))
                .toList();
    }

    private static Step.Overlay overlay(PlanDraft draft) {
        ContainerSpec spec = draft.spec();
        boolean allInStore = inStore(draft).size() == spec.root().lowers().size();
        Path base = allInStore ? draft.reach(draft.host().store()) : Path.of("/");
        Path upper = draft.reach(spec.directory().resolve("upper"));
        Path work = draft.reach(spec.directory().resolve("work"));
        List<String> lowers =
                spec.root().lowers().stream()
                        .map(lower -> relative(base, draft.reach(lower)))
                        .toList();
        long flags = Step.Overlay.NODEV;
        flags |= spec.confinement().noNewPrivileges() ? Step.Overlay.NOSUID : 0;
        Step.Overlay step =
                new Step.Overlay(
                        base.toString(),
                        lowers,
                        relative(base, upper),
                        relative(base, work),
                        flags);
        checkLength(draft, step);
        return step;
    }

    private static String relative(Path base, Path path) {
        String text = base.relativize(path).toString();
        return text.isEmpty() ? "." : text;
    }

    private static void checkLength(PlanDraft draft, Step.Overlay step) {
        int bytes =
                OPTION_BYTES_FIXED
                        + Stream.concat(
                                        step.lowers().stream(),
                                        Stream.of(step.upper(), step.work()))
                                .mapToInt(path -> LaunchPlan.utf8Length(path) + 1)
                                .sum();
        if (bytes > OPTION_BYTES_MAX) {
            draft.refuse(
                    Rule.ROOT,
                    "a root of " + step.lowers().size() + " layers",
                    "their paths have " + bytes + " bytes together, the kernel takes one page",
                    "shorter paths, or fewer layers");
        }
    }

    /**
     * Bound before what the user mounts: a bind on /etc hides these files, where the other order
     * would make files in the user's directory.
     */
    private static void addEtc(PlanDraft draft) {
        ContainerSpec spec = draft.spec();
        for (String name : EtcFiles.NAMES) {
            String target = "/etc/" + name;
            boolean replaced =
                    spec.mounts().stream().anyMatch(mount -> mount.target().equals(target));
            if (!replaced) {
                draft.add(
                        new Step.Bind(
                                draft.reach(EtcFiles.in(spec, name)).toString(),
                                target,
                                MountAttribute.maskOf(
                                                MountAttribute.NOSUID,
                                                MountAttribute.NODEV,
                                                MountAttribute.NOEXEC)
                                        | (spec.root().readOnly()
                                                ? MountAttribute.RDONLY.bit()
                                                : 0),
                                Step.Bind.CREATE | Step.Bind.REPLACE_SYMLINK));
            }
        }
    }

    static void addPivot(PlanDraft draft) {
        ContainerSpec spec = draft.spec();
        Streams streams = spec.streams();
        int mode = (streams.tty() ? 2 : 0) | (streams.interactive() ? 1 : 0);
        draft.add(new Step.Stdio(mode, streams.rows(), streams.columns()));
        if (spec.root().readOnly()) {
            draft.add(new Step.ReadOnlyRoot());
        }
        draft.add(new Step.PivotRoot());
        draft.add(new Step.Hostname(spec.identity().hostname(), spec.identity().domain()));
        if (spec.network() == NetworkMode.NONE) {
            draft.add(new Step.LoopbackUp());
        }
    }
}
