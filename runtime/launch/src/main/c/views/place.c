#define _GNU_SOURCE
#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel.h"
#include "say.h"
#include "verbs.h"

#define DIRECTORY (O_RDONLY | O_DIRECTORY)

int open_directory(const char *path) {
    int fd = open_plain(AT_FDCWD, path, DIRECTORY);
    if (fd >= 0) {
        return fd;
    }
    return fail("openat2", path,
                errno == ELOOP ? "a symbolic link is part of the path; give the real one" : NULL);
}

int open_owned(const char *path, uint32_t uid) {
    struct stat status;
    int fd = open_directory(path);
    if (fd < 0) {
        return -1;
    }
    if (fstat(fd, &status) < 0 || status.st_uid != uid) {
        close(fd);
        return refuse("directory", path, "it does not belong to the engine's user");
    }
    return fd;
}

static int own(int fd, const char *path, mode_t mode, uint32_t uid, uint32_t gid) {
    if (fchown(fd, uid, gid) < 0) {
        fail("fchown", path, NULL);
        close(fd);
        return -1;
    }
    if (fchmod(fd, mode) < 0) {
        fail("fchmod", path, NULL);
        close(fd);
        return -1;
    }
    return fd;
}

static int make_parent(const char *path, char *parent, uint32_t uid, uint32_t gid) {
    size_t length = strlen(path);
    memcpy(parent, path, length + 1);
    while (length > 1 && parent[length - 1] != '/') {
        parent[--length] = 0;
    }
    while (length > 1 && parent[length - 1] == '/') {
        parent[--length] = 0;
    }
    if (mkdir(parent, 0755) < 0) {
        if (errno != EEXIST) {
            return fail("mkdir", parent, NULL);
        }
        return open_directory(parent);
    }
    int fd = open_directory(parent);
    return fd < 0 ? -1 : own(fd, parent, 0755, uid, gid);
}

int make_directory(const char *path, mode_t mode, uint32_t uid, uint32_t gid) {
    char parent_path[4096];
    int parent = make_parent(path, parent_path, uid, gid);
    if (parent < 0) {
        return -1;
    }
    const char *name = strrchr(path, '/') + 1;
    int made = mkdirat(parent, name, 0700);
    if (made < 0 && errno != EEXIST) {
        fail("mkdir", path, NULL);
        close(parent);
        return -1;
    }
    int fd = open_plain(parent, name, DIRECTORY);
    close(parent);
    return fd < 0 ? fail("openat2", path, NULL) : own(fd, path, mode, uid, gid);
}

int directory_make(const struct options *options) {
    int fd = make_directory(options->dir, options->mode, options->uid, options->gid);
    if (fd < 0) {
        return -1;
    }
    close(fd);
    return 0;
}

int make_below(int parent, const char *name) {
    if (mkdirat(parent, name, 0700) < 0 && errno != EEXIST) {
        return fail("mkdir", name, NULL);
    }
    int fd = open_plain(parent, name, DIRECTORY);
    return fd < 0 ? fail("openat2", name, NULL) : fd;
}

int make_numbered(int parent, uint32_t number) {
    char digits[21];
    return make_below(parent, decimal(number, digits));
}

int make_private_mount(int fd, const char *path) {
    struct mount_attributes attributes = {
        .set = ATTR_NOSUID | ATTR_NODEV | ATTR_NOEXEC, .propagation = PROPAGATION_PRIVATE};
    if (is_mount_root(fd) == 1) {
        return fd;
    }
    int tree = clone_tree(fd);
    if (tree < 0 || set_mount(tree, &attributes) < 0 || attach_tree(tree, fd, "") < 0) {
        fail("mount", path, NULL);
        close(fd);
        if (tree >= 0) {
            close(tree);
        }
        return -1;
    }
    /* The detached mount's root is now the mounted one: fd lies below it and would miss it. */
    close(fd);
    return tree;
}

/* Whether the directory holds nothing but itself and its parent. */
static int is_empty(const char *path) {
    char entries[2048];
    int fd = open_plain(AT_FDCWD, path, DIRECTORY);
    if (fd < 0) {
        return 0;
    }
    long count = syscall(SYS_getdents64, fd, entries, sizeof entries);
    close(fd);
    /* "." and ".." take 24 bytes each in the kernel's form. */
    return count >= 0 && count <= 48;
}

int remove_place(const char *path) {
    if (!is_empty(path)) {
        return 0;
    }
    if (umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW) < 0 && errno != EINVAL && errno != ENOENT) {
        return fail("umount2", path, NULL);
    }
    if (rmdir(path) < 0 && errno != ENOENT && errno != ENOTEMPTY) {
        return fail("rmdir", path, NULL);
    }
    return 0;
}
