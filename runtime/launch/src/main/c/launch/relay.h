/* Between relay.c, relay_output.c and relay_input.c. */
#ifndef RELAY_H
#define RELAY_H

#include "inner.h"

#define FRAME_HEADER 8U
#define FRAME_ROOM 512U /* less free space than this is not worth a frame */
#define CHUNK_BYTES 16384U
#define ROUNDS_MAX 16

static inline uint32_t ring_length(const struct ring *ring) {
    return (uint32_t)(ring->head - ring->tail);
}

/* One turn of a stream; true if bytes moved. At the container's end its last bytes are taken and
 * the stream closed. */
bool output_move(struct container *container, int stream, bool ending);
bool input_move(struct container *container);

/* ring.c */
void ring_put(struct ring *ring, const void *bytes, uint32_t length);
void ring_get(const struct ring *ring, uint64_t from, void *bytes, uint32_t length);

/* Free bytes in one piece at the head; data in one piece from a position. */
uint8_t *ring_space(const struct ring *ring, uint32_t *length);
const uint8_t *ring_data(const struct ring *ring, uint64_t from, uint32_t *length);

#endif
