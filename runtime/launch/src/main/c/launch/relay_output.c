/* What a container writes: to the caller, to an attached client, or into the spool. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "relay.h"

static bool is_closing(ssize_t got) {
    return got == 0 || (got < 0 && got != -EAGAIN && got != -EINTR);
}

/* What the container wrote is lost, which its exit code does not know. */
static void keep_loss(struct container *container, ssize_t error, int stream) {
    if (container->has_failed || !inner.once) {
        return;
    }
    fail_forget();
    (void)failed(error, stream == 0 ? "standard output" : "standard error");
    container->failure = failure;
    container->has_failed = true;
    fail_forget();
}

/* A closed pipe and a terminal that was hung up want no more; anything else is a loss. */
static bool wants_no_more(int fd, ssize_t error) {
    const char *kept = sys_failed;
    struct winsize size;
    bool over = error == -EPIPE || (error == -EIO && sys_ioctl(fd, TIOCGWINSZ, &size) != -ENOTTY);
    sys_failed = kept;
    return over;
}

/* direct: one read into the stream's ring. */
static bool fill_direct(struct container *container, int stream, bool ending) {
    struct relay *relay = &container->relay;
    struct endpoint *from = &relay->from[stream];
    uint32_t room = 0;
    uint8_t *to = ring_space(&relay->rings[stream], &room);
    if (from->fd < 0 || room == 0) {
        return false;
    }
    ssize_t got = sys_read(from->fd, to, room);
    if (got > 0) {
        relay->rings[stream].head += (uint64_t)got;
        return true;
    }
    /* EIO is how a pty says that nobody has it open any more. */
    if (is_closing(got) && got < 0 && !(relay->terminal && got == -EIO)) {
        keep_loss(container, got, stream);
    }
    if (is_closing(got) || (ending && got == -EAGAIN)) {
        endpoint_close(from);
    }
    return false;
}

/* The caller takes no more: the container's next write fails too, as in a pipeline; in resident
 * mode, where nobody is waited for, the rest goes to the spool. */
void relay_abandon(struct container *container, int stream) {
    struct relay *relay = &container->relay;
    struct ring *ring = &relay->rings[stream];
    endpoint_close(&relay->to[stream]);
    if (inner.once) {
        endpoint_close(&relay->from[stream]);
        ring->tail = ring->head;
        return;
    }
    relay->dropped += ring_length(&relay->rings[0]) + ring_length(&relay->rings[1]);
    endpoint_close(&relay->to[1 - stream]);
    endpoint_close(&relay->input);
    relay->framed = true;
    relay->rings[0].size = SPOOL_BYTES;
    relay->rings[0].head = relay->rings[0].tail = 0;
    relay->rings[1].head = relay->rings[1].tail = 0;
    relay->sent = 0;
}

static bool flush_direct(struct container *container, int stream) {
    struct ring *ring = &container->relay.rings[stream];
    struct endpoint *to = &container->relay.to[stream];
    uint32_t length = 0;
    const uint8_t *bytes = ring_data(ring, ring->tail, &length);
    if (length == 0) {
        if (container->state >= STATE_ENDING && container->relay.from[stream].fd < 0) {
            endpoint_close(to); /* whoever reads behind it sees the end */
        }
        return false;
    }
    if (to->fd < 0) {
        ring->tail = ring->head;
        return true;
    }
    ssize_t done =
        to->plain ? sys_write(to->fd, bytes, length) : sys_write_now(to->fd, bytes, length);
    if (done > 0) {
        ring->tail += (uint64_t)done;
        return true;
    }
    if (done < 0 && done != -EAGAIN && done != -EINTR) {
        if (!wants_no_more(to->fd, done)) {
            keep_loss(container, done, stream);
        }
        relay_abandon(container, stream);
    }
    return false;
}

static uint32_t frame_length(const struct ring *ring) {
    uint8_t header[FRAME_HEADER];
    ring_get(ring, ring->tail, header, sizeof header);
    return (uint32_t)header[4] << 24 | (uint32_t)header[5] << 16 | (uint32_t)header[6] << 8 |
           header[7];
}

/* Gives up the oldest frames until there is room. */
static void make_room(struct relay *relay, uint32_t needed) {
    struct ring *ring = &relay->rings[0];
    while (ring->size - ring_length(ring) < needed && ring_length(ring) > 0) {
        uint32_t length = frame_length(ring);
        relay->dropped += length;
        ring->tail += FRAME_HEADER + length;
    }
    relay->sent = ring->tail;
}

static bool fill_framed(struct relay *relay, int stream, bool ending) {
    static uint8_t bytes[CHUNK_BYTES];
    struct ring *ring = &relay->rings[0];
    uint32_t room = ring->size - ring_length(ring);
    uint32_t most = CHUNK_BYTES;
    if (relay->from[stream].fd < 0) {
        return false;
    }
    if (relay->attached) {
        if (room <= FRAME_ROOM) {
            return false;
        }
        most = room - FRAME_HEADER < most ? room - FRAME_HEADER : most;
    }
    ssize_t got = sys_read(relay->from[stream].fd, bytes, most);
    if (got <= 0) {
        if (is_closing(got) || (ending && got == -EAGAIN)) {
            endpoint_close(&relay->from[stream]);
        }
        return false;
    }
    uint32_t length = (uint32_t)got;
    uint8_t header[FRAME_HEADER] = {(uint8_t)(stream + 1),
                                    0,
                                    0,
                                    0,
                                    (uint8_t)(length >> 24),
                                    (uint8_t)(length >> 16),
                                    (uint8_t)(length >> 8),
                                    (uint8_t)length};
    if (!relay->attached) {
        make_room(relay, FRAME_HEADER + length);
    }
    ring_put(ring, header, sizeof header);
    ring_put(ring, bytes, length);
    return true;
}

/* Whole frames the client has leave the ring. */
static void drop_sent(struct relay *relay) {
    struct ring *ring = &relay->rings[0];
    while (ring_length(ring) >= FRAME_HEADER) {
        uint64_t end = ring->tail + FRAME_HEADER + frame_length(ring);
        if (end > relay->sent) {
            return;
        }
        ring->tail = end;
    }
}

static bool flush_framed(struct container *container) {
    struct relay *relay = &container->relay;
    uint32_t length = 0;
    const uint8_t *bytes = ring_data(&relay->rings[0], relay->sent, &length);
    if (!relay->attached) {
        return false;
    }
    if (length == 0) {
        /* All is sent and nothing can follow: the client sees the end. */
        if (container->state >= STATE_ENDING && relay->from[0].fd < 0 && relay->from[1].fd < 0) {
            relay_detach(container);
        }
        return false;
    }
    ssize_t done = sys_write(relay->attach.fd, bytes, length);
    if (done > 0) {
        relay->sent += (uint64_t)done;
        drop_sent(relay);
        return true;
    }
    if (done < 0 && done != -EAGAIN && done != -EINTR) {
        relay_detach(container);
    }
    return false;
}

bool output_move(struct container *container, int stream, bool ending) {
    struct relay *relay = &container->relay;
    bool moved;
    if (relay->framed) {
        moved = fill_framed(relay, stream, ending);
        return flush_framed(container) || moved;
    }
    moved = fill_direct(container, stream, ending);
    return flush_direct(container, stream) || moved;
}
