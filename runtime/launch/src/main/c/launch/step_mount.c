/* Mounts below the container's root: file systems, binds, masks. Attached by descriptor only. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "abi.h"
#include "child.h"
#include "mounts.h"

#define PROC_MAGIC 0x9fa0
#define RECURSIVE 0x8000U

/* /proc, /sys and /dev are ours: whatever the plan says, no link of the image leads there or away.
 */
static bool may_follow(const struct text *path, bool asked) {
    return asked && !path_is_below(path, "/proc") && !path_is_below(path, "/sys") &&
           !path_is_below(path, "/dev");
}

static int attach(int tree, int target, const char *path) {
    int error = sys_move_mount(tree, target);
    (void)sys_close(target);
    return error < 0 ? failed(error, path) : 0;
}

static bool may_skip(uint32_t how, int error) {
    return (how & MOUNT_OPTIONAL) != 0 &&
           (error == -EPERM || error == -ENODEV || error == -EINVAL || error == -EBUSY);
}

static void keep_mount(const struct step_mount *step, int tree) {
    if (text_is(&step->type, "devpts")) {
        child.devpts = tree;
        return;
    }
    if (text_is(&step->type, "proc")) {
        /* Entered before anything can be mounted over it: sysctls are written through this. */
        child.proc = sys_openat(tree, "sys", O_PATH | O_DIRECTORY | O_NOFOLLOW, 0);
    }
    (void)sys_close(tree);
}

int step_mount(const struct step_mount *step, int source) {
    bool made = false;
    bool shared = (step->how & MOUNT_SHARED) != 0;
    if (shared && source < 0) {
        return 0; /* optional, and the other container has none */
    }
    bool follow = may_follow(&step->target, (step->how & MOUNT_NO_SYMLINKS) == 0);
    int target = (step->how & MOUNT_CREATE) != 0 ? path_make(step->target.at, follow, &made)
                                                 : path_open(step->target.at, O_DIRECTORY, follow);
    if (target < 0) {
        return failed(target, step->target.at);
    }
    int tree = shared ? source : mount_from_step(step);
    if (tree < 0) {
        (void)sys_close(target);
        if (may_skip(step->how, tree)) {
            fail_forget();
            return 0;
        }
        return tree;
    }
    int error = attach(tree, target, step->target.at);
    if (error < 0) {
        (void)sys_close(tree);
        return error;
    }
    keep_mount(step, tree);
    return 0;
}

static int make_file(const struct text *path, bool create, bool follow, bool replace) {
    const char *name = NULL;
    struct stat stat;
    int parent = path_parent(path->at, create, follow, &name);
    if (parent < 0) {
        return parent;
    }
    int error = 0;
    if (replace) {
        error = sys_fstatat(parent, name, &stat, AT_SYMLINK_NOFOLLOW);
        error = error == 0 && S_ISLNK(stat.st_mode) ? sys_unlinkat(parent, name, 0) : error;
        error = error == -ENOENT ? 0 : error;
    }
    int file = error < 0 ? error
                         : sys_openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0644);
    (void)sys_close(parent);
    if (file >= 0) {
        (void)sys_close(file);
        return 0;
    }
    return replace && file == -EEXIST ? 0 : file;
}

/* The descriptor a bind goes to. */
static int bind_target(const struct step_bind *step, bool directory) {
    bool made = false;
    bool create = (step->how & BIND_CREATE) != 0;
    bool follow = may_follow(&step->target, (step->how & BIND_NO_SYMLINKS) == 0);
    if ((step->how & BIND_REPLACE_SYMLINK) != 0 && !directory) {
        int error = make_file(&step->target, create, follow, true);
        /* Nothing may put a link back: the last component is ours now. */
        return error < 0 ? error : path_open(step->target.at, O_NOFOLLOW, follow);
    }
    int target = path_open(step->target.at, 0, follow);
    if (target != -ENOENT || !create) {
        return target;
    }
    if (directory) {
        return path_make(step->target.at, follow, &made);
    }
    int error = make_file(&step->target, true, follow, false);
    return error < 0 ? error : path_open(step->target.at, 0, follow);
}

int step_bind(const struct step_bind *step, int source) {
    struct stat stat;
    struct statfs place;
    if (source < 0) {
        return 0; /* optional, and the host has none */
    }
    int error = sys_fstat(source, &stat);
    int target = error < 0 ? error : bind_target(step, S_ISDIR(stat.st_mode));
    if (target < 0) {
        return failed(target, step->target.at);
    }
    error = sys_fstatfs(target, &place);
    if (error == 0 && (long)place.f_type == PROC_MAGIC) {
        error = -EINVAL;
    }
    if (error < 0) {
        (void)sys_close(target);
        return failed(error, step->target.at);
    }
    error = attach(source, target, step->target.at);
    (void)sys_close(source);
    return error;
}

int step_mask(const struct step_mask *step) {
    struct stat stat;
    int target = path_open(step->path.at, 0, true);
    if (target == -ENOENT || target == -ENOTDIR) {
        return 0;
    }
    int error = target < 0 ? target : sys_fstat(target, &stat);
    if (error < 0) {
        return failed(error, step->path.at);
    }
    /* Both wait in the bare mount namespace, read-only; the null device there was checked to be it.
     */
    const char *cover = S_ISDIR(stat.st_mode) ? "/e" : "/n";
    int tree = sys_open_tree(AT_FDCWD, cover, AT_SYMLINK_NOFOLLOW);
    if (tree < 0) {
        (void)sys_close(target);
        return failed(tree, step->path.at);
    }
    error = attach(tree, target, step->path.at);
    (void)sys_close(tree);
    return error;
}

int step_read_only(const struct step_read_only *step) {
    int target = path_open(step->path.at, 0, true);
    if (target == -ENOENT || target == -ENOTDIR) {
        return 0;
    }
    if (target < 0) {
        return failed(target, step->path.at);
    }
    int tree = sys_open_tree(target, "", AT_EMPTY_PATH | RECURSIVE);
    int error = tree < 0 ? tree : sys_mount_setattr(tree, RECURSIVE, ATTR_RDONLY, 0);
    if (error < 0) {
        (void)sys_close(target);
        return failed(error, step->path.at);
    }
    error = attach(tree, target, step->path.at);
    (void)sys_close(tree);
    return error;
}
