/* What a container takes from another one: its network, its ipc objects, its processes. */
#include "abi.h"
#include "plan.h"

#include <string.h>

uint64_t plan_shared(const struct plan *plan) {
    uint64_t shared = 0;
    for (uint32_t i = 0; i < plan->count; i++) {
        if (plan->steps[i].code == STEP_SHARE) {
            shared |= plan->steps[i].fields.share.namespaces;
        }
    }
    return shared;
}

const struct step *plan_donor(const struct plan *plan, uint64_t one) {
    for (uint32_t i = 0; i < plan->count; i++) {
        const struct step *step = &plan->steps[i];
        if (step->code == STEP_SHARE && (step->fields.share.namespaces & one) != 0) {
            return step;
        }
    }
    return NULL;
}

uint64_t plan_shared_mount(const struct step_mount *step) {
    if (text_is(&step->type, "proc")) {
        return NS_NEWPID;
    }
    if (text_is(&step->type, "mqueue") ||
        (text_is(&step->type, "tmpfs") && text_is(&step->target, "/dev/shm"))) {
        return NS_NEWIPC;
    }
    return 0;
}

static bool has_own_group(const struct plan *plan) {
    for (uint32_t i = 0; i < plan->count; i++) {
        if (plan->steps[i].code == STEP_CGROUP &&
            (plan->steps[i].fields.cgroup.flags & CGROUP_OWN) != 0) {
            return true;
        }
    }
    return false;
}

static const char *check_share(const struct plan *plan, const struct step *step) {
    uint64_t taken = step->fields.share.namespaces;
    const struct text *id = &step->fields.share.container;
    const struct step *own = plan_find(plan, STEP_NAMESPACES);
    if (id->length != 64 || strspn(id->at, "0123456789abcdef") != 64) {
        return "not a container's id";
    }
    if (taken == 0 || (taken & ~NS_SHARED) != 0) {
        return "only network, ipc and pid namespaces are taken from another container";
    }
    if (own == NULL || (own->fields.namespaces.flags & taken) != 0) {
        return "a namespace is taken and made";
    }
    for (uint64_t one = 1; one <= taken; one <<= 1) {
        if ((taken & one) != 0 && plan_donor(plan, one) != step) {
            return "a namespace is taken twice";
        }
    }
    /* Nothing ends its processes when its first one does: only their group says which they are. */
    return (taken & NS_NEWPID) != 0 && !has_own_group(plan)
               ? "a pid namespace is taken without a control group of its own"
               : NULL;
}

/* The kernel lets nobody but its owner mount anew what belongs to a namespace. */
static const char *check_mount(const struct plan *plan, const struct step_mount *step) {
    bool taken = (plan_shared_mount(step) & plan_shared(plan)) != 0;
    if ((step->how & MOUNT_SHARED) == 0) {
        bool fresh = text_is(&step->type, "tmpfs");
        return taken && !fresh ? "a mount of a namespace that is taken is not taken" : NULL;
    }
    return taken && step->options.count == 0 ? NULL : "it is taken from nobody, or with options";
}

const char *plan_check_shares(const struct plan *plan, const struct step *step) {
    switch (step->code) {
    case STEP_SHARE:
        return check_share(plan, step);
    case STEP_MOUNT:
        return check_mount(plan, &step->fields.mount);
    default:
        return NULL;
    }
}

static bool same_extents(const struct list *one, const struct list *other) {
    return one->count == other->count && memcmp(one->at, other->at, (size_t)one->count * 12) == 0;
}

const char *plan_check_donor(const struct plan *plan, const struct step_share *step,
                             const struct plan *donor) {
    const struct step *map = plan_find(plan, STEP_ID_MAP);
    const struct step *other = plan_find(donor, STEP_ID_MAP);
    const struct step *own = plan_find(donor, STEP_NAMESPACES);
    if (map == NULL || other == NULL || own == NULL ||
        map->fields.id_map.setgroups != other->fields.id_map.setgroups ||
        !same_extents(&map->fields.id_map.uids, &other->fields.id_map.uids) ||
        !same_extents(&map->fields.id_map.gids, &other->fields.id_map.gids)) {
        return "the other container has other ids";
    }
    uint64_t has = own->fields.namespaces.flags | plan_shared(donor);
    return (step->namespaces & ~has) == 0 ? NULL : "the other container has no such namespace";
}
