/* What a client may ask of the resident launcher, one function each. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>

#include "control_wire.h"
#include "inner_engine.h"

#define SIGNAL_MAX 64
#define ROWS_MAX 65535
#define ENTRY_BYTES 19 /* of a directory entry before its name */

struct container *control_find(const char *id) {
    for (uint32_t i = 0; i < inner.used; i++) {
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

void control_list(struct client *client) {
    for (; client->list_next < inner.used; client->list_next++) {
        const struct container *container = &inner.containers[client->list_next];
        struct wire head = {.op = REPLY_ENTRY, .seq = client->list_seq};
        if (container->state == STATE_FREE) {
            continue;
        }
        bool exited = container->state == STATE_EXITED;
        head.a = container->pid;
        head.b = !exited ? 1 : container->ran_out ? 3 : 2;
        head.c = (uint32_t)container->code | container->relay.dropped << 32;
        memcpy(head.id, container->id, sizeof head.id);
        uint32_t length = container->joined ? ID_BYTES : 0;
        if (wire_send(client, &head, container->within, length, -1) < 0) {
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
        int error = container_kill(container, signal);
        if (error < 0) {
            (void)wire_refuse(client, request, -error, "the signal cannot be sent");
        } else {
            (void)wire_answer(client, request, REPLY_OK, 0);
        }
    }
}

static const char *attach_words(int error) {
    switch (error) {
    case -EBUSY:
        return "eight are attached";
    case -ERANGE:
        return "the container did not write that much";
    case -EOPNOTSUPP:
        return "its streams went elsewhere";
    default:
        return "no socket for the streams";
    }
}

static void attach(struct client *client, const struct request *request,
                   struct container *container) {
    int pair[2];
    uint64_t offset = 0;
    struct attach_wish wish = {(uint32_t)request->head.a, (uint32_t)request->head.b,
                               request->head.c};
    if ((wish.flags & ~(uint32_t)(ATTACH_WAITS | ATTACH_INPUT | ATTACH_ONCE)) != 0 ||
        wish.from > ATTACH_AT) {
        (void)wire_refuse(client, request, EINVAL, "an unknown way to attach");
        return;
    }
    int error = sys_socketpair(SOCK_SEQPACKET | SOCK_NONBLOCK, pair);
    if (error < 0) {
        (void)wire_refuse(client, request, -error, attach_words(error));
        return;
    }
    /* The client's end waits, as one expects of a stream. */
    (void)sys_fcntl(pair[1], F_SETFL, 0);
    int ours = fd_high(pair[0]);
    error = ours < 0 ? ours : relay_attach(container, ours, &wish, &offset);
    if (error < 0) {
        (void)sys_close(ours);
        (void)wire_refuse(client, request, -error, attach_words(error));
    } else {
        struct wire head = {.op = REPLY_ATTACHED, .seq = request->head.seq, .c = offset};
        memcpy(head.id, container->id, sizeof head.id);
        (void)wire_send(client, &head, "", 0, pair[1]);
        relay_pump(container);
    }
    (void)sys_close(pair[1]);
}

static void kept(struct client *client, const struct request *request,
                 struct container *container) {
    if (!container->relay.framed || request->head.c > container->relay.written) {
        (void)wire_refuse(client, request, ERANGE, attach_words(-ERANGE));
        return;
    }
    spool_kept(&container->relay, request->head.c);
    relay_pump(container);
    (void)wire_answer(client, request, REPLY_OK, 0);
}

static void held(struct client *client, const struct request *request,
                 const struct container *container) {
    if (container->held < 0) {
        (void)wire_refuse(client, request, ENODATA, "nothing is held with the container");
        return;
    }
    struct wire head = {.op = REPLY_HELD, .seq = request->head.seq};
    memcpy(head.id, container->id, sizeof head.id);
    (void)wire_send(client, &head, "", 0, container->held);
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
    struct container *container = control_find(request->head.id);
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
    case REQUEST_PLAN:
        control_plan(client, request, container);
        break;
    case REQUEST_KEPT:
        kept(client, request, container);
        break;
    case REQUEST_HELD:
        held(client, request, container);
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
        control_start(client, request);
        break;
    case REQUEST_EXEC:
        control_exec(client, request);
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
    case REQUEST_PLAN:
    case REQUEST_KEPT:
    case REQUEST_HELD:
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
