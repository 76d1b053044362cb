/* Who the container's process is. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/prctl.h>

#include "abi.h"
#include "child.h"

#define GROUPS_MAX 1024U

static int set_groups(const struct step_user *step, const struct step_id_map *map) {
    gid_t groups[GROUPS_MAX];
    struct cursor at = list_cursor(&step->groups);
    if (map->setgroups == 0) {
        return 0; /* the kernel refuses even the empty list: no group of the caller is mapped either
                   */
    }
    for (uint32_t i = 0; i < step->groups.count && i < GROUPS_MAX; i++) {
        groups[i] = list_u32(&at);
    }
    return sys_setgroups(step->groups.count, groups);
}

int step_user(const struct step_user *step, const struct step_id_map *map) {
    int error = sys_prctl(PR_SET_KEEPCAPS, 1, 0);
    error = error < 0 ? error : set_groups(step, map);
    error = error < 0 ? error : sys_setresgid(step->gid);
    error = error < 0 ? error : sys_setresuid(step->uid);
    /* Changing ids empties the effective set: the walls that follow need it once more. */
    error = error < 0 ? error : sys_capset(CAP_ALL, CAP_ALL, 0);
    error = error < 0 ? error : sys_prctl(PR_SET_KEEPCAPS, 0, 0);
    error = error < 0 ? error : sys_prctl(PR_SET_DUMPABLE, 0, 0);
    return error < 0 ? failed(error, "user of the container") : 0;
}

static int drop_bounding(uint64_t keep) {
    for (unsigned long capability = 0; capability < 64; capability++) {
        if (capability < CAP_COUNT && (keep >> capability & 1) != 0) {
            continue;
        }
        int error = sys_prctl(PR_CAPBSET_DROP, capability, 0);
        if (error == -EINVAL) {
            return 0; /* beyond the kernel's last capability */
        }
        if (error < 0) {
            return error;
        }
    }
    return 0;
}

static int raise_ambient(uint64_t ambient) {
    int error = sys_prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0);
    for (unsigned long capability = 0; error == 0 && capability < CAP_COUNT; capability++) {
        if ((ambient >> capability & 1) != 0) {
            error = sys_prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability);
        }
    }
    return error;
}

int step_capabilities(const struct step_capabilities *step) {
    int error = drop_bounding(step->bounding);
    if (error < 0) {
        return failed(error, "bounding set");
    }
    error = sys_capset(step->permitted, step->effective, step->inheritable);
    if (error < 0) {
        return failed(error, "capability sets");
    }
    error = raise_ambient(step->ambient);
    return error < 0 ? failed(error, "ambient set") : 0;
}
