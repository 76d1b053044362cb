/* What a client may ask of the resident launcher, one function each. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>

#include "control_wire.h"
#include "inner_engine.h"
#include "sealed.h"

#define SIGNAL_MAX 64
#define ROWS_MAX 65535
#define ENTRY_BYTES 19 /* of a directory entry before its name */

static bool is_id(const char *id) {
    for (uint32_t i = 0; i < ID_BYTES; i++) {
        if (!((id[i] >= '0' && id[i] <= '9') || (id[i] >= 'a' && id[i] <= 'f'))) {
            return false;
        }
    }
    return true;
}

static struct container *find(const char *id) {
    for (uint32_t i = 0; i < CONTAINERS_MAX; i++) {
        struct container *container = &inner.containers[i];
        if (container->state != STATE_FREE && memcmp(container->id, id, ID_BYTES) == 0) {
            return container;
        }
    }
    return NULL;
}

static bool is_running(const struct container *container) {
    return container->state == STATE_STARTING || container->state == STATE_RUNNING;
}

/* Reasons not even to look at the plan. */
static int check_start(struct client *client, const struct request *request) {
    bool streams = request->head.a == 1;
    if (request->head.a < 0 || request->head.a > 1 || request->fd_count != (streams ? 4U : 1U)) {
        return wire_refuse(client, request, EINVAL, "a start takes a plan, or a plan and streams");
    }
    if (!is_id(request->head.id)) {
        return wire_refuse(client, request, EINVAL, "an id is 64 lower-case hexadecimal digits");
    }
    if (inner.ending) {
        return wire_refuse(client, request, ESHUTDOWN, "the launcher is shutting down");
    }
    if (find(request->head.id) != NULL) {
        return wire_refuse(client, request, EEXIST, "that id is in use");
    }
    return 1;
}

/* The container's streams lie high and do not keep a launching child waiting. */
static const int *take_streams(struct request *request, int streams[3]) {
    if (request->head.a != 1) {
        return NULL;
    }
    for (int i = 0; i < 3; i++) {
        streams[i] = fd_high(request->fds[i + 1]);
        request->fds[i + 1] = -1;
    }
    return streams;
}

static void drop_plan(struct container *container) {
    (void)sys_munmap((void *)(uintptr_t)container->plan, container->plan_length);
    container->plan = NULL;
    container->failure = failure;
}

static void start(struct client *client, struct request *request) {
    int streams[3];
    if (check_start(client, request) <= 0) {
        return;
    }
    struct container *container = container_new();
    if (container == NULL) {
        (void)wire_refuse(client, request, ENOSPC, "1024 containers are running or not forgotten");
        return;
    }
    memcpy(container->id, request->head.id, ID_BYTES);
    container->client = client->number;
    container->seq = request->head.seq;
    fail_forget();
    container->plan = sealed_plan(request->fds[0], &container->plan_length);
    if (container->plan == NULL) {
        container->failure = failure;
        control_failed(container);
        container_free(container);
        return;
    }
    if (launch_read_plan(container) < 0) {
        drop_plan(container);
        control_failed(container);
        container_free(container);
        return;
    }
    if (launch_start(container, take_streams(request, streams)) < 0) {
        control_failed(container);
        container_free(container);
    }
    fail_forget();
}

void control_list(struct client *client) {
    for (; client->list_next < CONTAINERS_MAX; client->list_next++) {
        const struct container *container = &inner.containers[client->list_next];
        struct wire head = {.op = REPLY_ENTRY, .seq = client->list_seq};
        if (container->state == STATE_FREE) {
            continue;
        }
        bool exited = container->state == STATE_EXITED;
        head.a = container->pid;
        head.b = exited ? 2 : 1;
        head.c = (uint32_t)container->code | container->relay.dropped << 32;
        memcpy(head.id, container->id, sizeof head.id);
        if (wire_send(client, &head, "", 0, -1) < 0) {
            return;
        }
    }
    struct wire end = {.op = REPLY_END, .seq = client->list_seq};
    if (wire_send(client, &end, "", 0, -1) == 0) {
        client->listing = false;
    }
}

static void list(struct client *client, const struct request *request) {
    client->listing = true;
    client->list_next = 0;
    client->list_seq = request->head.seq;
    control_list(client);
}

static void kill_one(struct client *client, const struct request *request,
                     struct container *container) {
    int32_t signal = request->head.a;
    if (signal < 1 || signal > SIGNAL_MAX) {
        (void)wire_refuse(client, request, EINVAL, "signals are 1 to 64");
    } else if (request->head.b == 1 && signal != SIGKILL) {
        (void)wire_refuse(client, request, EINVAL, "everything in a container ends by KILL alone");
    } else if (!is_running(container)) {
        (void)wire_refuse(client, request, ESRCH, "the container is not running");
    } else {
        container_kill(container, signal, request->head.b == 1);
        (void)wire_answer(client, request, REPLY_OK, 0);
    }
}

