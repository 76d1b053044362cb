/* What a container reads: from the caller or from an attached client. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>

#include "relay.h"

/* The caller's descriptor may be one that waits: ask first. */
static bool has_input(const struct endpoint *from) {
    struct pollfd ready = {from->fd, POLLIN, 0};
    return from->plain || sys_poll(&ready, 1, 0) > 0;
}

static void end_input(struct relay *relay) {
    relay->input_ended = true;
    endpoint_close(&relay->input);
}

static bool fill(struct relay *relay) {
    struct endpoint *from = &relay->input;
    uint32_t room = 0;
    uint8_t *to = ring_space(&relay->pending, &room);
    if (from->fd < 0 || relay->input_ended || room == 0 || !has_input(from)) {
        return false;
    }
    ssize_t got = sys_read(from->fd, to, room);
    if (got > 0) {
        relay->pending.head += (uint64_t)got;
        return true;
    }
    if (got == 0 || (got != -EAGAIN && got != -EINTR)) {
        end_input(relay);
    }
    return false;
}

/* Nothing more will come: the container sees the end of its input. A terminal has no end but what
 * is typed. */
static void close_if_ended(struct relay *relay) {
    if (relay->input_ended && ring_length(&relay->pending) == 0 && !relay->terminal) {
        endpoint_close(&relay->to_input);
    }
}

static bool flush(struct relay *relay) {
    uint32_t length = 0;
    const uint8_t *bytes = ring_data(&relay->pending, relay->pending.tail, &length);
    if (length == 0) {
        return false;
    }
    if (relay->to_input.fd < 0) {
        relay->pending.tail = relay->pending.head; /* nobody reads it */
        return true;
    }
    ssize_t done = sys_write(relay->to_input.fd, bytes, length);
    if (done > 0) {
        relay->pending.tail += (uint64_t)done;
        return true;
    }
    if (done < 0 && done != -EAGAIN && done != -EINTR) {
        endpoint_close(&relay->to_input);
        endpoint_close(&relay->input);
    }
    return false;
}

bool input_move(struct container *container) {
    struct relay *relay = &container->relay;
    if (container->state >= STATE_ENDING) {
        endpoint_close(&relay->input);
        endpoint_close(&relay->to_input);
        return false;
    }
    bool moved = relay->framed ? attach_input(container) : fill(relay);
    moved = flush(relay) || moved;
    close_if_ended(relay);
    return moved;
}
