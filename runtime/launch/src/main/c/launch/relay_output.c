/* What a container writes: straight to the caller, or into the spool. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "relay.h"

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

bool output_move(struct container *container, int stream, bool ending) {
    struct relay *relay = &container->relay;
    bool moved;
    if (relay->framed) {
        moved = spool_fill(relay, stream, ending);
        return attach_flush(container) || moved;
    }
    moved = fill_direct(container, stream, ending);
    return flush_direct(container, stream) || moved;
}
