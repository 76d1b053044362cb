/* What each step that makes the container's process may ask for. */
#include "abi.h"
#include "plan.h"

#include <string.h>

#define EXTENTS_MAX 340U
#define GROUPS_MAX 1024U
#define HOSTNAME_BYTES_MAX 64U

static uint64_t namespaces_of(const struct plan *plan) {
    const struct step *step = plan_find(plan, STEP_NAMESPACES);
    return step == NULL ? 0 : step->fields.namespaces.flags;
}

static const char *check_cgroup(const struct step_cgroup *step) {
    struct cursor at = list_cursor(&step->files);
    if (!path_is_plain(&step->path) || step->path.length == 1) {
        return "not a plain absolute path";
    }
    if ((step->flags & ~(CGROUP_OWN | CGROUP_V2)) != 0) {
        return "unknown bits";
    }
    for (uint32_t i = 0; i < step->files.count; i++) {
        struct pair file = list_pair(&at);
        if (file.key.length == 0 || file.key.length > 255 || file.key.at[0] == '.' ||
            strchr(file.key.at, '/') != NULL || file.value.length > 4096) {
            return "a file's name or value is not one of a cgroup";
        }
    }
    return NULL;
}

static const char *check_extents(const struct list *extents) {
    struct cursor at = list_cursor(extents);
    if (extents->count == 0 || extents->count > EXTENTS_MAX) {
        return "the number of extents is outside 1 to 340";
    }
    for (uint32_t i = 0; i < extents->count; i++) {
        struct id_extent extent = list_extent(&at);
        if (extent.count == 0 || extent.count > ID_MAX ||
            extent.inside > ID_MAX - extent.count + 1 ||
            extent.outside > ID_MAX - extent.count + 1) {
            return "an extent is empty or leaves the range 0 to 2147483647";
        }
    }
    return NULL;
}

static const char *check_id_map(const struct step_id_map *step) {
    const char *why = check_extents(&step->uids);
    if (why == NULL) {
        why = check_extents(&step->gids);
    }
    if (why == NULL && step->setgroups > 1) {
        why = "setgroups is neither 0 nor 1";
    }
    if (why == NULL && (!extent_holds(&step->uids, 0) || !extent_holds(&step->gids, 0))) {
        why = "the container's root has no place in the map";
    }
    return why;
}

static const char *check_user(const struct plan *plan, const struct step_user *step) {
    const struct step *map = plan_find(plan, STEP_ID_MAP);
    struct cursor at = list_cursor(&step->groups);
    if (map == NULL || !extent_holds(&map->fields.id_map.uids, step->uid) ||
        !extent_holds(&map->fields.id_map.gids, step->gid)) {
        return "the user or group is not mapped in the container";
    }
    if (step->groups.count > GROUPS_MAX) {
        return "more than 1,024 groups";
    }
    if (step->groups.count > 0 && map->fields.id_map.setgroups == 0) {
        return "groups where the map denies setgroups";
    }
    for (uint32_t i = 0; i < step->groups.count; i++) {
        if (!extent_holds(&map->fields.id_map.gids, list_u32(&at))) {
            return "a group is not mapped in the container";
        }
    }
    return NULL;
}

static const char *check_capabilities(const struct step_capabilities *step) {
    uint64_t all =
        step->bounding | step->permitted | step->effective | step->inheritable | step->ambient;
    if ((all & ~CAP_ALL) != 0) {
        return "an unknown capability";
    }
    /* Without no_new_privs the filter needs SYS_ADMIN until exec; the bounding set ends it there.
     */
    if ((step->permitted & ~(step->bounding | CAP_BIT_SYS_ADMIN)) != 0) {
        return "a permitted capability is outside the bounding set";
    }
    if ((step->effective & ~step->permitted) != 0 || (step->inheritable & ~step->bounding) != 0) {
        return "an effective or inheritable capability is not permitted";
    }
    if ((step->ambient & ~(step->permitted & step->inheritable)) != 0) {
        return "an ambient capability is not permitted and inheritable";
    }
    return NULL;
}

static const char *check_sysctl(const struct plan *plan, const struct step_sysctl *step) {
    uint64_t namespaces = namespaces_of(plan);
    const char *name = step->name.at;
    if (strstr(name, "..") != NULL || strstr(name, "//") != NULL || step->name.length > 255 ||
        step->value.length > 4096 || (step->how & ~SYSCTL_OPTIONAL) != 0) {
        return "the name or value is not one";
    }
    if (strncmp(name, "user/max_", 9) == 0) {
        return NULL;
    }
    if (strncmp(name, "net/", 4) == 0) {
        return (namespaces & NS_NEWNET) != 0 ? NULL : "its network namespace is not private";
    }
    if (strncmp(name, "fs/mqueue/", 10) == 0 || strncmp(name, "kernel/msg", 10) == 0 ||
        strncmp(name, "kernel/shm", 10) == 0 || strcmp(name, "kernel/sem") == 0) {
        return (namespaces & NS_NEWIPC) != 0 ? NULL : "its ipc namespace is not private";
    }
    return "not a sysctl of a namespace";
}

