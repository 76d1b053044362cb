/* One-shot mode: one container, the caller's own streams. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>

#include "inner.h"
#include "options.h"
#include "sealed.h"

int once_start(void) {
    static const int CALLER[3] = {0, 1, 2};
    struct container *container = container_new();
    if (container == NULL) {
        return failed_at("container", ENOMEM, "no place");
    }
    container->plan = sealed_plan(options.plan_fd, &container->plan_length);
    if (container->plan == NULL) {
        return -EINVAL;
    }
    (void)sys_close(options.plan_fd);
    int error = launch_read_plan(container);
    return error < 0 ? error : launch_start(container, CALLER);
}

static void tell_outer(uint32_t op, int32_t a, const struct failure *why) {
    struct outward message = {op, a, {.step = NO_STEP}};
    if (why != NULL) {
        message.failure = *why;
    }
    /* The outer half reads nothing else: a second try is only for a call that was made to fail. */
    for (int tries = 0; tries < 3 && message_send(inner.channel, &message, sizeof message, -1) < 0;
         tries++) {
    }
}

void tell_started(struct container *container) {
    if (inner.once) {
        tell_outer(OUTWARD_STARTED, 0, NULL);
    } else {
        control_started(container);
    }
}

void tell_failed(struct container *container) {
    if (inner.once) {
        tell_outer(OUTWARD_FAILED, 0, &container->failure);
        inner.done = true;
    } else {
        control_failed(container);
    }
}

void tell_exited(struct container *container) {
    if (inner.once) {
        /* Failed after its start: not all it wrote reached the caller. */
        tell_outer(container->has_failed ? OUTWARD_FAILED : OUTWARD_EXITED, container->code,
                   container->has_failed ? &container->failure : NULL);
        inner.done = true;
    } else {
        control_exited(container);
    }
}
