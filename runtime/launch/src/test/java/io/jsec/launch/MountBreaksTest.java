package io.jsec.launch;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Invariants of what a container sees of the host, each broken once. */
class MountBreaksTest {
    private static final long NOSUID_NODEV =
            MountAttribute.maskOf(MountAttribute.NOSUID, MountAttribute.NODEV);
    private static final Step SECRET = new Step.Bind("/root", "/mnt", NOSUID_NODEV | 1, 3);
    private static final ContainerSpec BOUND =
            Hosts.spec()
                    .mounts(List.of(new MountRequest.Bind(Path.of("/srv"), "/srv", true)))
                    .build();

    @Test
    void a_bind_nobody_asked_for() {
        Broken.plan().before(Step.Device.class, SECRET).breaks(Rule.BINDS_DECLARED);
    }

    @Test
    void another_source_for_a_declared_target() {
        Broken.plan(BOUND, Hosts.owner())
                .change(
                        Step.Bind.class,
                        bind -> bind.target().equals("/srv"),
                        bind -> new Step.Bind("/", "/srv", bind.attributes(), bind.how()))
                .breaks(Rule.BINDS_DECLARED);
    }

    @Test
    void another_containers_files_of_etc() {
        Broken.plan()
                .change(
                        Step.Bind.class,
                        bind -> bind.target().equals("/etc/hosts"),
                        bind ->
                                new Step.Bind(
                                        "/var/lib/jsec/store/containers/other/etc/hosts",
                                        "/etc/hosts",
                                        bind.attributes(),
                                        bind.how()))
                .breaks(Rule.BINDS_DECLARED, Rule.WRITABLE_DECLARED);
    }

    @Test
    void a_users_link_that_would_be_replaced() {
        Broken.plan(BOUND, Hosts.owner())
                .change(
                        Step.Bind.class,
                        bind -> bind.target().equals("/srv"),
                        bind ->
                                new Step.Bind(
                                        "/srv",
                                        "/srv",
                                        bind.attributes(),
                                        Step.Bind.REPLACE_SYMLINK))
                .breaks(Rule.BINDS_DECLARED);
    }

    @Test
    void a_read_only_bind_that_is_writable() {
        Broken.plan(BOUND, Hosts.owner())
                .change(
                        Step.Bind.class,
                        bind -> bind.target().equals("/srv"),
                        bind -> new Step.Bind("/srv", "/srv", NOSUID_NODEV, 3))
                .breaks(Rule.WRITABLE_DECLARED);
    }

    @Test
    void a_writable_view_of_the_hosts_cpus() {
        Broken.plan()
                .change(
                        Step.Bind.class,
                        bind -> bind.target().equals(SysSteps.CPU),
                        bind ->
                                new Step.Bind(
                                        bind.source(), bind.target(), NOSUID_NODEV, bind.how()))
                .breaks(Rule.WRITABLE_DECLARED);
    }

    @Test
    void a_tmpfs_nobody_asked_for() {
        Broken.plan()
                .before(
                        Step.Device.class,
                        new Step.Mount("tmpfs", "tmpfs", "/mnt", 15, List.of(), 2))
                .breaks(Rule.WRITABLE_DECLARED);
    }

    @Test
    void a_second_mount_on_the_same_target() {
        Broken.plan()
                .before(
                        Step.Symlink.class,
                        new Step.Mount("tmpfs", "tmpfs", "/dev", 14, List.of(), 3))
                .breaks(Rule.WRITABLE_DECLARED);
    }

    @Test
    void a_writable_cgroup_tree() {
        Broken.plan()
                .change(
                        Step.Mount.class,
                        mount -> mount.type().equals("cgroup2"),
                        mount ->
                                new Step.Mount(
                                        mount.type(),
                                        mount.source(),
                                        mount.target(),
                                        14,
                                        List.of(),
                                        mount.how()))
                .breaks(Rule.WRITABLE_DECLARED);
    }

