/* Files made in the container's tree: device nodes (as binds), links, directories. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include "abi.h"
#include "child.h"

#define TMPFS_MAGIC_NUMBER 0x01021994

/* The directory that will hold path, which must lie in a tmpfs: nothing is ever made in the image's
 * own /dev. */
static int open_own_tmpfs(const char *path, const char **name) {
    struct statfs stat;
    int parent = path_parent(path, true, false, name);
    if (parent < 0) {
        return failed(parent, path);
    }
    int error = sys_fstatfs(parent, &stat);
    if (error < 0) {
        error = failed(error, path);
    } else if ((long)stat.f_type != TMPFS_MAGIC_NUMBER) {
        error = failed_at("fstatfs", EINVAL, path);
    }
    if (error < 0) {
        (void)sys_close(parent);
        return error;
    }
    return parent;
}

/* Binds a detached mount of a file onto a new empty file. */
int file_bind_new(int tree, const char *path) {
    const char *name = NULL;
    int parent = open_own_tmpfs(path, &name);
    if (parent < 0) {
        return parent;
    }
    int file = sys_openat(parent, name, O_RDONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0644);
    int error = file < 0 ? file : sys_move_mount(tree, file);
    (void)sys_close(parent);
    if (file >= 0) {
        (void)sys_close(file);
    }
    return error < 0 ? failed(error, path) : 0;
}

int step_device(const struct step_device *step, int source) {
    struct stat stat;
    int error = sys_fstat(source, &stat);
    if (error < 0) {
        return failed(error, step->name.at);
    }
    if (!S_ISCHR(stat.st_mode) || stat.st_rdev != makedev(step->major, step->minor)) {
        return failed_at("fstat", ENODEV, step->name.at);
    }
    error = file_bind_new(source, step->target.at);
    (void)sys_close(source);
    return error;
}

int step_symlink(const struct step_symlink *step) {
    const char *name = NULL;
    int parent = open_own_tmpfs(step->link.at, &name);
    if (parent < 0) {
        return parent;
    }
    int error = sys_symlinkat(step->target.at, parent, name);
    (void)sys_close(parent);
    return error < 0 ? failed(error, step->link.at) : 0;
}

int step_directory(const struct step_directory *step) {
    bool made = false;
    bool follow = !path_is_below(&step->path, "/sys") && !path_is_below(&step->path, "/dev");
    int dir = path_make(step->path.at, follow, &made);
    if (dir < 0) {
        return failed(dir, step->path.at);
    }
    int error = 0;
    if (made) {
        int open = sys_openat(dir, ".", O_RDONLY | O_DIRECTORY, 0);
        error = open < 0 ? open : sys_fchownat(open, "", step->uid, step->gid, AT_EMPTY_PATH);
        error = error < 0 ? error : sys_fchmod(open, step->mode);
        if (open >= 0) {
            (void)sys_close(open);
        }
    }
    (void)sys_close(dir);
    return error < 0 ? failed(error, step->path.at) : 0;
}
