/* Plans of processes that join a running container: held against the plan it was started by, so
 * that nobody inside has more than it. */
#include "abi.h"
#include "plan.h"
#include "plan_order.h"

#include <string.h>

static const struct place PLACES[PLAN_STEP_CODE_MAX + 1] = {
    [STEP_OOM_SCORE] = {1, AT_MOST_ONCE},
    [STEP_APP_ARMOR] = {1, AT_MOST_ONCE},
    [STEP_CGROUP] = {2, ANY},
    [STEP_JOIN] = {3, ONCE},
    [STEP_STDIO] = {4, ONCE},
    [STEP_RLIMIT] = {5, ANY},
    [STEP_USER] = {6, ONCE},
    [STEP_CAPABILITIES] = {7, ONCE},
    [STEP_NO_NEW_PRIVS] = {8, AT_MOST_ONCE},
    [STEP_SECCOMP] = {9, AT_MOST_ONCE},
    [STEP_EXEC] = {10, ONCE},
};

static bool has_group(const struct plan *plan, const char *path) {
    for (uint32_t i = 0; i < plan->count; i++) {
        if (plan->steps[i].code == STEP_CGROUP &&
            text_is(&plan->steps[i].fields.cgroup.path, path)) {
            return true;
        }
    }
    return false;
}

static const char *check_group(const struct step_cgroup *step, const struct plan *around) {
    if ((step->flags & CGROUP_OWN) != 0 || step->files.count > 0) {
        return "it makes or changes a group";
    }
    return has_group(around, step->path.at) ? NULL : "it is no group of the container";
}

static const char *check_capabilities(const struct step_capabilities *step,
                                      const struct plan *around) {
    const struct step *held = plan_find(around, STEP_CAPABILITIES);
    uint64_t most = held->fields.capabilities.bounding;
    return (step->bounding & ~most) != 0 ? "more than the container's bounding set" : NULL;
}

static const char *check_filter(const struct step_seccomp *step, const struct plan *around) {
    const struct step *other = plan_find(around, STEP_SECCOMP);
    if (other == NULL) {
        return NULL;
    }
    const struct blob *filter = &other->fields.seccomp.filter;
    bool same = step->filter.length == filter->length &&
                memcmp(step->filter.at, filter->at, filter->length) == 0;
    return same ? NULL : "another filter than the container's";
}

static bool has_profile(const struct plan *plan, const struct step_app_armor *step) {
    const struct step *other = plan_find(plan, STEP_APP_ARMOR);
    return other != NULL && text_is(&other->fields.app_armor.profile, step->profile.at);
}

static const char *check_step(const struct step *step, const struct plan *around) {
    const union step_fields *fields = &step->fields;
    switch (step->code) {
    case STEP_CGROUP:
        return check_group(&fields->cgroup, around);
    case STEP_JOIN:
        return fields->join.namespaces ==
                       (plan_find(around, STEP_NAMESPACES)->fields.namespaces.flags |
                        plan_shared(around))
                   ? NULL
                   : "other namespaces than the container's";
    case STEP_CAPABILITIES:
        return check_capabilities(&fields->capabilities, around);
    case STEP_SECCOMP:
        return check_filter(&fields->seccomp, around);
    case STEP_APP_ARMOR:
        return has_profile(around, &fields->app_armor)
                   ? NULL
                   : "another profile than the container's";
    case STEP_EXEC:
        return fields->exec.how != 0 ? "an init where there is one" : NULL;
    default:
        return NULL;
    }
}

static bool has_limit(const struct plan *plan, const struct step_rlimit *limit) {
    for (uint32_t i = 0; i < plan->count; i++) {
        const struct step *step = &plan->steps[i];
        if (step->code == STEP_RLIMIT && step->fields.rlimit.resource == limit->resource &&
            step->fields.rlimit.hard <= limit->hard) {
            return true;
        }
    }
    return false;
}

/* Walls of the container that the plan would leave out. */
static const char *check_missing(const struct plan *plan, const struct step *wall) {
    switch (wall->code) {
    case STEP_CGROUP:
        return has_group(plan, wall->fields.cgroup.path.at) ? NULL
                                                            : "a group of the container is missing";
    case STEP_RLIMIT:
        return has_limit(plan, &wall->fields.rlimit) ? NULL
                                                     : "a limit of the container is missing";
    case STEP_APP_ARMOR:
        return has_profile(plan, &wall->fields.app_armor) ? NULL
                                                         : "the container's profile is missing";
    case STEP_NO_NEW_PRIVS:
    case STEP_SECCOMP:
        return plan_find(plan, wall->code) != NULL ? NULL : "a wall of the container is missing";
    case STEP_OOM_SCORE: {
        const struct step *score = plan_find(plan, STEP_OOM_SCORE);
        bool fine =
            score != NULL && score->fields.oom_score.value >= wall->fields.oom_score.value;
        return fine ? NULL : "it would outlive the container when memory runs out";
    }
    default:
        return NULL;
    }
}

bool plan_check_join(const struct plan *plan, const struct plan *around, struct plan_flaw *flaw) {
    if (!plan_check_order(plan, PLACES, flaw)) {
        return false;
    }
    for (uint32_t i = 0; i < plan->count; i++) {
        const struct step *step = &plan->steps[i];
        /* Ids are held against the container's map. */
        const char *why = plan_check_process(around, step);
        why = why == NULL ? check_step(step, around) : why;
        if (why != NULL) {
            return plan_refused(flaw, step, why);
        }
    }
    for (uint32_t i = 0; i < around->count; i++) {
        const char *why = check_missing(plan, &around->steps[i]);
        if (why != NULL) {
            flaw->index = PLAN_STEPS_MAX;
            flaw->code = around->steps[i].code;
            flaw->why = why;
            return false;
        }
    }
    return true;
}