    @Test
    void mounts_without_nosuid_nodev_or_noexec() {
        for (long missing : new long[] {2, 4, 8}) {
            Broken.plan()
                    .change(
                            Step.Mount.class,
                            mount -> mount.target().equals("/proc"),
                            mount ->
                                    new Step.Mount(
                                            "proc", "proc", "/proc", 14 & ~missing, List.of(), 3))
                    .breaks(Rule.MOUNT_FLAGS);
        }
        Broken.plan(BOUND, Hosts.owner())
                .change(
                        Step.Bind.class,
                        bind -> bind.target().equals("/srv"),
                        bind -> new Step.Bind("/srv", "/srv", 1, 3))
                .breaks(Rule.MOUNT_FLAGS);
    }

    @Test
    void a_root_with_devices_or_setuid_programs() {
        Broken.plan()
                .change(
                        Step.Overlay.class,
                        root ->
                                new Step.Overlay(
                                        root.base(), root.lowers(), root.upper(), root.work(), 2))
                .breaks(Rule.MOUNT_FLAGS);
        Broken.plan()
                .change(
                        Step.Overlay.class,
                        root ->
                                new Step.Overlay(
                                        root.base(), root.lowers(), root.upper(), root.work(), 4))
                .breaks(Rule.MOUNT_FLAGS);
    }

    @Test
    void kernel_file_systems_mounted_through_links() {
        for (String target : List.of("/proc", "/dev", "/sys", "/dev/pts", "/dev/shm")) {
            Broken.plan()
                    .change(
                            Step.Mount.class,
                            mount -> mount.target().equals(target),
                            mount ->
                                    new Step.Mount(
                                            mount.type(),
                                            mount.source(),
                                            target,
                                            mount.flags(),
                                            mount.options(),
                                            Step.Mount.CREATE))
                    .breaks(Rule.NO_SYMLINKS);
        }
        Broken.plan()
                .change(
                        Step.Bind.class,
                        bind -> bind.target().equals(SysSteps.CPU),
                        bind -> new Step.Bind(bind.source(), bind.target(), 15, 3))
                .breaks(Rule.NO_SYMLINKS);
    }

    @Test
    void a_device_that_is_not_one_of_the_six() {
        Broken.plan()
                .before(Step.Symlink.class, new Step.Device("kmsg", "/dev/kmsg", 1, 11))
                .breaks(Rule.DEVICES_KNOWN);
        Broken.plan()
                .change(
                        Step.Device.class,
                        device -> device.name().equals("null"),
                        device -> new Step.Device("null", "/dev/null", 1, 1))
                .breaks(Rule.DEVICES_KNOWN);
    }

    @Test
    void another_root_than_asked_for() {
        Broken.plan()
                .change(
                        Step.Overlay.class,
                        root -> new Step.Overlay("/", List.of("."), "var/x/upper", "var/x/work", 6))
                .breaks(Rule.ROOT_SEALED);
    }

    @Test
    void changes_kept_in_another_containers_directory() {
        Broken.plan()
                .change(
                        Step.Overlay.class,
                        root ->
                                new Step.Overlay(
                                        root.base(),
                                        root.lowers(),
                                        "containers/other/upper",
                                        root.work(),
                                        6))
                .breaks(Rule.ROOT_SEALED);
    }

    @Test
    void a_read_only_root_that_is_not() {
        ContainerSpec spec = Hosts.spec().root(new RootFs(List.of(Hosts.LOWER), true)).build();
        Broken.plan(spec, Hosts.owner()).without(Step.ReadOnlyRoot.class).breaks(Rule.ROOT_SEALED);
    }

    @Test
    void the_images_own_proc_dev_or_sys() {
        for (String target : List.of("/proc", "/dev", "/sys", "/dev/pts")) {
            Broken.plan()
                    .without(step -> step instanceof Step.Mount m && m.target().equals(target))
                    .breaks(Rule.OWN_KERNEL_FILES);
            Broken.plan()
                    .change(
                            Step.Mount.class,
                            mount -> mount.target().equals(target),
                            mount ->
                                    new Step.Mount(
                                            mount.type(),
                                            mount.source(),
                                            target,
                                            mount.flags(),
                                            mount.options(),
                                            mount.how() | Step.Mount.OPTIONAL))
                    .breaks(Rule.OWN_KERNEL_FILES);
        }
    }
}
