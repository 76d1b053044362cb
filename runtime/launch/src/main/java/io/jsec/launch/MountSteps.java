package io.jsec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the user mounts, outer targets before inner ones.
 *
 * <p>All of it comes before /proc, /dev and /sys: a target that leads there through a link of the
 * image is covered by them. The two shared-memory mounts below /dev take the place of the default
 * ones.
 */
final class MountSteps {
    /** Targets below /dev that may be replaced. */
    static final List<String> REPLACEABLE = List.of("/dev/shm", "/dev/mqueue");

    private static final List<String> RESERVED = List.of("/proc", "/sys", "/dev");

    private MountSteps() {}

    static void add(PlanDraft draft) {
        draft.spec().mounts().stream()
                .filter(mount -> !REPLACEABLE.contains(mount.target()))
                .sorted(Comparator.comparingLong(mount -> depth(mount.target())))
                .forEach(mount -> add(draft, mount));
    }

    /** The user's own mount for one of the {@link #REPLACEABLE} targets. */
    static Optional<MountRequest> replacement(ContainerSpec spec, String target) {
        return spec.mounts().stream().filter(mount -> mount.target().equals(target)).findFirst();
    }

    static void add(PlanDraft draft, MountRequest mount) {
        checkTarget(draft, mount.target());
        boolean below = SpecPaths.within(mount.target(), "/dev");
        switch (mount) {
            case MountRequest.Bind bind -> addBind(draft, bind, below);
            case MountRequest.Tmpfs tmpfs -> draft.add(tmpfs(tmpfs, below));
        }
    }

    private static void checkTarget(PlanDraft draft, String target) {
        boolean reserved =
                RESERVED.stream().anyMatch(kernel -> SpecPaths.within(target, kernel))
                        && !REPLACEABLE.contains(target);
        if (target.equals("/") || reserved) {
            draft.refuse(
                    Rule.MOUNT_RESERVED,
                    "a mount on " + target,
                    "the root, /proc, /sys and /dev are the container's own, always",
                    "another target; of these only /dev/shm and /dev/mqueue may be replaced");
        }
    }

    private static void addBind(PlanDraft draft, MountRequest.Bind bind, boolean below) {
        Path store = draft.host().store();
        Path volumes = store.resolve("volumes");
        boolean volume = bind.source().startsWith(volumes) && !bind.source().equals(volumes);
        if (bind.source().startsWith(store) && !volume) {
            draft.refuse(
                    Rule.BIND_STORE,
                    "-v " + bind.source() + ":" + bind.target(),
                    "the store holds the files of other containers",
                    "a directory outside " + store);
        }
        long attributes = MountAttribute.maskOf(MountAttribute.NOSUID, MountAttribute.NODEV);
        attributes |= bind.readOnly() ? MountAttribute.RDONLY.bit() : 0;
        int how = Step.Bind.RECURSIVE | Step.Bind.CREATE;
        how |= below ? Step.Bind.NO_SYMLINKS : 0;
        draft.add(new Step.Bind(source(draft, bind).toString(), bind.target(), attributes, how));
    }

    /** In a slot the owner's files show as nobody's, unless seen through a view. */
    private static Path source(PlanDraft draft, MountRequest.Bind bind) {
        Path source = bind.source();
        if (!(draft.host().identity() instanceof IdentityForm.Slot)
                || source.startsWith(draft.host().store())) {
            return draft.reach(source);
        }
        for (LaunchHost.Workspace workspace : draft.host().workspaces()) {
            if (source.startsWith(workspace.directory())) {
                return workspace.view().resolve(workspace.directory().relativize(source));
            }
        }
        if (!bind.readOnly()) {
            draft.refuse(
                    Rule.SLOT_WRITABLE_BIND,
                    "-v " + source + ":" + bind.target(),
                    "the ids of a container in a slot cannot write to your files",
                    "jsec setup --workspace "
                            + source
                            + "; or --security-opt jsec.userns=owner; or :ro");
        }
        return source;
    }

    private static Step.Mount tmpfs(MountRequest.Tmpfs tmpfs, boolean below) {
        long flags = MountAttribute.maskOf(MountAttribute.NOSUID, MountAttribute.NODEV);
        flags |= tmpfs.exec() ? 0 : MountAttribute.NOEXEC.bit();
        flags |= tmpfs.readOnly() ? MountAttribute.RDONLY.bit() : 0;
        List<Step.Pair> options = new ArrayList<>();
        options.add(new Step.Pair("size", Long.toString(tmpfs.sizeBytes())));
        options.add(new Step.Pair("mode", Integer.toOctalString(tmpfs.mode())));
        if (tmpfs.uid() != 0) {
            options.add(new Step.Pair("uid", Integer.toString(tmpfs.uid())));
        }
        if (tmpfs.gid() != 0) {
            options.add(new Step.Pair("gid", Integer.toString(tmpfs.gid())));
        }
        int how = Step.Mount.CREATE | (below ? Step.Mount.NO_SYMLINKS : 0);
        return new Step.Mount("tmpfs", "tmpfs", tmpfs.target(), flags, options, how);
    }

    /** A missing working directory is made, as Docker does; not below the kernel's file systems. */
    static void addWorkdir(PlanDraft draft) {
        String workdir = draft.spec().command().workdir();
        boolean kernels = RESERVED.stream().anyMatch(each -> SpecPaths.within(workdir, each));
        if (!workdir.equals("/") && !kernels) {
            draft.add(new Step.Directory(workdir, 0755, 0, 0));
        }
    }

    private static long depth(String target) {
        return target.chars().filter(letter -> letter == '/').count();
    }
}
