/* Resident mode: clients of the control socket, which the outer half accepts and hands in. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>

#include "control_wire.h"
#include "inner_engine.h"

static struct client clients[CLIENTS_MAX];

void control_prepare(void) {
    struct outward ready = {OUTWARD_READY, 0, {.step = NO_STEP}};
    for (uint32_t i = 0; i < CLIENTS_MAX; i++) {
        clients[i].socket.fd = -1;
        clients[i].number = i;
    }
    (void)message_send(inner.channel, &ready, sizeof ready, -1);
}

void control_accept(int fd, bool engine) {
    int high = fd_high(fd);
    for (uint32_t i = 0; high >= 0 && i < CLIENTS_MAX; i++) {
        struct client *client = &clients[i];
        if (client->socket.fd < 0) {
            client->engine = engine;
            client->subscribed = false;
            client->listing = false;
            client->owed = 0;
            memset(client->exits, 0, sizeof client->exits);
            endpoint_open(&client->socket, high, false);
            endpoint_want(&client->socket, SOURCE_CLIENT, i, EPOLLIN);
            return;
        }
    }
    (void)sys_close(high); /* CLIENTS_MAX: the caller sees its connection end */
}

/* Its containers run on; nobody is told of their start any more. */
static void let_go(struct client *client) {
    endpoint_close(&client->socket);
    for (uint32_t i = 0; i < inner.used; i++) {
        if (inner.containers[i].client == client->number) {
            inner.containers[i].client = CLIENTS_MAX;
        }
    }
}

static int put(struct client *client, struct wire *head, const char *text, uint32_t length,
               int fd) {
    static char bytes[sizeof *head + WIRE_TEXT_MAX];
    if (client->socket.fd < 0) {
        return -EPIPE;
    }
    head->magic = WIRE_MAGIC;
    head->version = WIRE_VERSION;
    head->text_length = length < WIRE_TEXT_MAX ? length : WIRE_TEXT_MAX;
    memcpy(bytes, head, sizeof *head);
    memcpy(bytes + sizeof *head, text, head->text_length);
    return message_send(client->socket.fd, bytes, (uint32_t)sizeof *head + head->text_length, fd);
}

int wire_send(struct client *client, struct wire *head, const char *text, uint32_t length, int fd) {
    int error = put(client, head, text, length, fd);
    if (error < 0 && !(error == -EAGAIN && client->listing)) {
        let_go(client);
    }
    return error;
}

int wire_answer(struct client *client, const struct request *request, enum reply_op op, int32_t a) {
    struct wire head = {.op = (uint16_t)op, .seq = request->head.seq, .a = a};
    memcpy(head.id, request->head.id, sizeof head.id);
    return wire_send(client, &head, "", 0, -1);
}

int wire_refuse(struct client *client, const struct request *request, int error, const char *why) {
    struct wire head = {.op = REPLY_ERROR, .seq = request->head.seq, .a = error};
    memcpy(head.id, request->head.id, sizeof head.id);
    return wire_send(client, &head, why, (uint32_t)strlen(why), -1);
}

static bool is_well_formed(const struct request *request, size_t length) {
    const struct wire *head = &request->head;
    return length >= sizeof *head && head->magic == WIRE_MAGIC && head->version == WIRE_VERSION &&
           head->reserved == 0 && head->reserved_too == 0 &&
           head->text_length == length - sizeof *head;
}

static void close_fds(struct request *request) {
    for (uint32_t i = 0; i < request->fd_count; i++) {
        if (request->fds[i] >= 0) {
            (void)sys_close(request->fds[i]);
        }
    }
}

static void take_request(struct client *client) {
    static struct request request;
    memset(&request.head, 0, sizeof request.head);
    request.fd_count = 0;
    ssize_t got =
        message_receive(client->socket.fd, &request, sizeof request.head + sizeof request.text,
                        request.fds, REQUEST_FDS_MAX, &request.fd_count);
    if (got == -EAGAIN || got == -EINTR) {
        return;
    }
    if (got == -EMFILE && request.head.magic == WIRE_MAGIC) {
        (void)wire_refuse(client, &request, EMFILE,
                          "the launcher has too many open files; end containers, or start the"
                          " engine with a higher ulimit -Hn");
    } else if (got <= 0 && got != -EMSGSIZE) {
        let_go(client);
    } else if (got < 0 || !is_well_formed(&request, (size_t)got)) {
        (void)wire_refuse(client, &request, EBADMSG, "not a message of this protocol");
        let_go(client);
    } else {
        control_request(client, &request);
    }
    close_fds(&request);
}

static void want(struct client *client) {
    uint32_t events = client->listing || client->owed > 0 ? EPOLLOUT : 0;
    events |= client->listing ? 0 : EPOLLIN;
    endpoint_want(&client->socket, SOURCE_CLIENT, client->number, events);
}

