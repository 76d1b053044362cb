#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "kernel.h"
#include "place.h"
#include "say.h"
#include "verbs.h"

/*
 * Delegation of one control group, --dir, to the engine: the directory and the files by which
 * processes enter it become the engine's; its limits stay root's. In v2 a leaf "launch" takes
 * processes, since a group with controllers for its children may hold none.
 */

#define CGROUP2_MAGIC 0x63677270
#define LEAF "launch"

static const char *const entry_files[] = {"cgroup.procs", "tasks", "cgroup.threads",
                                          "cgroup.subtree_control"};
static const char *const controllers[] = {"cpu", "cpuset", "io", "memory", "pids"};

#define ENTRY_FILES (sizeof entry_files / sizeof entry_files[0])
#define CONTROLLERS (sizeof controllers / sizeof controllers[0])

static int write_file(int directory, const char *name, const char *text) {
    int fd = openat(directory, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    ssize_t count = write(fd, text, strlen(text));
    int number = errno;
    close(fd);
    errno = number;
    return count < 0 ? -1 : 0;
}

static ssize_t read_file(int directory, const char *name, char *text, size_t size) {
    int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    ssize_t count = read(fd, text, size - 1);
    close(fd);
    text[count < 0 ? 0 : count] = 0;
    return count;
}

static int own_group(int group, const char *path, const struct options *options) {
    if (fchown(group, options->uid, options->gid) < 0 || fchmod(group, 0755) < 0) {
        return fail("fchown", path, NULL);
    }
    for (unsigned i = 0; i < ENTRY_FILES; i++) {
        int changed = fchownat(group, entry_files[i], options->uid, options->gid,
                               AT_SYMLINK_NOFOLLOW);
        if (changed < 0 && errno != ENOENT) {
            return fail("fchown", entry_files[i], path);
        }
    }
    return 0;
}

/* A v1 cpuset without processors and memory nodes takes no process: the parent's are copied. */
static int copy_cpuset(int parent, int group, const char *name) {
    char theirs[4096];
    char ours[4096];
    if (read_file(group, name, ours, sizeof ours) < 0 || ours[0] > ' ') {
        return 0;
    }
    if (read_file(parent, name, theirs, sizeof theirs) < 0 || write_file(group, name, theirs) < 0) {
        return fail("write", name, NULL);
    }
    return 0;
}

static int make_v1(int parent, int group, const struct options *options) {
    if (copy_cpuset(parent, group, "cpuset.cpus") < 0 ||
        copy_cpuset(parent, group, "cpuset.mems") < 0) {
        return -1;
    }
    return own_group(group, options->dir, options);
}

/* Hands each controller the group has down to its children; one the kernel keeps is named. */
static void enable_controllers(int group) {
    char available[512];
    if (read_file(group, "cgroup.controllers", available, sizeof available) < 0) {
        return;
    }
    for (unsigned i = 0; i < CONTROLLERS; i++) {
        char word[16] = "+";
        const char *at = strstr(available, controllers[i]);
        size_t length = strlen(controllers[i]);
        while (at && ((at > available && at[-1] > ' ') || at[length] > ' ')) {
            at = strstr(at + 1, controllers[i]);
        }
        append(word, sizeof word, controllers[i]);
        if (at && write_file(group, "cgroup.subtree_control", word) < 0) {
            warn(controllers[i], "the kernel does not let this controller be handed down");
        }
    }
}

static int make_v2(int parent, int group, const struct options *options) {
    enable_controllers(parent);
    enable_controllers(group);
    int leaf = make_below(group, LEAF);
    if (leaf < 0 || own_group(leaf, LEAF, options) < 0) {
        return -1;
    }
    close(leaf);
    return own_group(group, options->dir, options);
}

static int open_parent(const char *path, const char **name) {
    char parent[4096];
    *name = strrchr(path, '/') + 1;
    size_t length = (size_t)(*name - path) - 1;
    memcpy(parent, path, length);
    parent[length] = 0;
    return open_directory(parent);
}

static int is_v2(int fd) {
    struct statfs status;
    return fstatfs(fd, &status) == 0 && status.f_type == CGROUP2_MAGIC;
}

int cgroup_make(const struct options *options) {
    const char *name;
    int parent = open_parent(options->dir, &name);
    int group = parent < 0 ? -1 : make_below(parent, name);
    if (group < 0) {
        return -1;
    }
    int v2 = is_v2(group);
    if ((v2 ? make_v2 : make_v1)(parent, group, options) < 0) {
        return -1;
    }
    tell(v2 ? "cgroup v2 delegated: " : "cgroup v1 delegated: ", -1, options->dir);
    return 0;
}

int cgroup_check(const struct options *options) {
    struct stat status;
    int group = open_owned(options->dir, options->uid);
    if (group < 0) {
        return -1;
    }
    if (fstatat(group, "cgroup.procs", &status, AT_SYMLINK_NOFOLLOW) < 0 ||
        status.st_uid != options->uid) {
        return refuse("cgroup", options->dir, "its cgroup.procs is not the engine's");
    }
    if (is_v2(group) && (fstatat(group, LEAF "/cgroup.procs", &status, 0) < 0 ||
                         status.st_uid != options->uid)) {
        return refuse("cgroup", options->dir, "its leaf is not the engine's");
    }
    return 0;
}
