/* Requests that start something: a container, or a process in one; and what was started how. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

#include "abi.h"
#include "control_wire.h"
#include "sealed.h"

static bool is_id(const char *id) {
    for (uint32_t i = 0; i < ID_BYTES; i++) {
        if (!((id[i] >= '0' && id[i] <= '9') || (id[i] >= 'a' && id[i] <= 'f'))) {
            return false;
        }
    }
    return true;
}

/* Reasons not even to look at the plan. */
static int check_start(struct client *client, const struct request *request) {
    uint32_t with = (uint32_t)request->head.a;
    uint32_t most = request->head.op == REQUEST_START ? START_STREAMS | START_HELD : START_STREAMS;
    uint32_t count = 1U + (with & START_STREAMS ? 3U : 0U) + (with & START_HELD ? 1U : 0U);
    if ((with & ~most) != 0 || request->fd_count != count) {
        return wire_refuse(client, request, EINVAL,
                           "a start takes a plan, and perhaps streams and what is held");
    }
    if (!is_id(request->head.id)) {
        return wire_refuse(client, request, EINVAL, "an id is 64 lower-case hexadecimal digits");
    }
    if (inner.ending) {
        return wire_refuse(client, request, ESHUTDOWN, "the launcher is shutting down");
    }
    if (control_find(request->head.id) != NULL) {
        return wire_refuse(client, request, EEXIST, "that id is in use");
    }
    return 1;
}

/* The container's streams lie high and do not keep a launching child waiting. */
static const int *take_streams(struct request *request, int streams[3]) {
    if ((request->head.a & START_STREAMS) == 0) {
        return NULL;
    }
    for (int i = 0; i < 3; i++) {
        streams[i] = fd_high(request->fds[i + 1]);
        request->fds[i + 1] = -1;
    }
    return streams;
}

/* What its client wants back after it died; the container itself never sees it. */
static int take_held(struct container *container, struct request *request) {
    if ((request->head.a & START_HELD) != 0) {
        uint32_t last = request->fd_count - 1;
        container->held = fd_high(request->fds[last]);
        request->fds[last] = -1;
        return container->held < 0 ? failed(container->held, "what is held") : 0;
    }
    return 0;
}

static void drop_plan(struct container *container) {
    if (container->plan != NULL) {
        (void)sys_munmap((void *)(uintptr_t)container->plan, container->plan_length);
        container->plan = NULL;
    }
    container->failure = failure;
}

/* A record with its plan mapped, or NULL and the client was told. */
static struct container *begin(struct client *client, struct request *request) {
    if (check_start(client, request) <= 0) {
        return NULL;
    }
    struct container *container = container_new();
    if (container == NULL) {
        (void)wire_refuse(client, request, ENOSPC,
                          "2048 containers and processes are not forgotten");
        return NULL;
    }
    memcpy(container->id, request->head.id, ID_BYTES);
    container->client = client->number;
    container->seq = request->head.seq;
    fail_forget();
    container->plan = sealed_plan(request->fds[0], &container->plan_length);
    return container;
}

static void give_up(struct container *container) {
    drop_plan(container);
    control_failed(container);
    container_free(container);
    fail_forget();
}

void control_start(struct client *client, struct request *request) {
    int streams[3];
    struct container *container = begin(client, request);
    if (container == NULL) {
        return;
    }
    if (container->plan == NULL || launch_read_plan(container) < 0 ||
        take_held(container, request) < 0) {
        give_up(container);
        return;
    }
    if (launch_start(container, take_streams(request, streams)) < 0) {
        control_failed(container);
        container_free(container);
    }
    fail_forget();
}

/* The running container that a plan's process joins; NULL and the client was told. */
static struct container *find_around(struct client *client, const struct request *request,
                                     const struct container *joining) {
    struct plan_flaw flaw;
    const struct step *step = NULL;
    if (plan_decode(&inner.plan, joining->plan, joining->plan_length, &flaw)) {
        step = plan_find(&inner.plan, STEP_JOIN);
    }
    if (step == NULL || step->fields.join.container.length != ID_BYTES) {
        (void)wire_refuse(client, request, EINVAL, "not the plan of a process that joins");
        return NULL;
    }
    struct container *around = control_find(step->fields.join.container.at);
    if (around == NULL || around->joined) {
        (void)wire_refuse(client, request, ENOENT, "there is no such container");
        return NULL;
    }
    if (around->state != STATE_RUNNING || around->pid <= 0) {
        (void)wire_refuse(client, request, ESRCH, "the container is not running");
        return NULL;
    }
    return around;
}

void control_exec(struct client *client, struct request *request) {
    int streams[3];
    struct container *container = begin(client, request);
    if (container == NULL) {
        return;
    }
    struct container *around = NULL;
    if (container->plan != NULL) {
        around = find_around(client, request, container);
        if (around == NULL) {
            drop_plan(container);
            container_free(container);
            return;
        }
        container->joined = true;
        memcpy(container->within, around->id, ID_BYTES);
    }
    if (around == NULL || join_read_plan(container, around) < 0) {
        give_up(container);
        return;
    }
    if (join_is_frozen()) {
        (void)wire_refuse(client, request, EBUSY, "the container is paused");
        drop_plan(container);
        container_free(container);
        return;
    }
    if (launch_join(container, around, take_streams(request, streams)) < 0) {
        control_failed(container);
        container_free(container);
    }
    fail_forget();
}

static int copy_plan(const struct container *container) {
    int fd = sys_memfd_create("jsec-plan", 3 /* MFD_CLOEXEC | MFD_ALLOW_SEALING */);
    for (uint32_t done = 0; fd >= 0 && done < container->plan_length;) {
        ssize_t part = sys_write(fd, container->plan + done, container->plan_length - done);
        if (part <= 0) {
            (void)sys_close(fd);
            return part < 0 ? (int)part : -EIO;
        }
        done += (uint32_t)part;
    }
    int error = fd < 0 ? 0 : sys_fcntl(fd, F_ADD_SEALS, SEALS_ALL);
    if (error < 0) {
        (void)sys_close(fd);
        return error;
    }
    return fd;
}

void control_plan(struct client *client, const struct request *request,
                  const struct container *container) {
    if (container->plan == NULL) {
        (void)wire_refuse(client, request, ESRCH, "the container is not running");
        return;
    }
    int fd = copy_plan(container);
    if (fd < 0) {
        (void)wire_refuse(client, request, -fd, "no memory for the plan");
        return;
    }
    struct wire head = {.op = REPLY_PLAN, .seq = request->head.seq, .a = container->joined};
    memcpy(head.id, container->id, sizeof head.id);
    (void)wire_send(client, &head, "", 0, fd);
    (void)sys_close(fd);
}
