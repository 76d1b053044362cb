/* What the outer half (host user namespace) and the inner half (PID 1 of the engine's namespaces)
 * tell each other, over one SOCK_SEQPACKET pair. */
#ifndef HALVES_H
#define HALVES_H

#include <stddef.h>
#include <stdint.h>

#include "fail.h"

enum inward_op {
    INWARD_MAPPED = 1, /* the id maps are written: begin */
    INWARD_SIGNAL,     /* a: signal for the container's PID 1 */
    INWARD_RESIZE,     /* a rows, b columns */
    INWARD_CLIENT,     /* with the accepted connection */
    INWARD_SHUTDOWN,   /* a: grace in milliseconds */
    INWARD_HANDED,     /* struct handed, with the accepted connection: for the engine */
    INWARD_RELOAD,     /* the engine reads its configuration again */
    INWARD_QUIET       /* answer to OUTWARD_RESTS: nobody can connect, all who did were handed in */
};

enum outward_op {
    OUTWARD_READY = 1, /* resident: accept clients */
    OUTWARD_STARTED,
    OUTWARD_EXITED, /* a: exit status */
    OUTWARD_FAILED, /* failure */
    OUTWARD_SERVES, /* resident: the engine is up */
    OUTWARD_RESTS   /* resident: nobody needs the engine, it ended */
};

struct inward {
    uint32_t op;
    int32_t a;
    int32_t b;
};

#define PEER_GROUPS_MAX 1024U
#define PEER_GROUPS_UNKNOWN 1U /* a flag: it has more groups than that, none are told */
#define PEER_TCP 2U            /* a flag: it came by TCP, and nobody knows who it is */

/* Who connected to a socket of the engine's, in ids of the host: what the engine reads from its
 * hand-in channel. Sent up to the last group. */
struct peer {
    uint32_t pid;
    uint32_t uid;
    uint32_t gid;
    uint16_t listener;
    uint16_t flags;
    uint32_t group_count;
    uint32_t groups[PEER_GROUPS_MAX];
};

#define PEER_BYTES_MIN 20U
_Static_assert(offsetof(struct peer, groups) == PEER_BYTES_MIN, "the format has no holes");

struct handed {
    uint32_t op;
    struct peer peer;
};

struct outward {
    uint32_t op;
    int32_t a;
    struct failure failure;
};

/* Sends one message, with a descriptor unless fd is -1. Does not wait. */
int message_send(int to, const void *bytes, uint32_t length, int fd);

/* Receives one message and up to `most` descriptors; the length, 0 at the end, or -errno. -EMFILE:
 * it was received, without all of its descriptors, as this process has no room for them. */
ssize_t message_receive(int from, void *bytes, uint32_t length, int *fds, uint32_t most,
                        uint32_t *count);

/* The caller's terminal as it was, taken before the halves part: either half can put it back. */
void terminal_keep(void);
void terminal_raw(void);
void terminal_restore(void);
bool terminal_is_kept(void);

/* Size of the caller's terminal; false if there is none. */
bool terminal_size(uint16_t *rows, uint16_t *columns);

/* The inner half: never returns. */
__attribute__((noreturn)) void inner_main(int channel);

#endif
