/* Between relay.c, relay_output.c and relay_input.c. */
#ifndef RELAY_H
#define RELAY_H

#include "inner.h"

#include <errno.h>

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

/* True if nothing more comes after this answer to a read. */
static inline bool is_closing(ssize_t got) {
    return got == 0 || (got < 0 && got != -EAGAIN && got != -EINTR);
}

/* relay_spool.c: length and stream of the frame at a position; free bytes; one read into it. */
uint32_t spool_frame(const struct ring *ring, uint64_t at, uint8_t *stream);
uint32_t spool_room(const struct relay *relay);
bool spool_fill(struct relay *relay, int stream, bool ending);
uint64_t spool_find(const struct relay *relay, uint64_t *offset);

/* relay_attach.c */
bool attach_flush(struct container *container);
bool attach_input(struct container *container);
void attach_want(struct relay *relay, uint32_t number);
void relay_attach_ready(struct relay *relay, uint32_t index);
void relay_detach(struct relay *relay, struct attachment *attachment);

/* ring.c */
void ring_put(struct ring *ring, const void *bytes, uint32_t length);
void ring_get(const struct ring *ring, uint64_t from, void *bytes, uint32_t length);

/* Free bytes in one piece at the head; data in one piece from a position. */
uint8_t *ring_space(const struct ring *ring, uint32_t *length);
const uint8_t *ring_data(const struct ring *ring, uint64_t from, uint32_t *length);

#endif
