/* Attached clients: each takes the spool at its own pace, and may write the container's input. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>

#include "relay.h"

/* A message to a client: u8 stream, three zero bytes, u32 length, u64 offset, data. */
struct frame {
    uint8_t stream;
    uint8_t zero[3];
    uint32_t length;
    uint64_t offset;
    uint8_t data[CHUNK_BYTES];
};

#define MESSAGE_HEADER 16U
_Static_assert(offsetof(struct frame, data) == MESSAGE_HEADER, "the header has no holes");

/* Whether a client went away, and its event waits behind the one of now. */
static bool has_left(const struct endpoint *socket) {
    struct pollfd ready = {socket->fd, 0, 0};
    return sys_poll(&ready, 1, 0) > 0 && (ready.revents & POLLHUP) != 0;
}

/* The container's input ends when the last who could write says so. */
static void end_input_of(struct relay *relay, struct attachment *attachment) {
    attachment->input = false;
    for (int i = 0; i < ATTACHMENTS_MAX; i++) {
        if (relay->attachments[i].socket.fd >= 0 && relay->attachments[i].input) {
            return;
        }
    }
    relay->input_ended = true;
}

void relay_detach(struct relay *relay, struct attachment *attachment) {
    endpoint_close(&attachment->socket);
    if (attachment->input && attachment->once) {
        end_input_of(relay, attachment);
    }
    attachment->input = false;
}

/* It takes nothing any more; what it wrote before is still the container's. */
static void leave(struct attachment *attachment) {
    attachment->left = true;
    attachment->waits = false;
}

void relay_attach_ready(struct relay *relay, uint32_t index) {
    struct attachment *attachment = &relay->attachments[index % ATTACHMENTS_MAX];
    /* The event may be older than the client that has its place now: the socket itself is asked. */
    if (attachment->socket.fd >= 0 && has_left(&attachment->socket)) {
        leave(attachment);
    }
}

void relay_wait_for_nobody(struct relay *relay) {
    for (int i = 0; i < ATTACHMENTS_MAX; i++) {
        relay->attachments[i].waits = false;
    }
}

static struct attachment *free_place(struct relay *relay) {
    for (int i = 0; i < ATTACHMENTS_MAX; i++) {
        struct attachment *each = &relay->attachments[i];
        if (each->socket.fd >= 0 && !each->input && has_left(&each->socket)) {
            relay_detach(relay, each);
        }
        if (each->socket.fd < 0) {
            return each;
        }
    }
    return NULL;
}

int relay_attach(struct container *container, int fd, const struct attach_wish *wish,
                 uint64_t *offset) {
    struct relay *relay = &container->relay;
    if (!relay->framed) {
        return -EOPNOTSUPP;
    }
    if (wish->from == ATTACH_AT && wish->offset > relay->written) {
        return -ERANGE;
    }
    struct attachment *attachment = free_place(relay);
    if (attachment == NULL) {
        return -EBUSY;
    }
    *offset = wish->from == ATTACH_NOW    ? relay->written
              : wish->from == ATTACH_AT ? wish->offset
                                        : relay->taken;
    memset(attachment, 0, sizeof *attachment);
    attachment->sent = spool_find(relay, offset);
    attachment->offset = *offset;
    attachment->waits = (wish->flags & ATTACH_WAITS) != 0;
    attachment->input = (wish->flags & ATTACH_INPUT) != 0;
    attachment->once = (wish->flags & ATTACH_ONCE) != 0;
    endpoint_open(&attachment->socket, fd, false);
    return 0;
}

static bool nothing_follows(const struct container *container) {
    const struct relay *relay = &container->relay;
    return container->state >= STATE_ENDING && relay->from[0].fd < 0 && relay->from[1].fd < 0;
}

