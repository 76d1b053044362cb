/* A user namespace that exists only to carry an id map for mount_setattr(2). */
#ifndef JSEC_VIEWS_IDMAP_H
#define JSEC_VIEWS_IDMAP_H

#include <stdint.h>

/* One line: count ids from disk on are seen as ids from shown on. */
struct id_line {
    uint32_t disk;
    uint32_t shown;
    uint32_t count;
};

#define ID_LINES_MAX 2

struct id_map {
    struct id_line uids[ID_LINES_MAX];
    struct id_line gids[ID_LINES_MAX];
    unsigned lines;
};

/* A new user namespace with that map (the caller closes it), or -1 after a message. */
int make_userns(const struct id_map *map);

#endif