static void attach(struct client *client, const struct request *request,
                   struct container *container) {
    int pair[2];
    int error = sys_socketpair(SOCK_STREAM | SOCK_NONBLOCK, pair);
    if (error < 0) {
        (void)wire_refuse(client, request, -error, "no socket for the streams");
        return;
    }
    /* The client's end waits, as one expects of a stream. */
    (void)sys_fcntl(pair[1], F_SETFL, 0);
    int ours = fd_high(pair[0]);
    error = ours < 0 ? ours : relay_attach(container, ours);
    if (error < 0) {
        (void)sys_close(ours);
        (void)wire_refuse(client, request, -error,
                          error == -EBUSY ? "somebody is attached" : "its streams went elsewhere");
    } else {
        struct wire head = {.op = REPLY_ATTACHED, .seq = request->head.seq};
        memcpy(head.id, container->id, sizeof head.id);
        (void)wire_send(client, &head, "", 0, pair[1]);
    }
    (void)sys_close(pair[1]);
}

static void resize(struct client *client, const struct request *request,
                   struct container *container) {
    if (request->head.a < 0 || request->head.a > ROWS_MAX || request->head.b < 0 ||
        request->head.b > ROWS_MAX) {
        (void)wire_refuse(client, request, EINVAL, "rows and columns are 0 to 65535");
        return;
    }
    if (!is_running(container)) {
        (void)wire_refuse(client, request, ESRCH, "the container is not running");
        return;
    }
    if (!container->relay.terminal) {
        (void)wire_refuse(client, request, ENOTTY, "the container has no terminal");
        return;
    }
    relay_resize(&container->relay, (uint16_t)request->head.a, (uint16_t)request->head.b);
    (void)wire_answer(client, request, REPLY_OK, 0);
}

static void forget(struct client *client, const struct request *request,
                   struct container *container) {
    if (container->state != STATE_EXITED) {
        (void)wire_refuse(client, request, EBUSY, "the container has not ended");
        return;
    }
    control_forgotten(container);
    container_free(container);
    (void)wire_answer(client, request, REPLY_OK, 0);
}

/* How many descriptors are open, without the one that counts them. */
static uint64_t count_descriptors(void) {
    char entries[4096];
    uint64_t count = 0;
    int dir = sys_openat(inner.proc, "self/fd", O_RDONLY | O_DIRECTORY, 0);
    long got = 0;
    while (dir >= 0 && (got = sys_getdents(dir, entries, sizeof entries)) > 0) {
        for (long at = 0; at < got;) {
            uint16_t length = 0;
            memcpy(&length, entries + at + ENTRY_BYTES - 3, sizeof length);
            count += entries[at + ENTRY_BYTES] != '.';
            at += length;
        }
    }
    (void)sys_close(dir);
    return count > 0 ? count - 1 : 0;
}

static void stats(struct client *client, const struct request *request) {
    struct wire head = {.op = REPLY_OK, .seq = request->head.seq};
    head.a = (int32_t)container_count(STATE_STARTING, STATE_ENDING);
    head.b = (int32_t)container_count(STATE_EXITED, STATE_EXITED);
    head.c = count_descriptors();
    (void)wire_send(client, &head, "", 0, -1);
}

/* Requests about one container. */
static void request_of_one(struct client *client, struct request *request) {
    struct container *container = find(request->head.id);
    if (container == NULL) {
        (void)wire_refuse(client, request, ENOENT, "there is no such container");
        return;
    }
    switch (request->head.op) {
    case REQUEST_KILL:
        kill_one(client, request, container);
        break;
    case REQUEST_ATTACH:
        attach(client, request, container);
        break;
    case REQUEST_RESIZE:
        resize(client, request, container);
        break;
    default:
        forget(client, request, container);
        break;
    }
}

void control_request(struct client *client, struct request *request) {
    switch (request->head.op) {
    case REQUEST_HELLO:
        (void)wire_answer(client, request, REPLY_OK, sys_getpid());
        break;
    case REQUEST_START:
        start(client, request);
        break;
    case REQUEST_LIST:
        list(client, request);
        break;
    case REQUEST_SUBSCRIBE:
        client->subscribed = true;
        if (client->engine) {
            engine_serves();
        }
        (void)wire_answer(client, request, REPLY_OK, 0);
        break;
    case REQUEST_KILL:
    case REQUEST_ATTACH:
    case REQUEST_RESIZE:
    case REQUEST_FORGET:
        request_of_one(client, request);
        break;
    case REQUEST_SHUTDOWN:
        (void)wire_answer(client, request, REPLY_OK, 0);
        control_shutdown(request->head.a);
        break;
    case REQUEST_STATS:
        stats(client, request);
        break;
    default:
        (void)wire_refuse(client, request, ENOSYS, "there is no such request");
        break;
    }
}
