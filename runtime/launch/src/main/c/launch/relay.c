/* Standard streams of containers: what is read where, and what waits for what. Two forms. Direct:
 * each stream has a ring of raw bytes, and the caller's descriptor behind it (relay_output.c).
 * Framed: both go into one ring of frames, the spool (relay_spool.c), which attached clients take
 * (relay_attach.c) and whose oldest frames give way. Input: relay_input.c. */
#define _GNU_SOURCE
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "relay.h"

static void endpoint_reset(struct endpoint *endpoint) {
    endpoint->fd = -1;
    endpoint->wanted = 0;
    endpoint->plain = false;
    endpoint->shared = false;
}

void relay_reset(struct relay *relay, uint32_t number) {
    uint8_t *region = inner.regions + (size_t)number * (SPOOL_BYTES + INPUT_BYTES);
    memset(relay, 0, sizeof *relay);
    for (int i = 0; i < 2; i++) {
        endpoint_reset(&relay->from[i]);
        endpoint_reset(&relay->to[i]);
    }
    endpoint_reset(&relay->input);
    endpoint_reset(&relay->to_input);
    for (int i = 0; i < ATTACHMENTS_MAX; i++) {
        endpoint_reset(&relay->attachments[i].socket);
    }
    relay->framed = true;
    relay->rings[0] = (struct ring){region, SPOOL_BYTES, 0, 0};
    relay->rings[1] = (struct ring){region + DIRECT_BYTES, DIRECT_BYTES, 0, 0};
    relay->pending = (struct ring){region + SPOOL_BYTES, INPUT_BYTES, 0, 0};
}

void relay_close(struct relay *relay) {
    for (int i = 0; i < 2; i++) {
        endpoint_close(&relay->from[i]);
        endpoint_close(&relay->to[i]);
    }
    endpoint_close(&relay->input);
    endpoint_close(&relay->to_input);
    for (int i = 0; i < ATTACHMENTS_MAX; i++) {
        relay->attachments[i].input = false;
        endpoint_close(&relay->attachments[i].socket);
    }
}

bool relay_is_empty(const struct relay *relay) {
    bool direct = ring_length(&relay->rings[0]) == 0 && ring_length(&relay->rings[1]) == 0;
    return relay->framed || direct;
}

void relay_resize(struct relay *relay, uint16_t rows, uint16_t columns) {
    struct winsize size = {rows, columns, 0, 0};
    relay->rows = rows;
    relay->columns = columns;
    if (relay->terminal && relay->from[0].fd >= 0) {
        (void)sys_ioctl(relay->from[0].fd, TIOCSWINSZ, &size);
    }
}

static void want_direct(struct relay *relay, uint32_t number) {
    for (int i = 0; i < 2; i++) {
        bool room = ring_length(&relay->rings[i]) < relay->rings[i].size;
        bool waiting = ring_length(&relay->rings[i]) > 0;
        endpoint_want(&relay->from[i], i == 0 ? SOURCE_OUT : SOURCE_ERR, number,
                      room ? EPOLLIN : 0);
        endpoint_want(&relay->to[i], i == 0 ? SOURCE_SINK_OUT : SOURCE_SINK_ERR, number,
                      waiting ? EPOLLOUT : 0);
    }
}

static void want_framed(struct relay *relay, uint32_t number) {
    uint32_t events = spool_room(relay) > FRAME_ROOM ? EPOLLIN : 0;
    endpoint_want(&relay->from[0], SOURCE_OUT, number, events);
    endpoint_want(&relay->from[1], SOURCE_ERR, number, events);
    attach_want(relay, number);
}

static void want(struct container *container) {
    struct relay *relay = &container->relay;
    bool waiting = ring_length(&relay->pending) > 0;
    bool room = ring_length(&relay->pending) < relay->pending.size && relay->to_input.fd >= 0;
    endpoint_want(&relay->to_input, SOURCE_SINK_IN, container->number, waiting ? EPOLLOUT : 0);
    endpoint_want(&relay->input, SOURCE_INPUT, container->number, room ? EPOLLIN : 0);
    if (relay->framed) {
        want_framed(relay, container->number);
    } else {
        want_direct(relay, container->number);
    }
}

/* Moves what can be moved now. */
void relay_pump(struct container *container) {
    bool ending = container->state == STATE_ENDING;
    bool moved = true;
    for (int rounds = 0; moved && rounds < ROUNDS_MAX; rounds++) {
        moved = output_move(container, 0, ending);
        moved = output_move(container, 1, ending) || moved;
        moved = input_move(container) || moved;
    }
    want(container);
}

void relay_ready(struct container *container, enum source source, uint32_t index,
                 uint32_t events) {
    struct relay *relay = &container->relay;
    if (container->state == STATE_FREE) {
        return;
    }
    if (source == SOURCE_ATTACH && (events & (EPOLLHUP | EPOLLERR)) != 0) {
        relay_attach_ready(relay, index);
    }
    if ((source == SOURCE_OUT || source == SOURCE_ERR) && container->state == STATE_STARTING) {
        /* Its output before the launch is known to have worked: wait for that. */
        endpoint_want(&relay->from[source == SOURCE_OUT ? 0 : 1], source, container->number, 0);
        return;
    }
    relay_pump(container);
    container_advance(container);
}
