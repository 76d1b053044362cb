#define _GNU_SOURCE
#include "import.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kernel.h"
#include "place.h"
#include "say.h"
#include "tree.h"
#include "verbs.h"

/*
 * Copies --source to --dir/--name, from image ids into owner form. Until the last step the copy is
 * ".import-NAME", a directory of root's nobody else enters, so that the engine's user, who owns
 * the place, can neither see nor redirect what root writes.
 */

#define RENAME_NEVER_REPLACE 1u
#define LINKS ".links"

struct import {
    const struct options *options;
    int links;
    uint32_t files;
    uint32_t left_out;
    /* Where the walk is, for messages. */
    char path[4096];
};

static int copy_directory(struct import *import, int from, int to, unsigned depth);

static void link_name(const struct stat *status, char *name, unsigned size) {
    char digits[21];
    name[0] = 0;
    append(name, size, decimal(status->st_dev, digits));
    append(name, size, "-");
    append(name, size, decimal(status->st_ino, digits));
}

/* A further name of a file already copied is linked; 1 linked, 0 first seen. */
static int copy_link(struct import *import, int to, const char *name, const struct stat *status) {
    char key[48];
    if (status->st_nlink < 2) {
        return 0;
    }
    link_name(status, key, sizeof key);
    if (linkat(import->links, key, to, name, 0) == 0) {
        return 1;
    }
    return errno == ENOENT ? 0 : fail("link", import->path, NULL);
}

static int copy_file(struct import *import, int from, int to, const char *name) {
    struct stat status;
    char key[48];
    int source = openat(from, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (source < 0 || fstat(source, &status) < 0) {
        return fail("open", import->path, NULL);
    }
    int linked = copy_link(import, to, name, &status);
    if (linked != 0) {
        close(source);
        return linked < 0 ? -1 : 0;
    }
    int target = openat(to, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    int result = target < 0 ? fail("create", import->path, NULL) : 0;
    if (result == 0 && (copy_bytes(source, target, import->path) < 0 ||
                        copy_metadata(source, target, &status, import->path,
                                      import->options) < 0)) {
        result = -1;
    }
    link_name(&status, key, sizeof key);
    if (result == 0 && status.st_nlink > 1 && linkat(to, name, import->links, key, 0) < 0) {
        result = fail("link", import->path, NULL);
    }
    close(source);
    if (target >= 0) {
        close(target);
    }
    return result;
}

static int copy_symlink(struct import *import, int from, int to, const char *name,
                        const struct stat *status) {
    char text[4096];
    ssize_t length = readlinkat(from, name, text, sizeof text - 1);
    if (length < 0) {
        return fail("readlink", import->path, NULL);
    }
    text[length] = 0;
    if (symlinkat(text, to, name) < 0) {
        return fail("symlink", import->path, NULL);
    }
    return copy_owner_and_times(to, name, status, import->options);
}

static int copy_fifo(struct import *import, int to, const char *name, const struct stat *status) {
    if (mkfifoat(to, name, status->st_mode & 0777) < 0) {
        return fail("mkfifo", import->path, NULL);
    }
    return copy_owner_and_times(to, name, status, import->options);
}

static int copy_subdirectory(struct import *import, int from, int to, const char *name,
                             unsigned depth) {
    struct stat status;
    int source = open_plain(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (source < 0 || fstat(source, &status) < 0) {
        return fail("open", import->path, NULL);
    }
    int target = make_below(to, name);
    int result = target;
    if (target >= 0 && is_mount_root(source) == 1) {
        warn(import->path, "something is mounted there: the directory stays empty");
    } else if (target >= 0) {
        result = copy_directory(import, source, target, depth + 1);
    }
    if (result >= 0) {
        result = copy_metadata(source, target, &status, import->path, import->options);
    }
    close(source);
    if (target >= 0) {
        close(target);
    }
    return result < 0 ? -1 : 0;
}

static int copy_entry(struct import *import, int from, int to, const char *name, unsigned depth) {
    struct stat status;
    if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) < 0) {
        return fail("stat", import->path, NULL);
    }
    import->files++;
    switch (status.st_mode & S_IFMT) {
        case S_IFDIR:
            return copy_subdirectory(import, from, to, name, depth);
        case S_IFREG:
            return copy_file(import, from, to, name);
        case S_IFLNK:
            return copy_symlink(import, from, to, name, &status);
        case S_IFIFO:
            return copy_fifo(import, to, name, &status);
        default:
            import->files--;
            import->left_out++;
            warn(import->path, "a device or socket, left out");
            return 0;
    }
}

static int copy_directory(struct import *import, int from, int to, unsigned depth) {
    struct listing entries;
    const char *name;
    if (depth > DEPTH_MAX) {
        return refuse("import of", "tree", "it is deeper than 300 directories");
    }
    list(&entries, from);
    while ((name = next_name(&entries))) {
        size_t length = strlen(import->path);
        append(import->path, sizeof import->path, "/");
        append(import->path, sizeof import->path, name);
        if (copy_entry(import, from, to, name, depth) < 0) {
            return -1;
        }
        import->path[length] = 0;
    }
    return errno ? fail("getdents64", import->path, NULL) : 0;
}

/* Copies into the staging directory, whose own owner stays root's until all is there. */
static int fill(struct import *import, int place, const char *staging, int source) {
    struct stat status;
    int links = -1;
    int rootfs = -1;
    int result = -1;
    int stage = make_below(place, staging);
    if (stage >= 0 && fstat(source, &status) == 0) {
        links = make_below(stage, LINKS);
        rootfs = make_below(stage, "rootfs");
    }
    if (links >= 0 && rootfs >= 0) {
        import->links = links;
        result = copy_directory(import, source, rootfs, 0);
    }
    if (result == 0) {
        result = copy_metadata(source, rootfs, &status, import->options->source, import->options);
    }
    if (result == 0 && syscall(SYS_renameat2, stage, "rootfs", place, import->options->name,
                               RENAME_NEVER_REPLACE) < 0) {
        result = fail("rename", import->options->name, NULL);
    }
    for (int i = 0; i < 3; i++) {
        int fd = (int[]){links, rootfs, stage}[i];
        if (fd >= 0) {
            close(fd);
        }
    }
    return result;
}

static int remove_staging(int place, const char *staging) {
    int fd = open_plain(place, staging, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (fd < 0) {
        return errno == ENOENT ? 0 : fail("openat2", staging, NULL);
    }
    int result = remove_below(fd, 0, 0);
    close(fd);
    if (result == 0 && unlinkat(place, staging, AT_REMOVEDIR) < 0) {
        return fail("rmdir", staging, NULL);
    }
    return result;
}

int import_tree(const struct options *options) {
    static struct import import;
    import.options = options;
    struct stat status;
    char staging[160] = ".import-";
    append(staging, sizeof staging, options->name);
    int source = open_directory(options->source);
    int place = source < 0 ? -1 : make_directory(options->dir, 0700, options->uid, options->gid);
    if (place < 0) {
        return -1;
    }
    if (fstatat(place, options->name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        return refuse("import as", options->name, "there is one of that name already");
    }
    if (remove_staging(place, staging) < 0) {
        return -1;
    }
    int result = fill(&import, place, staging, source);
    if (remove_staging(place, staging) < 0 || result < 0) {
        return -1;
    }
    tell("files imported: ", import.files, "");
    tell("devices and sockets left out: ", import.left_out, "");
    return 0;
}
