/* rm -rf with a fixed number of descriptors: a directory that lies too deep is moved to the top and
 * taken up again. Files a container left may have any owner of its map, any mode and any depth. */
#define _GNU_SOURCE
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "fail.h"

#define DEPTH_MAX 24
#define TYPE_DIRECTORY 4
#define ROUNDS_MAX 1000000U

struct entry {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
    char name[];
};

struct removal {
    int top;
    uint32_t moved;  /* names given at the top so far */
    uint32_t rounds; /* bounds the work against a file system that lies */
    int error;
    char bytes[DEPTH_MAX + 1][2048] __attribute__((aligned(8)));
};

static struct removal removal;

static int open_below(int parent, const char *name) {
    return sys_openat2(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0,
                       RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV);
}

/* Deeper than we hold descriptors for: to the top under a name of ours. */
static int move_up(int parent, const char *name) {
    char fresh[32];
    int error = -EEXIST;
    for (int tries = 0; error == -EEXIST && tries < 1000; tries++) {
        uint32_t at = text_add(fresh, 0, sizeof fresh, ".jsec-moved-");
        (void)text_add_number(fresh, at, sizeof fresh, removal.moved++);
        error = sys_renameat(parent, name, removal.top, fresh);
        error = error == -ENOTEMPTY ? -EEXIST : error;
    }
    return error;
}

static int empty(int dir, int depth);

static int remove_directory(int parent, const char *name, int depth) {
    int error = sys_unlinkat(parent, name, AT_REMOVEDIR);
    if (error != -ENOTEMPTY && error != -EEXIST) {
        return error;
    }
    if (depth >= DEPTH_MAX) {
        return move_up(parent, name);
    }
    int dir = open_below(parent, name);
    if (dir < 0) {
        return dir;
    }
    error = empty(dir, depth + 1);
    (void)sys_close(dir);
    return error < 0 ? error : sys_unlinkat(parent, name, AT_REMOVEDIR);
}

static int remove_entry(int dir, const struct entry *entry, int depth) {
    int error = -EISDIR;
    if (entry->type != TYPE_DIRECTORY) {
        error = sys_unlinkat(dir, entry->name, 0);
    }
    if (error == -EISDIR || error == -EPERM) {
        error = remove_directory(dir, entry->name, depth);
    }
    return error == -ENOENT ? 0 : error;
}

static bool is_dots(const char *name) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Removes all entries of dir; reads from its start again until a pass finds none. */
static int empty(int dir, int depth) {
    char *bytes = removal.bytes[depth];
    for (;;) {
        uint32_t found = 0;
        long length = sys_getdents(dir, bytes, sizeof removal.bytes[0]);
        for (long at = 0; at < length;) {
            const struct entry *entry = (const struct entry *)(const void *)(bytes + at);
            at += entry->length;
            if (is_dots(entry->name)) {
                continue;
            }
            found++;
            int error = remove_entry(dir, entry, depth);
            if (error < 0) {
                return error;
            }
        }
        if (length < 0) {
            return (int)length;
        }
        if (length == 0) {
            return 0;
        }
        if (found > 0 && (++removal.rounds > ROUNDS_MAX || lseek(dir, 0, SEEK_SET) < 0)) {
            return -ELOOP;
        }
    }
}

static int remove_once(const char *path) {
    removal.top = sys_openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
    if (removal.top < 0) {
        return removal.top;
    }
    removal.rounds = 0;
    int error = empty(removal.top, 0);
    (void)sys_close(removal.top);
    return error < 0 ? error : sys_unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int tree_remove(const char *path) {
    int error = -EBUSY;
    for (int tries = 0; tries < 3 && error < 0 && error != -ENOENT; tries++) {
        error = remove_once(path);
    }
    return error == -ENOENT ? 0 : error;
}
