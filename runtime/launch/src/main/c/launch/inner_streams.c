/* The container's standard streams: it never holds a descriptor of the caller's. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "abi.h"
#include "inner_launch.h"

struct owner {
    uint32_t uid;
    uint32_t gid;
};

static int container_owner(const struct launch *launch, struct owner *owner) {
    const struct step_id_map *map = launch->map;
    const struct step_user *user = &plan_find(launch->plan, STEP_USER)->fields.user;
    if (!id_outside(&map->uids, user->uid, &owner->uid) ||
        !id_outside(&map->gids, user->gid, &owner->gid)) {
        return failed_at("IdMap", EINVAL, "the user has no id outside the container");
    }
    return 0;
}

/* One pipe: our end does not wait and lies high, theirs belongs to the container's user
 * (/dev/stdout can be opened). */
static int make_pipe(bool input, const struct owner *owner, int *ours, int *theirs) {
    int ends[2];
    int error = sys_pipe2(ends, 0);
    if (error < 0) {
        return failed(error, "standard streams");
    }
    *theirs = ends[input ? 0 : 1];
    *ours = fd_high(ends[input ? 1 : 0]);
    if (*ours < 0) {
        return failed(*ours, "standard streams");
    }
    error = sys_fcntl(*ours, F_SETFL, O_NONBLOCK | (input ? O_WRONLY : O_RDONLY));
    error = error < 0 ? error : sys_fchownat(*theirs, "", owner->uid, owner->gid, AT_EMPTY_PATH);
    return error < 0 ? failed(error, "standard streams") : 0;
}

static int make_pipes(struct container *container, struct launch *launch, bool input) {
    struct relay *relay = &container->relay;
    struct owner owner = {0, 0};
    int ours = -1;
    int error = container_owner(launch, &owner);
    for (int i = 1; error == 0 && i < 3; i++) {
        ours = -1;
        error = make_pipe(false, &owner, &ours, &launch->stdio[i]);
        endpoint_open(&relay->from[i - 1], ours, false);
    }
    if (error == 0 && input) {
        ours = -1;
        error = make_pipe(true, &owner, &ours, &launch->stdio[0]);
        endpoint_open(&relay->to_input, ours, false);
    } else if (error == 0) {
        launch->stdio[0] = sys_fcntl(inner.null, F_DUPFD_CLOEXEC, 3);
        error = launch->stdio[0] < 0 ? failed(launch->stdio[0], "/dev/null") : 0;
    }
    return error;
}

/* direct: the caller's three descriptors, or NULL for the spool. */
int streams_make(struct container *container, struct launch *launch, const int *direct) {
    const struct step *step = plan_find(launch->plan, STEP_STDIO);
    uint32_t mode = step->fields.stdio.mode;
    struct relay *relay = &container->relay;
    fail_at(step->index, step->code);
    relay_reset(relay, container->number);
    relay->terminal = mode >= STDIO_TTY;
    relay->framed = direct == NULL;
    if (!relay->framed) {
        relay->rings[0].size = DIRECT_BYTES;
        bool shared = inner.once;
        endpoint_open(&relay->to[0], direct[1], shared);
        endpoint_open(&relay->to[1], direct[2], shared);
        if (mode == STDIO_INPUT || mode == STDIO_TTY_INPUT) {
            endpoint_open(&relay->input, direct[0], shared);
        } else if (!shared) {
            (void)sys_close(direct[0]);
        }
    }
    return mode >= STDIO_TTY ? 0 : make_pipes(container, launch, mode == STDIO_INPUT);
}

void streams_close_child(struct launch *launch) {
    for (int i = 0; i < 3; i++) {
        if (launch->stdio[i] >= 0) {
            (void)sys_close(launch->stdio[i]);
            launch->stdio[i] = -1;
        }
    }
}
