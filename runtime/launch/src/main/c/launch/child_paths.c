/* Paths below the container's root. A link of the image can lead nowhere but inside it, and where
 * the plan says so
 * (/proc, /sys, /dev) no link is followed at all. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>

#include "child.h"

static uint64_t resolve(bool symlinks) {
    return RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | (symlinks ? 0 : RESOLVE_NO_SYMLINKS);
}

int path_open(const char *path, uint64_t flags, bool symlinks) {
    return sys_openat2(child.root, path, O_PATH | flags, 0, resolve(symlinks));
}

/* Makes the component name below dir and opens it through the whole path so far, so that links
 * resolve in the root. */
static int make_component(int dir, const char *name, const char *so_far, bool symlinks,
                          bool *made) {
    int error = sys_mkdirat(dir, name, 0755);
    *made = error == 0;
    if (error < 0 && error != -EEXIST) {
        return error;
    }
    return path_open(so_far, O_DIRECTORY, symlinks);
}

int path_make(const char *path, bool symlinks, bool *made) {
    char so_far[PATH_BYTES_MAX + 1];
    uint32_t length = 0;
    *made = false;
    int dir = path_open(path, O_DIRECTORY, symlinks);
    if (dir != -ENOENT) {
        return dir;
    }
    dir = path_open("/", O_DIRECTORY, symlinks);
    while (dir >= 0 && path[length] != 0) {
        uint32_t start = length + 1;
        length = start + (uint32_t)strcspn(path + start, "/");
        memcpy(so_far, path, length);
        so_far[length] = 0;
        int next = path_open(so_far, O_DIRECTORY, symlinks);
        if (next == -ENOENT) {
            next = make_component(dir, so_far + start, so_far, symlinks, made);
        }
        (void)sys_close(dir);
        dir = next;
    }
    return dir;
}

int path_parent(const char *path, bool create, bool symlinks, const char **name) {
    char parent[PATH_BYTES_MAX + 1];
    bool made = false;
    const char *last = strrchr(path, '/');
    size_t length = (size_t)(last - path);
    *name = last + 1;
    if (length == 0) {
        return path_open("/", O_DIRECTORY, symlinks);
    }
    memcpy(parent, path, length);
    parent[length] = 0;
    return create ? path_make(parent, symlinks, &made) : path_open(parent, O_DIRECTORY, symlinks);
}
