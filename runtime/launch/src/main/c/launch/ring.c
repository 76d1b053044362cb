/* A ring of bytes. Head and tail only grow; their place is the rest by the ring's size. */
#include <string.h>

#include "relay.h"

uint8_t *ring_space(const struct ring *ring, uint32_t *length) {
    uint32_t at = (uint32_t)(ring->head % ring->size);
    uint32_t room = ring->size - ring_length(ring);
    *length = room < ring->size - at ? room : ring->size - at;
    return ring->bytes + at;
}

const uint8_t *ring_data(const struct ring *ring, uint64_t from, uint32_t *length) {
    uint32_t at = (uint32_t)(from % ring->size);
    uint32_t here = (uint32_t)(ring->head - from);
    *length = here < ring->size - at ? here : ring->size - at;
    return ring->bytes + at;
}

void ring_put(struct ring *ring, const void *bytes, uint32_t length) {
    const uint8_t *from = bytes;
    while (length > 0) {
        uint32_t piece = 0;
        uint8_t *to = ring_space(ring, &piece);
        piece = piece < length ? piece : length;
        if (piece == 0) {
            return; /* the caller made room */
        }
        memcpy(to, from, piece);
        ring->head += piece;
        from += piece;
        length -= piece;
    }
}

void ring_get(const struct ring *ring, uint64_t from, void *bytes, uint32_t length) {
    uint8_t *to = bytes;
    while (length > 0 && from < ring->head) {
        uint32_t piece = 0;
        const uint8_t *at = ring_data(ring, from, &piece);
        piece = piece < length ? piece : length;
        memcpy(to, at, piece);
        from += piece;
        to += piece;
        length -= piece;
    }
}
