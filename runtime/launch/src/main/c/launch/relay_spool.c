/* The spool: a ring of frames (8-byte header, then bytes), the last of what a container wrote,
 * whoever took it. Each attachment walks it on its own; bytes are counted from the container's
 * start, so that whoever comes back says where to go on. */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>

#include "relay.h"

#define RELEASE_BYTES (64U << 10) /* less is not worth a system call */

uint32_t spool_frame(const struct ring *ring, uint64_t at, uint8_t *stream) {
    uint8_t header[FRAME_HEADER];
    uint32_t length = 0;
    ring_get(ring, at, header, sizeof header);
    memcpy(&length, header + 4, sizeof length);
    *stream = header[0];
    return length;
}

/* The oldest frame leaves. */
static void drop_first(struct relay *relay, bool lost) {
    struct ring *ring = &relay->rings[0];
    uint8_t stream = 0;
    uint32_t length = spool_frame(ring, ring->tail, &stream);
    uint64_t end = relay->first + length;
    for (int i = 0; i < ATTACHMENTS_MAX; i++) {
        struct attachment *each = &relay->attachments[i];
        if (each->socket.fd >= 0 && each->sent == ring->tail) {
            each->sent += FRAME_HEADER + length; /* it sees by the next offset what it missed */
            each->offset = end;
        }
    }
    if (lost && end > relay->taken) {
        relay->dropped += end - (relay->first > relay->taken ? relay->first : relay->taken);
    }
    relay->taken = end > relay->taken ? end : relay->taken;
    relay->first = end;
    ring->tail += FRAME_HEADER + length;
}

/* What can be had without taking a frame from somebody the container waits for. */
uint32_t spool_room(const struct relay *relay) {
    const struct ring *ring = &relay->rings[0];
    uint64_t floor = ring->head;
    for (int i = 0; i < ATTACHMENTS_MAX; i++) {
        const struct attachment *each = &relay->attachments[i];
        if (each->socket.fd >= 0 && each->waits && each->sent < floor) {
            floor = each->sent;
        }
    }
    return ring->size - (uint32_t)(ring->head - floor);
}

static void put_frame(struct relay *relay, int stream, const uint8_t *bytes, uint32_t length) {
    struct ring *ring = &relay->rings[0];
    uint8_t header[FRAME_HEADER] = {(uint8_t)(stream + 1)};
    memcpy(header + 4, &length, sizeof length);
    while (ring->size - ring_length(ring) < FRAME_HEADER + length && ring_length(ring) > 0) {
        drop_first(relay, true);
    }
    ring_put(ring, header, sizeof header);
    ring_put(ring, bytes, length);
    relay->written += length;
}

bool spool_fill(struct relay *relay, int stream, bool ending) {
    static uint8_t bytes[CHUNK_BYTES];
    uint32_t room = spool_room(relay);
    if (relay->from[stream].fd < 0 || room <= FRAME_ROOM) {
        return false;
    }
    uint32_t most = room - FRAME_HEADER < CHUNK_BYTES ? room - FRAME_HEADER : CHUNK_BYTES;
    ssize_t got = sys_read(relay->from[stream].fd, bytes, most);
    if (got > 0) {
        put_frame(relay, stream, bytes, (uint32_t)got);
        return true;
    }
    if (is_closing(got) || (ending && got == -EAGAIN)) {
        endpoint_close(&relay->from[stream]);
    }
    return false;
}

/* The position of the first frame that holds the byte at *offset, or comes after it. */
uint64_t spool_find(const struct relay *relay, uint64_t *offset) {
    const struct ring *ring = &relay->rings[0];
    uint64_t at = ring->tail;
    uint64_t begins = relay->first;
    while (at < ring->head) {
        uint8_t stream = 0;
        uint32_t length = spool_frame(ring, at, &stream);
        if (begins + length > *offset) {
            break;
        }
        begins += length;
        at += FRAME_HEADER + length;
    }
    *offset = begins;
    return at;
}

static bool is_needed(const struct relay *relay) {
    for (int i = 0; i < ATTACHMENTS_MAX; i++) {
        const struct attachment *each = &relay->attachments[i];
        if (each->socket.fd >= 0 && !each->left && each->sent == relay->rings[0].tail) {
            return true;
        }
    }
    return false;
}

/* Gives the memory of an empty ring back. */
static void release(struct relay *relay) {
    struct ring *ring = &relay->rings[0];
    if (ring_length(ring) == 0 && ring->head - relay->released >= RELEASE_BYTES) {
        (void)sys_madvise(ring->bytes, ring->size, MADV_DONTNEED);
        relay->released = ring->head;
    }
}

void spool_kept(struct relay *relay, uint64_t offset) {
    struct ring *ring = &relay->rings[0];
    uint8_t stream = 0;
    while (ring_length(ring) > 0 && !is_needed(relay) &&
           relay->first + spool_frame(ring, ring->tail, &stream) <= offset) {
        drop_first(relay, false);
    }
    release(relay);
}
