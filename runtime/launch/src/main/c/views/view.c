#define _GNU_SOURCE
#include "view.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "kernel.h"
#include "place.h"
#include "say.h"

#define STACKED_MAX 64

static uint32_t last_disk(const struct id_line *line) { return line->disk + line->count - 1; }

static uint32_t last_shown(const struct id_line *line) { return line->shown + line->count - 1; }

static int marker_right(int view, const struct id_map *map) {
    struct stat status;
    return fstatat(view, MARKER, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           status.st_uid == last_shown(&map->uids[1]) && status.st_gid == last_shown(&map->gids[1]);
}

static int same_view(int source, int view, const struct id_map *map) {
    struct stat ours;
    struct stat theirs;
    struct statvfs flags;
    if (fstat(source, &ours) < 0 || fstat(view, &theirs) < 0 || fstatvfs(view, &flags) < 0) {
        return 0;
    }
    if (ours.st_dev != theirs.st_dev || ours.st_ino != theirs.st_ino) {
        return 0;
    }
    if (!(flags.f_flag & ST_NOSUID) || !(flags.f_flag & ST_NODEV)) {
        return 0;
    }
    if (theirs.st_uid != map->uids[0].shown || theirs.st_gid != map->gids[0].shown) {
        return 0;
    }
    return map->lines == 1 || marker_right(view, map);
}

enum view_state view_state(int source, int parent, const char *name, const struct id_map *map) {
    int view = open_plain(parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    if (view < 0) {
        return VIEW_MISSING;
    }
    enum view_state state = VIEW_MISSING;
    if (is_mount_root(view) == 1) {
        state = same_view(source, view, map) ? VIEW_RIGHT : VIEW_DIFFERENT;
    }
    close(view);
    return state;
}

static int mount_view(int source, int parent, const char *name, const struct id_map *map) {
    int userns = make_userns(map);
    if (userns < 0) {
        return -1;
    }
    struct mount_attributes attributes = {.set = ATTR_IDMAP | ATTR_NOSUID | ATTR_NODEV,
                                          .propagation = PROPAGATION_PRIVATE,
                                          .userns_fd = (uint64_t)userns};
    int result = -1;
    int tree = clone_tree(source);
    if (tree < 0) {
        fail("open_tree", name, NULL);
    } else if (set_mount(tree, &attributes) < 0) {
        fail("mount_setattr", name,
             errno == EINVAL ? "this file system cannot be mounted with other ids; see jsec doctor"
                             : NULL);
    } else if (attach_tree(tree, parent, name) < 0) {
        fail("move_mount", name, NULL);
    } else {
        result = 1;
    }
    if (tree >= 0) {
        close(tree);
    }
    close(userns);
    return result;
}

int view_make(int source, int parent, const char *name, const struct id_map *map) {
    enum view_state state = view_state(source, parent, name, map);
    if (state == VIEW_RIGHT) {
        return 0;
    }
    if (state == VIEW_DIFFERENT && view_remove(parent, name) < 0) {
        return -1;
    }
    int place = make_below(parent, name);
    if (place < 0) {
        return -1;
    }
    close(place);
    return mount_view(source, parent, name, map);
}

int view_remove(int parent, const char *name) {
    /* umount2(2) has no descriptor form: a relative path below the directory is the next best. */
    if (fchdir(parent) < 0) {
        return fail("fchdir", name, NULL);
    }
    for (int i = 0; i < STACKED_MAX; i++) {
        if (umount2(name, MNT_DETACH | UMOUNT_NOFOLLOW) == 0) {
            continue;
        }
        if (errno != EINVAL && errno != ENOENT) {
            return fail("umount2", name, NULL);
        }
        break;
    }
    if (unlinkat(parent, name, AT_REMOVEDIR) < 0 && errno != ENOENT) {
        return fail("rmdir", name, NULL);
    }
    return 0;
}

int marker_make(int store, const struct id_map *map) {
    struct stat status;
    uint32_t uid = last_disk(&map->uids[1]);
    uint32_t gid = last_disk(&map->gids[1]);
    if (fstatat(store, MARKER, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        if (S_ISREG(status.st_mode) && status.st_uid == uid && status.st_gid == gid) {
            return 0;
        }
        if (unlinkat(store, MARKER, 0) < 0) {
            return fail("unlink", MARKER, NULL);
        }
    }
    /* The store's owner could put anything there: only a file we made ourselves is chowned. */
    int fd = openat(store, MARKER, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, 0);
    if (fd < 0) {
        return fail("open", MARKER, NULL);
    }
    int result = fchown(fd, uid, gid) < 0 ? fail("fchown", MARKER, NULL) : 0;
    close(fd);
    return result;
}
