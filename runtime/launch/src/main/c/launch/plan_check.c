/* The order of steps, and how often each may come. The fields of single steps: plan_check_*.c. */
#include "abi.h"
#include "plan.h"
#include "plan_order.h"

static const struct place PLACES[PLAN_STEP_CODE_MAX + 1] = {
    [STEP_CLEANUP] = {1, ANY},
    [STEP_OOM_SCORE] = {2, AT_MOST_ONCE},
    [STEP_APP_ARMOR] = {2, AT_MOST_ONCE},
    [STEP_CGROUP] = {3, ANY},
    [STEP_SHARE] = {4, ANY},
    [STEP_NAMESPACES] = {5, ONCE},
    [STEP_ID_MAP] = {6, ONCE},
    [STEP_OVERLAY] = {7, ONCE},
    [STEP_MOUNT] = {8, ANY},
    [STEP_BIND] = {8, ANY},
    [STEP_DEVICE] = {8, ANY},
    [STEP_SYMLINK] = {8, ANY},
    [STEP_DIRECTORY] = {8, ANY},
    [STEP_MASK] = {9, ANY},
    [STEP_READ_ONLY] = {9, ANY},
    [STEP_STDIO] = {10, ONCE},
    [STEP_READ_ONLY_ROOT] = {11, AT_MOST_ONCE},
    [STEP_PIVOT_ROOT] = {12, ONCE},
    [STEP_HOSTNAME] = {13, AT_MOST_ONCE},
    [STEP_LOOPBACK_UP] = {13, AT_MOST_ONCE},
    [STEP_SYSCTL] = {13, ANY},
    [STEP_RLIMIT] = {13, ANY},
    [STEP_LANDLOCK] = {14, AT_MOST_ONCE},
    [STEP_USER] = {15, ONCE},
    [STEP_CAPABILITIES] = {16, ONCE},
    [STEP_NO_NEW_PRIVS] = {17, AT_MOST_ONCE},
    [STEP_SECCOMP] = {18, AT_MOST_ONCE},
    [STEP_EXEC] = {19, ONCE},
};

#define CGROUPS_MAX 16
#define CLEANUPS_MAX 16

bool plan_refused(struct plan_flaw *flaw, const struct step *step, const char *why) {
    flaw->index = step->index;
    flaw->code = step->code;
    flaw->why = why;
    return false;
}

/* Reason against the order of the steps up to and with this one. */
static const char *check_place(const struct step *step, struct place place, uint8_t *phase,
                               uint32_t *seen) {
    if (place.phase == 0) {
        return "the step belongs to another kind of plan";
    }
    if (place.phase < *phase) {
        return "the step comes after one that must follow it";
    }
    *phase = place.phase;
    seen[step->code]++;
    if (place.often != ANY && seen[step->code] > 1) {
        return "the step comes twice";
    }
    if (step->code == STEP_CGROUP && seen[step->code] > CGROUPS_MAX) {
        return "more than 16 cgroups";
    }
    if (step->code == STEP_CLEANUP && seen[step->code] > CLEANUPS_MAX) {
        return "more than 16 trees to clean up";
    }
    return NULL;
}

static const char *check_fields(const struct plan *plan, const struct step *step) {
    const char *why = plan_check_mounts(plan, step);
    why = why != NULL ? why : plan_check_process(plan, step);
    return why != NULL ? why : plan_check_shares(plan, step);
}

bool plan_check_order(const struct plan *plan, const struct place *places, struct plan_flaw *flaw) {
    uint32_t seen[PLAN_STEP_CODE_MAX + 1] = {0};
    uint8_t phase = 0;
    for (uint32_t i = 0; i < plan->count; i++) {
        const struct step *step = &plan->steps[i];
        const char *why = check_place(step, places[step->code], &phase, seen);
        if (why != NULL) {
            return plan_refused(flaw, step, why);
        }
    }
    for (uint32_t code = 1; code <= PLAN_STEP_CODE_MAX; code++) {
        if (places[code].often == ONCE && seen[code] != 1) {
            flaw->index = PLAN_STEPS_MAX;
            flaw->code = code;
            flaw->why = "a step that every plan needs is missing";
            return false;
        }
    }
    return true;
}

bool plan_check(const struct plan *plan, struct plan_flaw *flaw) {
    if (!plan_check_order(plan, PLACES, flaw)) {
        return false;
    }
    for (uint32_t i = 0; i < plan->count; i++) {
        const char *why = check_fields(plan, &plan->steps[i]);
        if (why != NULL) {
            return plan_refused(flaw, &plan->steps[i], why);
        }
    }
    return true;
}
