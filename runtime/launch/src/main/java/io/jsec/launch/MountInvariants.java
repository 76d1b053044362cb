package io.jsec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mounts: nothing of the host but what is declared, nothing writable but what is declared. */
final class MountInvariants {
    private static final List<String> KERNEL = List.of("/proc", "/sys", "/dev");

    private MountInvariants() {}

    static void check(Examination on) {
        on.only(Step.Overlay.class, (index, overlay) -> overlay(on, index, overlay));
        on.each(Step.Bind.class, (index, bind) -> bind(on, index, bind));
        on.each(Step.Mount.class, (index, mount) -> mount(on, index, mount));
        on.each(Step.Device.class, (index, device) -> device(on, index, device));
        on.require(
                !on.spec().root().readOnly() || on.plan().indexOf(Step.ReadOnlyRoot.class) >= 0,
                Rule.ROOT_SEALED,
                -1,
                "the root stays writable");
        once(on);
        kernelFiles(on);
    }

    /** What the image has at these places is never used. */
    private static void kernelFiles(Examination on) {
        Map<String, String> own =
                Map.of("/proc", "proc", "/dev", "tmpfs", "/sys", "tmpfs", "/dev/pts", "devpts");
        own.forEach((target, type) ->
                on.require(
                        on.plan().steps(Step.Mount.class).stream()
                                .anyMatch(mount ->
                                        mount.target().equals(target)
                                                && mount.type().equals(type)
                                                && (mount.how() & Step.Mount.OPTIONAL) == 0),
                        Rule.OWN_KERNEL_FILES,
                        -1,
                        target + " would be the image's"));
    }

    private static void overlay(Examination on, int index, Step.Overlay overlay) {
        Path base = Path.of(overlay.base());
        List<Path> lowers = overlay.lowers().stream().map(base::resolve).toList();
        List<Path> wanted = on.spec().root().lowers().stream().map(path -> seen(on, path)).toList();
        on.require(
                lowers.stream().map(Path::normalize).toList().equals(wanted),
                Rule.ROOT_SEALED,
                index,
                "the root is made of other directories than asked for");
        for (String own : List.of(overlay.upper(), overlay.work())) {
            on.require(
                    !own.isEmpty() && base.resolve(own).startsWith(seen(on, on.spec().directory())),
                    Rule.ROOT_SEALED,
                    index,
                    "\"" + own + "\" is not in the container's own directory");
        }
        long needed = Step.Overlay.NODEV;
        needed |= on.spec().confinement().noNewPrivileges() ? Step.Overlay.NOSUID : 0;
        on.require(
                (overlay.flags() & needed) == needed,
                Rule.MOUNT_FLAGS,
                index,
                "the root lacks nodev or nosuid");
    }

    /** A path of the store as this launch sees it. */
    private static Path seen(Examination on, Path path) {
        return switch (on.host().identity()) {
            case IdentityForm.Slot slot when path.startsWith(on.host().store()) ->
                    slot.view().resolve(on.host().store().relativize(path));
            case IdentityForm.Slot _, IdentityForm.Owner _, IdentityForm.Single _ -> path;
        };
    }

    private static void bind(Examination on, int index, Step.Bind bind) {
        Optional<Boolean> writable = declared(on, bind);
        on.require(
                writable.isPresent(),
                Rule.BINDS_DECLARED,
                index,
                bind.source() + " on " + bind.target() + " was not asked for");
        on.require(
                MountAttribute.RDONLY.in(bind.attributes()) || writable.orElse(false),
                Rule.WRITABLE_DECLARED,
                index,
                bind.target() + " could be written");
        long needed = MountAttribute.maskOf(MountAttribute.NOSUID, MountAttribute.NODEV);
        on.require(
                (bind.attributes() & needed) == needed,
                Rule.MOUNT_FLAGS,
                index,
                bind.target() + " lacks nosuid or nodev");
        on.require(
                !kernels(bind.target()) || (bind.how() & Step.Bind.NO_SYMLINKS) != 0,
                Rule.NO_SYMLINKS,
                index,
                bind.target() + " could be a link");
        on.require(
                (bind.how() & Step.Bind.REPLACE_SYMLINK) == 0 || bind.target().startsWith("/etc/"),
                Rule.BINDS_DECLARED,
                index,
                bind.target() + " could replace a link of the user's");
    }

