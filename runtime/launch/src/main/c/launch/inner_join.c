/* What the inner half does for a process that joins a running container. */
#define _GNU_SOURCE
#include <errno.h>

#include "abi.h"
#include "cgroup.h"
#include "inner.h"

#define TRIES_MAX 3

int join_read_plan(struct container *container, const struct container *around) {
    struct plan_flaw flaw;
    if (!plan_decode(&inner.around, around->plan, around->plan_length, &flaw)) {
        return failed_at("plan", EINVAL, "the container's own plan");
    }
    if (!plan_decode(&inner.plan, container->plan, container->plan_length, &flaw) ||
        !plan_check_join(&inner.plan, &inner.around, &flaw)) {
        fail_at(flaw.index == PLAN_STEPS_MAX ? NO_STEP : flaw.index, flaw.code);
        return failed_at("plan", EINVAL, flaw.why);
    }
    return 0;
}

bool join_is_frozen(void) {
    for (uint32_t i = 0; i < inner.around.count; i++) {
        const struct step *step = &inner.around.steps[i];
        if (step->code == STEP_CGROUP && cgroup_is_frozen(step->fields.cgroup.path.at)) {
            return true;
        }
    }
    return false;
}

int join_enter(const struct container *around) {
    int error = sys_setns(around->pidfd, NS_NEWPID);
    return error < 0 ? failed(error, "pid namespace of the container") : 0;
}

/* Launches after this one would be born inside a container: better none at all. */
void join_leave(void) {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        if (sys_setns(inner.pids, NS_NEWPID) == 0) {
            return;
        }
    }
    sys_exit(125);
}
