package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A fresh /dev: six harmless devices, terminals, shared memory and the usual links. */
final class DevSteps {
    private static final long NOSUID_NOEXEC =
            MountAttribute.maskOf(MountAttribute.NOSUID, MountAttribute.NOEXEC);
    private static final long NOTHING = NOSUID_NOEXEC | MountAttribute.NODEV.bit();
    private static final int FRESH = Step.Mount.NO_SYMLINKS | Step.Mount.CREATE;

    /** The group of terminals, in every distribution. */
    private static final int TTY_GID = 5;

    private DevSteps() {}

    /** A character device and its number. */
    record Known(String name, int major, int minor) {}

    /** The only devices there are inside. */
    static final List<Known> DEVICES =
            List.of(
                    new Known("null", 1, 3),
                    new Known("zero", 1, 5),
                    new Known("full", 1, 7),
                    new Known("random", 1, 8),
                    new Known("urandom", 1, 9),
                    new Known("tty", 5, 0));

    static void add(PlanDraft draft) {
        draft.add(tmpfs("/dev", NOTHING, List.of(pair("mode", "755"), pair("size", "65536"))));
        for (Known device : DEVICES) {
            draft.add(
                    new Step.Device(
                            device.name(),
                            "/dev/" + device.name(),
                            device.major(),
                            device.minor()));
        }
        draft.add(devpts(draft.host().identity()));
        draft.add(new Step.Symlink("pts/ptmx", "/dev/ptmx"));
        draft.add(new Step.Symlink("/proc/self/fd", "/dev/fd"));
        draft.add(new Step.Symlink("/proc/self/fd/0", "/dev/stdin"));
        draft.add(new Step.Symlink("/proc/self/fd/1", "/dev/stdout"));
        draft.add(new Step.Symlink("/proc/self/fd/2", "/dev/stderr"));
        addShared(draft);
    }

    private static Step.Mount devpts(IdentityForm form) {
        List<Step.Pair> options = new ArrayList<>();
        options.add(pair("newinstance", ""));
        options.add(pair("ptmxmode", "666"));
        options.add(pair("mode", "620"));
        if (form.mapped(TTY_GID)) {
            options.add(pair("gid", Integer.toString(TTY_GID)));
        }
        return new Step.Mount("devpts", "devpts", "/dev/pts", NOSUID_NOEXEC, options, FRESH);
    }

    private static void addShared(PlanDraft draft) {
        Optional<MountRequest> shm = MountSteps.replacement(draft.spec(), "/dev/shm");
        Optional<MountRequest> mqueue = MountSteps.replacement(draft.spec(), "/dev/mqueue");
        int shared = draft.spec().sharing().takes(NamespaceKind.IPC) ? Step.Mount.SHARED : 0;
        if (shm.isPresent()) {
            MountSteps.add(draft, shm.get());
        } else if (shared != 0) {
            draft.add(
                    new Step.Mount(
                            "tmpfs", "tmpfs", "/dev/shm", NOTHING, List.of(), FRESH | shared));
        } else if (draft.spec().sharing().shm()) {
            String size = Long.toString(draft.spec().limits().shmBytes());
            draft.add(
                    tmpfs("/dev/shm", NOTHING, List.of(pair("size", size), pair("mode", "1777"))));
        }
        if (mqueue.isPresent()) {
            MountSteps.add(draft, mqueue.get());
        } else {
            draft.add(
                    new Step.Mount(
                            "mqueue",
                            "mqueue",
                            "/dev/mqueue",
                            NOTHING,
                            List.of(),
                            FRESH | Step.Mount.OPTIONAL | shared));
        }
    }

    private static Step.Mount tmpfs(String target, long flags, List<Step.Pair> options) {
        return new Step.Mount("tmpfs", "tmpfs", target, flags, options, FRESH);
    }

    private static Step.Pair pair(String key, String value) {
        return new Step.Pair(key, value);
    }
}