/* One frame, whole or not at all. */
static bool flush_one(struct container *container, struct attachment *attachment) {
    static struct frame frame;
    struct relay *relay = &container->relay;
    const struct ring *ring = &relay->rings[0];
    if (attachment->sent >= ring->head) {
        /* All is sent and nothing can follow: the client sees the end. */
        if (nothing_follows(container)) {
            relay_detach(relay, attachment);
        }
        return false;
    }
    frame.length = spool_frame(ring, attachment->sent, &frame.stream);
    frame.offset = attachment->offset;
    ring_get(ring, attachment->sent + FRAME_HEADER, frame.data, frame.length);
    ssize_t done = sys_write(attachment->socket.fd, &frame, MESSAGE_HEADER + frame.length);
    if (done > 0) {
        attachment->sent += FRAME_HEADER + frame.length;
        attachment->offset += frame.length;
        relay->taken = attachment->offset > relay->taken ? attachment->offset : relay->taken;
        return true;
    }
    if (done < 0 && done != -EAGAIN && done != -EINTR) {
        leave(attachment);
        return true;
    }
    return false;
}

bool attach_flush(struct container *container) {
    bool moved = false;
    for (int i = 0; i < ATTACHMENTS_MAX; i++) {
        struct attachment *each = &container->relay.attachments[i];
        if (each->socket.fd >= 0 && !each->left) {
            moved = flush_one(container, each) || moved;
        } else if (each->socket.fd >= 0 && container->state >= STATE_ENDING) {
            relay_detach(&container->relay, each); /* nobody reads its input any more either */
        }
    }
    return moved;
}

static bool takes_input(const struct relay *relay, const struct attachment *attachment) {
    return attachment->socket.fd >= 0 && attachment->input && !relay->input_ended &&
           relay->pending.size - ring_length(&relay->pending) >= INPUT_MESSAGE_BYTES;
}

/* One message; true if there may be more. */
static bool take_message(struct relay *relay, struct attachment *attachment) {
    static uint8_t bytes[INPUT_MESSAGE_BYTES];
    ssize_t got = sys_read(attachment->socket.fd, bytes, sizeof bytes);
    if (got > 0) {
        ring_put(&relay->pending, bytes, (uint32_t)got);
        return true;
    }
    if (got == 0 && !attachment->left && !has_left(&attachment->socket)) {
        end_input_of(relay, attachment);
        return true;
    }
    /* It left output unread, which is told first: what it wrote follows. */
    return got == -ECONNRESET;
}

/* One message of each who may write; who left and wrote no more goes. */
bool attach_input(struct container *container) {
    struct relay *relay = &container->relay;
    bool read = container->state < STATE_RUNNING || relay->to_input.fd >= 0;
    bool moved = false;
    for (int i = 0; i < ATTACHMENTS_MAX; i++) {
        struct attachment *each = &relay->attachments[i];
        struct pollfd ready = {each->socket.fd, POLLIN, 0};
        bool more = false;
        if (takes_input(relay, each) && sys_poll(&ready, 1, 0) > 0) {
            more = take_message(relay, each);
            moved = moved || more;
        }
        bool waits = read && each->input && !relay->input_ended && !takes_input(relay, each);
        if (each->socket.fd >= 0 && each->left && !more && !waits) {
            relay_detach(relay, each);
        }
    }
    return moved;
}

void attach_want(struct relay *relay, uint32_t number) {
    for (uint32_t i = 0; i < ATTACHMENTS_MAX; i++) {
        struct attachment *each = &relay->attachments[i];
        uint32_t events = EPOLLHUP;
        /* Whoever was sent the last in the last round of a turn is let go in the next one. */
        bool more = each->sent < relay->rings[0].head || nothing_follows(&inner.containers[number]);
        events |= more ? EPOLLOUT : 0;
        events |= takes_input(relay, each) ? EPOLLIN : 0;
        /* Of who left nothing is heard: its input is read as the container reads. */
        endpoint_want(&each->socket, SOURCE_ATTACH, number | i << ATTACHMENT_SHIFT,
                      each->left ? 0 : events);
    }
}
