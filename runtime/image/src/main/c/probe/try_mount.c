/* Mounts: the way to a file system that the jail did not choose. */
#define _GNU_SOURCE
#include "numbers.h"
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define ATTRIBUTE_NODEV 0x4
#define AT_RECURSIVE_FLAG 0x8000
#define OPEN_TREE_CLONE_FLAG 1

static long mount_type(const struct attempt *a, struct finding *f) {
    (void)f;
    isolate_mounts();
    return answer(mount("none", "/proc", a->path, 0, NULL));
}

static long mount_overlay(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    isolate_mounts();
    return answer(mount("none", "/proc", "overlay", 0, "lowerdir=/:/proc"));
}

static long mount_cgroup1(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    /* A hierarchy of its own without controllers: whoever may make one may write release_agent. */
    isolate_mounts();
    return answer(mount("none", "/proc", "cgroup", 0, "none,name=jsec-probe"));
}

static long mount_bind(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    isolate_mounts();
    return answer(mount("/", "/proc", NULL, MS_BIND | MS_REC, NULL));
}

static long mount_move(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    isolate_mounts();
    return answer(mount("/proc", "/proc", NULL, MS_MOVE, NULL));
}

static long mount_shared(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    isolate_mounts();
    return answer(mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL));
}

static long mount_remount(const struct attempt *a, struct finding *f) {
    (void)f;
    isolate_mounts();
    return answer(mount(NULL, a->path, NULL, MS_REMOUNT | MS_BIND, NULL));
}

static long umount_folder(const struct attempt *a, struct finding *f) {
    (void)f;
    /* Not a mount point: EINVAL, but only for a caller who may unmount at all. */
    isolate_mounts();
    return answer(umount2(a->path, MNT_DETACH));
}

static long pivot(const struct attempt *a, struct finding *f) {
    (void)f;
    isolate_mounts();
    return answer(syscall(SYS_pivot_root, a->path, a->path));
}

static long call_with_path(const struct attempt *a, struct finding *f) {
    (void)f;
    isolate_mounts();
    return answer(syscall(a->arg[0], a->arg[1], a->path, a->arg[2]));
}

static long open_filesystem(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(NR_FSOPEN, a->path, 0));
}

static long configure_filesystem(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    return answer(syscall(NR_FSCONFIG, -1, 1, "source", "none", 0));
}

static long mount_filesystem(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    return answer(syscall(NR_FSMOUNT, -1, 0, 0));
}

static long attach_mount(const struct attempt *a, struct finding *f) {
    (void)f;
    isolate_mounts();
    return answer(syscall(NR_MOVE_MOUNT, AT_FDCWD, a->path, AT_FDCWD, a->path, 0));
}

static long set_attributes(const struct attempt *a, struct finding *f) {
    (void)f;
    uint64_t attributes[4] = {ATTRIBUTE_NODEV, 0, 0, 0};
    isolate_mounts();
    return answer(syscall(NR_MOUNT_SETATTR, AT_FDCWD, a->path, 0, attributes, sizeof(attributes)));
}

static const struct attempt attempts[] = {
    {"mount-tmpfs", "mount a tmpfs", "CVE-2021-33909 kernel-lpe", .run = mount_type,
     .path = "tmpfs", .reached = {EBUSY}},
    {"mount-proc", "mount a fresh procfs without the masks", "CVE-2019-19921 proc-symlink",
     .run = mount_type, .path = "proc", .reached = {EBUSY}},
    {"mount-sysfs", "mount a fresh sysfs", "CVE-2025-52881 procfs-write", .run = mount_type,
     .path = "sysfs", .reached = {EBUSY}},
    {"mount-cgroup2", "mount the cgroup2 tree", "CVE-2023-25809 cgroup-rw", .run = mount_type,
     .path = "cgroup2", .reached = {EBUSY}},
    {"mount-cgroup1", "mount a cgroup v1 hierarchy", "CVE-2022-0492 release-agent",
     .run = mount_cgroup1, .reached = {EBUSY}},
    {"mount-devpts", "mount a devpts", "CVE-2025-52565 console", .run = mount_type,
     .path = "devpts"},
    {"mount-mqueue", "mount an mqueue", "kernel-lpe", .run = mount_type, .path = "mqueue",
     .reached = {EBUSY}},
    {"mount-debugfs", "mount debugfs", "proc-sys-exposure", .run = mount_type, .path = "debugfs",
     .reached = {EBUSY}},
    {"mount-overlay", "mount an overlay", "CVE-2021-3493 CVE-2023-0386 kernel-lpe",
     .run = mount_overlay, .reached = {EINVAL, ELOOP, ENOENT}},
    {"mount-bind", "bind the root somewhere else", "CVE-2021-30465 mount-race", .run = mount_bind},
    {"mount-move", "move a mount", "CVE-2021-30465 mount-race", .run = mount_move,
     .reached = {EINVAL, ELOOP}},
    {"mount-propagation", "change the propagation of the root", "mount-race", .run = mount_shared},
    {"mount-remount-root", "remount the root with fewer flags", "masked-path",
     .run = mount_remount, .path = "/", .reached = {EINVAL}},
    {"mount-remount-proc", "remount /proc with fewer flags", "masked-path", .run = mount_remount,
     .path = "/proc", .reached = {EINVAL}},
    {"umount", "unmount, which uncovers masked paths", "CVE-2025-31133 masked-path",
     .run = umount_folder, .path = "/proc/self/task", .reached = {EINVAL}},
    {"pivot-root", "change the root by pivot_root", "escape", .run = pivot, .path = "/proc",
     .reached = {EINVAL, EBUSY, ENOENT}},
    {"fsopen", "open a file system context", "CVE-2022-0185 kernel-lpe", .run = open_filesystem,
     .path = "tmpfs", .flags = TRY_CORE},
    {"fsconfig", "reach the parser of mount options", "CVE-2022-0185 kernel-lpe",
     .run = configure_filesystem, .reached = {EBADF, EINVAL}, .flags = TRY_CORE},
    {"fsmount", "make a mount from a context", "CVE-2022-0185 kernel-lpe", .run = mount_filesystem,
     .reached = {EBADF, EINVAL}, .flags = TRY_CORE},
    {"fspick", "pick a mounted file system for change", "CVE-2022-0185 kernel-lpe",
     .run = call_with_path, .path = "/", .arg = {NR_FSPICK, AT_FDCWD, 0}, .flags = TRY_CORE},
    {"open-tree", "clone a mount by open_tree", "mount-race", .run = call_with_path, .path = "/",
     .arg = {NR_OPEN_TREE, AT_FDCWD, OPEN_TREE_CLONE_FLAG | AT_RECURSIVE_FLAG}, .flags = TRY_CORE},
    {"move-mount", "attach a mount by move_mount", "mount-race", .run = attach_mount,
     .path = "/proc/self/task", .reached = {EINVAL, EBADF, ELOOP}, .flags = TRY_CORE},
    {"mount-setattr", "change the flags of a mount", "masked-path", .run = set_attributes,
     .path = "/", .reached = {EBADF, EINVAL}, .flags = TRY_CORE},
};

const struct topic mount_topic = TOPIC("mounts", attempts);