static const char *check_hostname(const struct plan *plan, const struct step_hostname *step) {
    if (step->name.length == 0 || step->name.length > HOSTNAME_BYTES_MAX ||
        step->domain.length > HOSTNAME_BYTES_MAX) {
        return "the name is empty or longer than 64 bytes";
    }
    return (namespaces_of(plan) & NS_NEWUTS) != 0 ? NULL : "its uts namespace is not private";
}

static const char *check_landlock(const struct step_landlock *step) {
    struct cursor at = list_cursor(&step->rules);
    if (step->handled == 0 || (step->handled & ~LANDLOCK_FS_ALL) != 0) {
        return "unknown rights";
    }
    for (uint32_t i = 0; i < step->rules.count; i++) {
        struct rule rule = list_rule(&at);
        if (!path_is_plain(&rule.path) || rule.access == 0 || (rule.access & ~step->handled) != 0) {
            return "a rule's path is not plain, or its rights are not handled";
        }
    }
    return NULL;
}

static const char *check_exec(const struct step_exec *step) {
    struct cursor at = list_cursor(&step->argv);
    if (step->argv.count == 0 || list_text(&at).length == 0) {
        return "no command";
    }
    if (!path_is_plain(&step->cwd)) {
        return "the working directory is not a plain absolute path";
    }
    at = list_cursor(&step->env);
    for (uint32_t i = 0; i < step->env.count; i++) {
        struct text entry = list_text(&at);
        if (entry.at[0] == '=' || strchr(entry.at, '=') == NULL) {
            return "an environment entry is not NAME=value";
        }
    }
    return (step->how & ~EXEC_INIT) != 0 ? "unknown bits" : NULL;
}

static const char *check_profile(const struct text *name) {
    bool plain = name->length > 0 && name->length <= 64 &&
                 strspn(name->at, "abcdefghijklmnopqrstuvwxyz0123456789-") == name->length;
    return plain ? NULL : "not a plain name of 1 to 64 characters";
}

static const char *check_small(const struct plan *plan, const struct step *step) {
    const union step_fields *fields = &step->fields;
    switch (step->code) {
    case STEP_NAMESPACES:
        return (fields->namespaces.flags & ~NS_ALL) != 0 ||
                       ((fields->namespaces.flags | plan_shared(plan)) & NS_ALWAYS) != NS_ALWAYS
                   ? "unknown namespaces, or no user, mount and pid namespace"
                   : NULL;
    case STEP_OOM_SCORE:
        return fields->oom_score.value > 1000 ? "outside 0 to 1000" : NULL;
    case STEP_APP_ARMOR:
        return check_profile(&fields->app_armor.profile);
    case STEP_CLEANUP:
        return !path_is_plain(&fields->cleanup.path) ||
                       strchr(fields->cleanup.path.at + 1, '/') == NULL
                   ? "not a plain absolute path at least two deep"
                   : NULL;
    case STEP_RLIMIT:
        return fields->rlimit.resource >= RLIMIT_COUNT || fields->rlimit.soft > fields->rlimit.hard
                   ? "unknown, or the soft limit is above the hard one"
                   : NULL;
    case STEP_SECCOMP:
        return fields->seccomp.filter.length == 0 || fields->seccomp.filter.length % 8 != 0
                   ? "the filter is not a list of instructions"
                   : NULL;
    case STEP_STDIO:
        return fields->stdio.mode > STDIO_TTY_INPUT || fields->stdio.rows > 65535 ||
                       fields->stdio.columns > 65535
                   ? "unknown mode or size"
                   : NULL;
    case STEP_LOOPBACK_UP:
        return (namespaces_of(plan) & NS_NEWNET) == 0 ? "its network namespace is not private"
                                                      : NULL;
    default:
        return NULL;
    }
}

static bool is_id(const struct text *id) {
    return id->length == 64 && strspn(id->at, "0123456789abcdef") == 64;
}

const char *plan_check_process(const struct plan *plan, const struct step *step) {
    switch (step->code) {
    case STEP_CGROUP:
        return check_cgroup(&step->fields.cgroup);
    case STEP_ID_MAP:
        return check_id_map(&step->fields.id_map);
    case STEP_USER:
        return check_user(plan, &step->fields.user);
    case STEP_CAPABILITIES:
        return check_capabilities(&step->fields.capabilities);
    case STEP_SYSCTL:
        return check_sysctl(plan, &step->fields.sysctl);
    case STEP_HOSTNAME:
        return check_hostname(plan, &step->fields.hostname);
    case STEP_LANDLOCK:
        return check_landlock(&step->fields.landlock);
    case STEP_JOIN:
        return is_id(&step->fields.join.container) ? NULL : "not a container's id";
    case STEP_EXEC:
        return check_exec(&step->fields.exec);
    default:
        return check_small(plan, step);
    }
}
