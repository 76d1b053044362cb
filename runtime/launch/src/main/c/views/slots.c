#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel.h"
#include "place.h"
#include "say.h"
#include "verbs.h"
#include "view.h"

static struct id_map slot_map(const struct options *options, uint32_t slot) {
    uint32_t base = slot_base(options, slot);
    struct id_map map = {.lines = 2,
                         .uids = {{options->uid, base, 1}, {options->sub, base + 1, SLOT_IDS - 1}},
                         .gids = {{options->gid, base, 1}, {options->sub, base + 1, SLOT_IDS - 1}}};
    return map;
}

int slots_make(const struct options *options) {
    char digits[21];
    uint32_t made = 0;
    int store = open_owned(options->store, options->uid);
    int views = store < 0 ? -1 : make_directory(options->views, 0700, options->uid, options->gid);
    views = views < 0 ? -1 : make_private_mount(views, options->views);
    struct id_map first = slot_map(options, 0);
    if (views < 0 || marker_make(store, &first) < 0) {
        return -1;
    }
    for (uint32_t slot = 0; slot < options->slots; slot++) {
        struct id_map map = slot_map(options, slot);
        int result = view_make(store, views, decimal(slot, digits), &map);
        if (result < 0) {
            return -1;
        }
        made += (uint32_t)result;
    }
    tell("slot views made: ", made, "");
    tell("slot views kept: ", options->slots - made, "");
    return 0;
}

int slots_check(const struct options *options) {
    char digits[21];
    uint32_t wrong = 0;
    int store = open_owned(options->store, options->uid);
    int views = store < 0 ? -1 : open_owned(options->views, options->uid);
    if (views < 0) {
        return -1;
    }
    struct stat status;
    if (fstat(views, &status) < 0 || (status.st_mode & 07777) != 0700) {
        return refuse("views", options->views, "its mode is not 0700");
    }
    for (uint32_t slot = 0; slot < options->slots; slot++) {
        struct id_map map = slot_map(options, slot);
        wrong += view_state(store, views, decimal(slot, digits), &map) != VIEW_RIGHT;
    }
    tell("slot views missing or different: ", wrong, "");
    return wrong ? -1 : 0;
}

int remove_numbered(int views) {
    char digits[21];
    for (uint32_t slot = 0; slot < SLOTS_MAX; slot++) {
        struct stat status;
        if (fstatat(views, decimal(slot, digits), &status, AT_SYMLINK_NOFOLLOW) < 0) {
            continue;
        }
        if (view_remove(views, digits) < 0) {
            return -1;
        }
    }
    return 0;
}

int slots_undo(const struct options *options) {
    int views = open_plain(AT_FDCWD, options->views, O_RDONLY | O_DIRECTORY);
    if (views < 0) {
        tell("no views at ", -1, options->views);
        return 0;
    }
    if (remove_numbered(views) < 0) {
        return -1;
    }
    close(views);
    return remove_place(options->views);
}