    /** Whether this bind is one that may be, and then whether it may be writable. */
    private static Optional<Boolean> declared(Examination on, Step.Bind bind) {
        Path source = Path.of(bind.source());
        for (String name : EtcFiles.NAMES) {
            Path own = seen(on, EtcFiles.in(on.spec(), name));
            if (source.equals(own) && bind.target().equals("/etc/" + name)) {
                return Optional.of(!on.spec().root().readOnly());
            }
        }
        boolean shown =
                bind.source().equals(SysSteps.CPU) || SysSteps.SHOWN.contains(bind.source());
        if (shown && bind.target().equals(bind.source())) {
            return Optional.of(false);
        }
        for (MountRequest mount : on.spec().mounts()) {
            if (mount instanceof MountRequest.Bind wanted
                    && wanted.target().equals(bind.target())
                    && sources(on, wanted.source()).contains(source)) {
                return Optional.of(!wanted.readOnly());
            }
        }
        return Optional.empty();
    }

    private static List<Path> sources(Examination on, Path wanted) {
        List<Path> sources = new ArrayList<>();
        sources.add(seen(on, wanted));
        if (on.host().identity() instanceof IdentityForm.Slot) {
            for (LaunchHost.Workspace workspace : on.host().workspaces()) {
                if (wanted.startsWith(workspace.directory())) {
                    Path below = workspace.directory().relativize(wanted);
                    sources.add(workspace.view().resolve(below));
                }
            }
        }
        return sources;
    }

    private static void mount(Examination on, int index, Step.Mount mount) {
        boolean asked =
                on.spec().mounts().stream()
                        .anyMatch(wanted ->
                                wanted instanceof MountRequest.Tmpfs tmpfs
                                        && tmpfs.target().equals(mount.target())
                                        && tmpfs.readOnly()
                                                == MountAttribute.RDONLY.in(mount.flags())
                                        && (!tmpfs.exec()
                                                == MountAttribute.NOEXEC.in(mount.flags())));
        on.require(
                (asked && mount.type().equals("tmpfs")) || own(mount),
                Rule.WRITABLE_DECLARED,
                index,
                mount.type() + " on " + mount.target() + " was not asked for");
        boolean pts = mount.type().equals("devpts");
        long needed = MountAttribute.NOSUID.bit() | (pts ? 0 : MountAttribute.NODEV.bit());
        needed |= asked ? 0 : MountAttribute.NOEXEC.bit();
        on.require(
                (mount.flags() & needed) == needed,
                Rule.MOUNT_FLAGS,
                index,
                mount.target() + " lacks nosuid, nodev or noexec");
        on.require(
                !kernels(mount.target()) || (mount.how() & Step.Mount.NO_SYMLINKS) != 0,
                Rule.NO_SYMLINKS,
                index,
                mount.target() + " could be a link");
    }

    /** The kernel's own file systems, each in its place. */
    private static boolean own(Step.Mount mount) {
        boolean readOnly = MountAttribute.RDONLY.in(mount.flags());
        return switch (mount.type()) {
            case "proc" -> mount.target().equals("/proc");
            case "devpts" -> mount.target().equals("/dev/pts");
            case "mqueue" -> mount.target().equals("/dev/mqueue");
            case "tmpfs" -> List.of("/dev", "/dev/shm", "/sys").contains(mount.target());
            case "cgroup", "cgroup2" ->
                    readOnly && SpecPaths.within(mount.target(), "/sys/fs/cgroup");
            default -> false;
        };
    }

    private static void device(Examination on, int index, Step.Device device) {
        boolean known =
                DevSteps.DEVICES.contains(
                        new DevSteps.Known(device.name(), device.major(), device.minor()));
        on.require(
                known && device.target().equals("/dev/" + device.name()),
                Rule.DEVICES_KNOWN,
                index,
                device.name() + " on " + device.target());
    }

    private static boolean kernels(String target) {
        return KERNEL.stream().anyMatch(each -> SpecPaths.within(target, each));
    }

    private static void once(Examination on) {
        Set<String> targets = new HashSet<>();
        on.each(
                Step.Mount.class,
                (index, mount) ->
                        on.require(
                                targets.add(mount.target()),
                                Rule.WRITABLE_DECLARED,
                                index,
                                mount.target() + " is mounted twice"));
        on.each(
                Step.Bind.class,
                (index, bind) ->
                        on.require(
                                targets.add(bind.target()),
                                Rule.WRITABLE_DECLARED,
                                index,
                                bind.target() + " is mounted twice"));
    }
}
