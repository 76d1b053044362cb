/* What each step that makes the container's file tree may ask for. */
#include "abi.h"
#include "plan.h"

#include <string.h>

#define LOWERS_MAX 128U

static const char *check_names(const struct list *names) {
    struct cursor at = list_cursor(names);
    for (uint32_t i = 0; i < names->count; i++) {
        struct text name = list_text(&at);
        if (name.length == 0 || name.at[0] == '/' || strpbrk(name.at, ":,\\\n") != NULL ||
            strstr(name.at, "..") != NULL) {
            return "a lower layer is not a plain relative path";
        }
    }
    return NULL;
}

static bool is_plain_relative(const struct text *name) {
    return name->at[0] != '/' && strpbrk(name->at, ":,\\\n") == NULL &&
           strstr(name->at, "..") == NULL;
}

/* They are mounted through their common parent. */
static bool have_one_parent(const struct text *upper, const struct text *work) {
    const char *last = strrchr(upper->at, '/');
    const char *other = strrchr(work->at, '/');
    if (upper->length == 0 && work->length == 0) {
        return true;
    }
    return last != NULL && other != NULL && last - upper->at == other - work->at && last[1] != 0 &&
           other[1] != 0 && strncmp(upper->at, work->at, (size_t)(last - upper->at)) == 0;
}

static const char *check_overlay(const struct step_overlay *step) {
    if (!path_is_plain(&step->base)) {
        return "the base is not a plain absolute path";
    }
    if (step->lowers.count == 0 || step->lowers.count > LOWERS_MAX) {
        return "the number of lower layers is outside 1 to 128";
    }
    if ((step->upper.length == 0) != (step->work.length == 0)) {
        return "upper and work come together or not at all";
    }
    if (!is_plain_relative(&step->upper) || !is_plain_relative(&step->work)) {
        return "upper or work is not a plain relative path";
    }
    if (!have_one_parent(&step->upper, &step->work)) {
        return "upper and work do not lie in the same directory";
    }
    if ((step->flags & ~OVERLAY_FLAGS_ALL) != 0) {
        return "unknown mount flags";
    }
    return check_names(&step->lowers);
}

static const char *check_options(const struct list *options) {
    struct cursor at = list_cursor(options);
    for (uint32_t i = 0; i < options->count; i++) {
        struct pair option = list_pair(&at);
        if (option.key.length == 0 || option.key.length > 255 || option.value.length > 255 ||
            text_is(&option.key, "source")) {
            return "an option of the mount is not one";
        }
    }
    return NULL;
}

static const char *check_mount(const struct step_mount *step) {
    static const char *const TYPES[] = {"proc", "tmpfs", "devpts", "mqueue", "cgroup2", "cgroup"};
    bool known = false;
    for (size_t i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++) {
        known = known || text_is(&step->type, TYPES[i]);
    }
    if (!known) {
        return "a file system type that no container mounts";
    }
    if (!path_is_plain(&step->target) || step->target.length == 1) {
        return "the target is not a plain absolute path below /";
    }
    if (text_is(&step->type, "proc") != text_is(&step->target, "/proc")) {
        return "proc belongs on /proc and nothing else does";
    }
    if (!text_is(&step->type, "proc") && path_is_below(&step->target, "/proc")) {
        return "nothing may be mounted below /proc";
    }
    uint64_t needed = text_is(&step->type, "devpts") ? ATTR_NOSUID : ATTR_NOSUID | ATTR_NODEV;
    if ((step->flags & ~ATTR_ALL) != 0 || (step->flags & needed) != needed) {
        return "the mount's attributes are unknown or lack nosuid or nodev";
    }
    if ((step->how & ~15U) != 0 || step->options.count > 64 || step->source.length > 255) {
        return "unknown bits, or a source or options that are too long";
    }
    return check_options(&step->options);
}

static const char *check_bind(const struct step_bind *step) {
    if (step->source.at[0] != '/') {
        return "the source is not an absolute path";
    }
    if (!path_is_plain(&step->target) || step->target.length == 1) {
        return "the target is not a plain absolute path below /";
    }
    if (path_is_below(&step->target, "/proc")) {
        return "nothing may be mounted on /proc or below it";
    }
    if (text_is(&step->target, "/dev") || text_is(&step->target, "/sys")) {
        return "/dev and /sys are always our own";
    }
    if ((step->attributes & ~(ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV | ATTR_NOEXEC)) != 0 ||
        (step->attributes & ATTR_NOSUID) == 0) {
        return "the bind's attributes are unknown or lack nosuid";
    }
    return (step->how & ~31U) != 0 ? "unknown bits" : NULL;
}

/* Device nodes and links are only made in a file system this plan mounted empty: never in the
 * image's own /dev. */
static bool is_in_own_tmpfs(const struct plan *plan, const struct step *step,
                            const struct text *path) {
    bool inside = false;
    for (uint32_t i = 0; i < step->index; i++) {
        const struct step *other = &plan->steps[i];
        if (other->code == STEP_MOUNT) {
            const struct step_mount *mount = &other->fields.mount;
            if (path_is_below(path, mount->target.at) && path->length > mount->target.length) {
                inside = text_is(&mount->type, "tmpfs");
            }
        } else if (other->code == STEP_BIND) {
            inside = inside && !path_is_below(path, other->fields.bind.target.at);
        }
    }
    return inside;
}

static const char *check_device(const struct plan *plan, const struct step *step) {
    const struct step_device *device = &step->fields.device;
    if (device->name.length == 0 || device->name.length > 64 || device->name.at[0] == '/' ||
        strstr(device->name.at, "..") != NULL) {
        return "the device's name is not one below /dev";
    }
    if (!path_is_plain(&device->target) || !is_in_own_tmpfs(plan, step, &device->target)) {
        return "the device is not in a tmpfs of this plan";
    }
    return NULL;
}

static const char *check_symlink(const struct plan *plan, const struct step *step) {
    const struct step_symlink *link = &step->fields.symlink;
    if (!path_is_plain(&link->link) || !is_in_own_tmpfs(plan, step, &link->link)) {
        return "the link is not in a tmpfs of this plan";
    }
    return NULL;
}

static const char *check_directory(const struct plan *plan, const struct step_directory *step) {
    const struct step *map = plan_find(plan, STEP_ID_MAP);
    if (!path_is_plain(&step->path) || path_is_below(&step->path, "/proc")) {
        return "the directory is not a plain absolute path outside /proc";
    }
    if ((step->mode & ~01777U) != 0) {
        return "the mode has bits beyond 1777";
    }
    if (map == NULL || !extent_holds(&map->fields.id_map.uids, step->uid) ||
        !extent_holds(&map->fields.id_map.gids, step->gid)) {
        return "the owner is not mapped in the container";
    }
    return NULL;
}

const char *plan_check_mounts(const struct plan *plan, const struct step *step) {
    switch (step->code) {
    case STEP_OVERLAY:
        return check_overlay(&step->fields.overlay);
    case STEP_MOUNT:
        return check_mount(&step->fields.mount);
    case STEP_BIND:
        return check_bind(&step->fields.bind);
    case STEP_DEVICE:
        return check_device(plan, step);
    case STEP_SYMLINK:
        return check_symlink(plan, step);
    case STEP_DIRECTORY:
        return check_directory(plan, &step->fields.directory);
    case STEP_MASK:
        return path_is_plain(&step->fields.mask.path) ? NULL : "not a plain absolute path";
    case STEP_READ_ONLY:
        return path_is_plain(&step->fields.read_only.path) ? NULL : "not a plain absolute path";
    default:
        return NULL;
    }
}
