/* Id maps of a container's user namespace, written by root of the engine's. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>

#include "inner_launch.h"

#define MAP_BYTES_MAX 4096U

bool id_outside(const struct list *extents, uint32_t inside, uint32_t *outside) {
    struct cursor at = list_cursor(extents);
    for (uint32_t i = 0; i < extents->count; i++) {
        struct id_extent extent = list_extent(&at);
        if (inside >= extent.inside && inside - extent.inside < extent.count) {
            *outside = extent.outside + (inside - extent.inside);
            return true;
        }
    }
    return false;
}

static int write_map(pid_t pid, const char *file, const char *text, uint32_t length) {
    char path[64];
    uint32_t at = text_add_number(path, 0, sizeof path, (uint64_t)pid);
    (void)text_add(path, at, sizeof path, file);
    /* The engine's own procfs: the host's knows the child by another number. */
    int fd = sys_openat(inner.proc, path, O_WRONLY, 0);
    if (fd < 0) {
        return failed(fd, file);
    }
    ssize_t done = sys_write(fd, text, length);
    (void)sys_close(fd);
    return done < 0 ? failed(done, file) : 0;
}

static int write_extents(pid_t pid, const char *file, const struct list *extents) {
    char text[MAP_BYTES_MAX];
    uint32_t at = 0;
    struct cursor from = list_cursor(extents);
    for (uint32_t i = 0; i < extents->count; i++) {
        struct id_extent extent = list_extent(&from);
        at = text_add_number(text, at, sizeof text, extent.inside);
        at = text_add(text, at, sizeof text, " ");
        at = text_add_number(text, at, sizeof text, extent.outside);
        at = text_add(text, at, sizeof text, " ");
        at = text_add_number(text, at, sizeof text, extent.count);
        at = text_add(text, at, sizeof text, "\n");
    }
    return write_map(pid, file, text, at);
}

int maps_write(pid_t pid, const struct step_id_map *map) {
    int error = map->setgroups == 0 ? write_map(pid, "/setgroups", "deny", 4) : 0;
    error = error < 0 ? error : write_extents(pid, "/uid_map", &map->uids);
    return error < 0 ? error : write_extents(pid, "/gid_map", &map->gids);
}
