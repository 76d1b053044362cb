#define _GNU_SOURCE
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "kernel.h"
#include "place.h"
#include "say.h"
#include "verbs.h"

/* struct linux_dirent64 of getdents64(2). */
struct kernel_entry {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
    char name[];
};

void list(struct listing *listing, int fd) {
    lseek(fd, 0, SEEK_SET);
    listing->fd = fd;
    listing->length = 0;
    listing->at = 0;
}

const char *next_name(struct listing *listing) {
    for (;;) {
        if (listing->at >= listing->length) {
            errno = 0;
            listing->at = 0;
            listing->length = syscall(SYS_getdents64, listing->fd, listing->entries,
                                      sizeof listing->entries);
            if (listing->length <= 0) {
                listing->length = 0;
                return NULL;
            }
        }
        struct kernel_entry *entry = (void *)(listing->entries + listing->at);
        listing->at += entry->length;
        if (strcmp(entry->name, ".") != 0 && strcmp(entry->name, "..") != 0) {
            return entry->name;
        }
    }
}

static int remove_entry(int directory, const char *name, unsigned depth, int rmdir_only);

static int remove_directory(int directory, const char *name, unsigned depth, int rmdir_only) {
    int fd = open_plain(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (fd < 0) {
        return fail("openat2", name, NULL);
    }
    if (is_mount_root(fd) == 1) {
        close(fd);
        return refuse("remove", name, "something is mounted there");
    }
    int result = remove_below(fd, depth + 1, rmdir_only);
    close(fd);
    if (result == 0 && unlinkat(directory, name, AT_REMOVEDIR) < 0 && errno != ENOENT) {
        return fail("rmdir", name, errno == EBUSY ? "it is in use" : NULL);
    }
    return result;
}

static int remove_entry(int directory, const char *name, unsigned depth, int rmdir_only) {
    struct stat status;
    if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) < 0) {
        return errno == ENOENT ? 0 : fail("stat", name, NULL);
    }
    if (S_ISDIR(status.st_mode)) {
        return remove_directory(directory, name, depth, rmdir_only);
    }
    if (!rmdir_only && unlinkat(directory, name, 0) < 0 && errno != ENOENT) {
        return fail("unlink", name, NULL);
    }
    return 0;
}

int remove_below(int directory, unsigned depth, int rmdir_only) {
    struct listing entries;
    const char *name;
    if (depth > DEPTH_MAX) {
        return refuse("remove", "tree", "it is deeper than 300 directories");
    }
    list(&entries, directory);
    while ((name = next_name(&entries))) {
        if (remove_entry(directory, name, depth, rmdir_only) < 0) {
            return -1;
        }
    }
    return errno ? fail("getdents64", "tree", NULL) : 0;
}

static int remove_path(const char *path, int rmdir_only) {
    char parent_path[4096];
    const char *name = strrchr(path, '/') + 1;
    size_t length = (size_t)(name - path) - 1;
    memcpy(parent_path, path, length);
    parent_path[length] = 0;
    if (!*name || length == 0) {
        return refuse("remove", path, "a directory of the root is never removed");
    }
    int parent = open_directory(parent_path);
    if (parent < 0) {
        return -1;
    }
    int result = remove_entry(parent, name, 0, rmdir_only);
    close(parent);
    return result;
}

int tree_remove(const struct options *options) { return remove_path(options->dir, 0); }

int cgroup_undo(const struct options *options) { return remove_path(options->dir, 1); }