/* 0, or -errno: the client is gone, or its socket is full. */
static int tell_exit(struct client *client, const struct container *container) {
    struct wire head = {.op = EVENT_EXITED,
                        .a = container->code,
                        .b = container->signal | (container->ran_out ? EXIT_RAN_OUT : 0),
                        .c = container->relay.dropped};
    memcpy(head.id, container->id, sizeof head.id);
    int error = put(client, &head, "", 0, -1);
    if (error < 0 && error != -EAGAIN) {
        let_go(client);
    }
    return error;
}

/* An exit is told late rather than never. */
static void owe(struct client *client, uint32_t number) {
    client->owed++;
    client->exits[number / 8] |= (uint8_t)(1U << number % 8);
    want(client);
}

static bool take_debt(struct client *client, uint32_t number) {
    uint8_t bit = (uint8_t)(1U << number % 8);
    bool owed = (client->exits[number / 8] & bit) != 0;
    client->exits[number / 8] &= (uint8_t)~bit;
    client->owed -= owed;
    return owed;
}

static void pay(struct client *client) {
    for (uint32_t i = 0; client->owed > 0 && i < inner.used; i++) {
        if (take_debt(client, i) && tell_exit(client, &inner.containers[i]) == -EAGAIN) {
            owe(client, i);
            return;
        }
    }
}

/* An event may be older than the connection that has its number now: only the socket itself says
 * that its client went. */
void control_ready(uint32_t number, uint32_t events) {
    struct client *client = &clients[number];
    if (client->socket.fd < 0) {
        return;
    }
    if (client->owed > 0 && (events & EPOLLOUT) != 0) {
        pay(client);
    }
    if (client->listing) {
        control_list(client);
    } else if (client->socket.fd >= 0 && (events & ~(uint32_t)EPOLLOUT) != 0) {
        take_request(client);
    }
    if (client->socket.fd >= 0) {
        want(client);
    }
}

/* Its number will be another container's: who was not told by now is told no more, and asks by a
 * list what became of it. */
void control_forgotten(const struct container *container) {
    for (uint32_t i = 0; i < CLIENTS_MAX; i++) {
        (void)take_debt(&clients[i], container->number);
    }
}

static void answer_start(struct container *container, struct wire *head, const char *text,
                         uint32_t length, int fd) {
    if (container->client < CLIENTS_MAX) {
        head->seq = container->seq;
        memcpy(head->id, container->id, sizeof head->id);
        (void)wire_send(&clients[container->client], head, text, length, fd);
    }
}

void control_started(struct container *container) {
    struct wire head = {.op = REPLY_STARTED, .a = container->pid};
    answer_start(container, &head, "", 0, container->pidfd);
}

/* Text: the call's name, a NUL, what it was about. */
void control_failed(struct container *container) {
    const struct failure *why = &container->failure;
    char text[FAIL_CALL_BYTES + FAIL_TEXT_BYTES];
    struct wire head = {.op = REPLY_FAILED,
                        .a = why->step == NO_STEP ? -1 : (int32_t)why->step,
                        .b = why->error,
                        .c = why->code};
    uint32_t length = text_add(text, 0, sizeof text, why->call) + 1;
    length = text_add(text, length, sizeof text, why->text);
    answer_start(container, &head, text, length, -1);
}

void control_exited(struct container *container) {
    for (uint32_t i = 0; i < CLIENTS_MAX; i++) {
        struct client *client = &clients[i];
        if (client->socket.fd >= 0 && client->subscribed &&
            tell_exit(client, container) == -EAGAIN) {
            owe(client, container->number);
        }
    }
}

void control_shutdown(int32_t grace) {
    if (grace <= 0 || container_count(STATE_STARTING, STATE_ENDING) == 0) {
        everything_ends();
        return;
    }
    inner.ending = true;
    for (uint32_t i = 0; i < inner.used; i++) {
        if (inner.containers[i].state == STATE_STARTING ||
            inner.containers[i].state == STATE_RUNNING) {
            (void)container_kill(&inner.containers[i], 15 /* SIGTERM */);
        }
    }
    (void)sys_timerfd_set(inner.timer, (uint64_t)grace);
}

static int32_t stop_grace;

static void shutdown_after_engine(void) {
    control_shutdown(stop_grace);
}

/* From outside: first the engine, which may have its own way to end containers, then they. */
void control_stop(int32_t grace) {
    stop_grace = grace;
    engine_stop(shutdown_after_engine);
}

/* The grace of a shutdown is over. */
void timer_ready(void) {
    uint64_t times = 0;
    (void)sys_read(inner.timer, &times, sizeof times);
    everything_ends();
}
