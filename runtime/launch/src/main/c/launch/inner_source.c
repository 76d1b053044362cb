/* Opening, in the engine's full mount namespace, what the container may see of the host: layers,
 * binds, devices. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "abi.h"
#include "inner_launch.h"

#define RECURSIVE 0x8000U

/* A copy of one directory. Where something is mounted below it that may not be uncovered (EINVAL),
 * with all of it. */
static int open_layer(int base, const char *name) {
    int tree = sys_open_tree(base, name, 0);
    if (tree == -EINVAL) {
        tree = sys_open_tree(base, name, RECURSIVE);
    }
    return tree < 0 ? failed(tree, name) : tree;
}

static int open_upper(int base, const struct step_overlay *step) {
    char parent[PATH_BYTES_MAX + 1];
    if (step->upper.length == 0) {
        return -1;
    }
    size_t length = (size_t)(strrchr(step->upper.at, '/') - step->upper.at);
    if (length >= sizeof parent) {
        return failed_at("open_tree", ENAMETOOLONG, step->upper.at);
    }
    memcpy(parent, step->upper.at, length);
    parent[length] = 0;
    return open_layer(base, parent);
}

static int open_layers(struct launch *launch, const struct step_overlay *step) {
    struct cursor at = list_cursor(&step->lowers);
    int base = sys_openat(AT_FDCWD, step->base.at, O_PATH | O_DIRECTORY, 0);
    if (base < 0) {
        return failed(base, step->base.at);
    }
    int error = bare_make_places(step->lowers.count);
    for (uint32_t i = 0; error == 0 && i < step->lowers.count; i++) {
        int tree = open_layer(base, list_text(&at).at);
        if (tree < 0) {
            error = tree;
        } else {
            launch->layers[launch->layer_count++] = tree;
        }
    }
    if (error == 0 && step->upper.length > 0) {
        launch->upper = open_upper(base, step);
        error = launch->upper < 0 ? launch->upper : 0;
    }
    (void)sys_close(base);
    return error;
}

static int open_bind(const struct step_bind *step) {
    unsigned recursive = (step->how & BIND_RECURSIVE) != 0 ? RECURSIVE : 0;
    int tree = sys_open_tree(AT_FDCWD, step->source.at, recursive);
    if (tree == -ENOENT && (step->how & BIND_OPTIONAL) != 0) {
        return -1;
    }
    if (tree < 0) {
        return failed(tree, step->source.at);
    }
    int error = sys_mount_setattr(tree, recursive, step->attributes, 0);
    if (error < 0) {
        (void)sys_close(tree);
        return failed(error, step->source.at);
    }
    return tree;
}

/* The child checks that it is the device the plan names. */
static int open_device(const struct step_device *step) {
    char path[96];
    uint32_t at = text_add(path, 0, sizeof path, "/dev/");
    (void)text_add(path, at, sizeof path, step->name.at);
    int tree = sys_open_tree(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
    if (tree < 0) {
        return failed(tree, path);
    }
    int error = sys_mount_setattr(tree, 0, ATTR_NOSUID | ATTR_NOEXEC, 0);
    if (error < 0) {
        (void)sys_close(tree);
        return failed(error, path);
    }
    return tree;
}

int sources_open(struct launch *launch) {
    for (uint32_t i = 0; i < launch->plan->count; i++) {
        const struct step *step = &launch->plan->steps[i];
        int fd = -1;
        fail_at(step->index, step->code);
        switch (step->code) {
        case STEP_OVERLAY:
            fd = open_layers(launch, &step->fields.overlay);
            if (fd < 0) {
                return fd;
            }
            continue;
        case STEP_BIND:
            fd = open_bind(&step->fields.bind);
            break;
        case STEP_DEVICE:
            fd = open_device(&step->fields.device);
            break;
        default:
            continue;
        }
        if (fd >= HIGH_FD) {
            (void)sys_close(fd);
            return failed_at("open_tree", EMFILE, "more binds than descriptors");
        }
        if (fd < -1) {
            return fd;
        }
        launch->source[i] = (int16_t)fd;
    }
    return 0;
}

void sources_close(struct launch *launch) {
    for (uint32_t i = 0; i < launch->plan->count; i++) {
        if (launch->source[i] >= 0) {
            (void)sys_close(launch->source[i]);
            launch->source[i] = -1;
        }
    }
    for (; launch->layer_count > 0; launch->layer_count--) {
        (void)sys_close(launch->layers[launch->layer_count - 1]);
    }
    if (launch->upper >= 0) {
        (void)sys_close(launch->upper);
        launch->upper = -1;
    }
}
