/* The container's root: overlay, pivot, read-only. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "abi.h"
#include "child.h"

#define OPTIONS_BYTES_MAX 4096U
#define DETACH 2

static uint32_t add_last(char *to, uint32_t length, const char *option, const struct text *path) {
    length = text_add(to, length, OPTIONS_BYTES_MAX, option);
    return text_add(to, length, OPTIONS_BYTES_MAX, strrchr(path->at, '/') + 1);
}

/* Every layer has a short name in the bare root, so that one page holds the longest list. */
static uint32_t add_layers(char *to, const struct step_overlay *step) {
    uint32_t length = text_add(to, 0, OPTIONS_BYTES_MAX, "lowerdir=");
    for (uint32_t i = 0; i < step->lowers.count; i++) {
        length = text_add(to, length, OPTIONS_BYTES_MAX, i == 0 ? "l" : ":l");
        length = text_add_number(to, length, OPTIONS_BYTES_MAX, i);
    }
    if (step->upper.length > 0) {
        length = add_last(to, length, ",upperdir=u/", &step->upper);
        length = add_last(to, length, ",workdir=u/", &step->work);
    } else if (step->lowers.count == 1) {
        /* Without an upper layer the kernel wants two: the empty one. */
        length = text_add(to, length, OPTIONS_BYTES_MAX, ":e");
    }
    return text_add(to, length, OPTIONS_BYTES_MAX, ",userxattr,index=off");
}

static int attach(int tree, const char *name) {
    int place = sys_openat(AT_FDCWD, name, O_PATH | O_DIRECTORY, 0);
    int error = place < 0 ? place : sys_move_mount(tree, place);
    if (place >= 0) {
        (void)sys_close(place);
    }
    return error < 0 ? failed(error, name) : 0;
}

/* The kernel wants an overlay's layers in the mount namespace of the one who mounts it. */
static int attach_layers(const struct launch *launch) {
    char name[16] = "l";
    for (uint32_t i = 0; i < launch->layer_count; i++) {
        (void)text_add_number(name, 1, sizeof name, i);
        int error = attach(launch->layers[i], name);
        if (error < 0) {
            return error;
        }
    }
    return launch->upper < 0 ? 0 : attach(launch->upper, "u");
}

int step_overlay(const struct step_overlay *step) {
    char options[OPTIONS_BYTES_MAX];
    (void)add_layers(options, step);
    int error = sys_chdir("/");
    error = error < 0 ? failed(error, "/") : attach_layers(child.launch);
    if (error < 0) {
        return error;
    }
    uint64_t flags = step->flags | (step->upper.length == 0 ? 1 : 0);
    error = sys_mount("overlay", "r", "overlay", flags, options);
    if (error < 0) {
        return failed(error, options);
    }
    child.root = sys_openat(AT_FDCWD, "r", O_PATH | O_DIRECTORY, 0);
    return child.root < 0 ? failed(child.root, "root of the container") : 0;
}

int step_read_only_root(void) {
    int error = sys_mount_setattr(child.root, 0, ATTR_RDONLY, 0);
    return error < 0 ? failed(error, "/") : 0;
}

int step_pivot_root(void) {
    int error = sys_fchdir(child.root);
    error = error < 0 ? error : sys_pivot_root(".", ".");
    /* The old root lies over the new one: what is detached here is all that was ever seen of the
     * host. */
    error = error < 0 ? error : sys_umount2(".", DETACH);
    error = error < 0 ? error : sys_chdir("/");
    return error < 0 ? failed(error, "/") : 0;
}
