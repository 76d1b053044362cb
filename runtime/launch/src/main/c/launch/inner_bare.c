/* Two mount namespaces: the full one sees the host's mounts and opens sources; the bare one holds a
 * small root, the engine's /proc and what containers share, so that neither host mounts nor views
 * cost a launch. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "abi.h"
#include "inner.h"
#include "mounts.h"

#define MS_REC_PRIVATE 0x44000UL
#define MS_REC_SLAVE 0x84000UL
#define DETACH 2

/* Where the overlay goes, where its upper directory is attached, the empty directory of masks. */
static const char *const PLACES[] = {"r", "u", "e", "proc"};

static int attach_at(int tree, int root, const char *name) {
    int target = sys_openat(root, name, O_PATH | O_NOFOLLOW, 0);
    if (target < 0) {
        return failed(target, name);
    }
    int error = sys_move_mount(tree, target);
    (void)sys_close(target);
    return error < 0 ? failed(error, name) : 0;
}

static int make_null(int root) {
    struct stat stat;
    int file = sys_openat(root, "n", O_CREAT | O_RDONLY | O_EXCL, 0444);
    if (file < 0) {
        return failed(file, "mask file");
    }
    (void)sys_close(file);
    int tree = sys_open_tree(AT_FDCWD, "/dev/null", AT_SYMLINK_NOFOLLOW);
    if (tree < 0) {
        return failed(tree, "/dev/null");
    }
    int error = sys_fstat(tree, &stat);
    if (error == 0 && (!S_ISCHR(stat.st_mode) || stat.st_rdev != makedev(1, 3))) {
        return failed_at("fstat", ENODEV, "/dev/null is not the null device");
    }
    error =
        error < 0 ? error : sys_mount_setattr(tree, 0, ATTR_RDONLY | ATTR_NOSUID | ATTR_NOEXEC, 0);
    error = error < 0 ? failed(error, "/dev/null") : attach_at(tree, root, "n");
    (void)sys_close(tree);
    return error;
}

/* Attaches the small root over / and fills it; the process still walks from the old root. */
static int fill_root(int root, int proc) {
    for (size_t i = 0; i < sizeof PLACES / sizeof PLACES[0]; i++) {
        int error = sys_mkdirat(root, PLACES[i], 0755);
        if (error < 0) {
            return failed(error, PLACES[i]);
        }
    }
    int error = attach_at(proc, root, "proc");
    if (error < 0) {
        return error;
    }
    int empty = mount_detached("tmpfs", ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV | ATTR_NOEXEC,
                               "size=4k,nr_inodes=2,mode=0555,ro");
    if (empty < 0) {
        return empty;
    }
    error = attach_at(empty, root, "e");
    (void)sys_close(empty);
    return error < 0 ? error : make_null(root);
}

static int enter_root(int root) {
    int error = sys_fchdir(root);
    error = error < 0 ? error : sys_pivot_root(".", ".");
    error = error < 0 ? error : sys_umount2(".", DETACH);
    error = error < 0 ? error : sys_chdir("/");
    return error < 0 ? failed(error, "root of the bare mount namespace") : 0;
}

static int make_bare(void) {
    int error = sys_unshare(NS_NEWNS);
    error = error < 0 ? error : sys_mount(NULL, "/", NULL, MS_REC_PRIVATE, NULL);
    if (error < 0) {
        return failed(error, "bare mount namespace");
    }
    /* While the host's /proc is in sight, or the kernel refuses a new one. */
    int proc = mount_detached("proc", ATTR_NOSUID | ATTR_NODEV | ATTR_NOEXEC, "");
    if (proc < 0) {
        return proc;
    }
    int root =
        mount_detached("tmpfs", ATTR_NOSUID | ATTR_NODEV, "size=64k,nr_inodes=160,mode=0755");
    if (root < 0) {
        return root;
    }
    int above = sys_openat(AT_FDCWD, "/", O_PATH | O_DIRECTORY, 0);
    error = above < 0 ? above : sys_move_mount(root, above);
    (void)sys_close(above);
    if (error < 0) {
        return failed(error, "root of the bare mount namespace");
    }
    error = fill_root(root, proc);
    error = error < 0 ? error : enter_root(root);
    if (error < 0) {
        return error;
    }
    inner.proc = fd_high(proc);
    if (inner.proc < 0) {
        return failed(inner.proc, "the engine's /proc");
    }
    inner.root = fd_high(root);
    return inner.root < 0 ? failed(inner.root, "root of the bare mount namespace") : 0;
}

int bare_make_places(uint32_t count) {
    char name[16] = "l";
    for (; inner.places < count; inner.places++) {
        (void)text_add_number(name, 1, sizeof name, inner.places);
        int error = sys_mkdirat(inner.root, name, 0755);
        if (error < 0 && error != -EEXIST) {
            return failed(error, name);
        }
    }
    return 0;
}

static int own_mounts(void) {
    int fd = sys_openat(AT_FDCWD, "/proc/thread-self/ns/mnt", O_RDONLY, 0);
    fd = fd_high(fd);
    return fd < 0 ? failed(fd, "/proc/thread-self/ns/mnt") : fd;
}

int bare_prepare(void) {
    /* E's own pids only show in its own proc; the host's shows this process by its host pid, so it
     * works here. */
    int error = sys_mount(NULL, "/", NULL, MS_REC_SLAVE, NULL);
    if (error < 0) {
        return failed(error, "mount namespace of the engine");
    }
    inner.full = own_mounts();
    if (inner.full < 0) {
        return inner.full;
    }
    error = make_bare();
    if (error < 0) {
        return error;
    }
    inner.bare = own_mounts();
    return inner.bare < 0 ? inner.bare : bare_leave();
}

int bare_enter(void) {
    int error = sys_setns(inner.bare, NS_NEWNS);
    return error < 0 ? failed(error, "bare mount namespace") : 0;
}

/* In the bare one no path of the host can be cleaned up: tried again for want of memory. */
int bare_leave(void) {
    int error = -ENOMEM;
    for (int tries = 0; tries < 3 && error < 0; tries++) {
        error = sys_setns(inner.full, NS_NEWNS);
    }
    return error < 0 ? failed(error, "mount namespace of the engine") : 0;
}
