/* Listening sockets of resident mode. */
#ifndef OUTER_LISTEN_H
#define OUTER_LISTEN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct listener {
    const char *path;   /* NULL: handed down, or TCP */
    const char *served; /* what is said where somebody serves it already */
    uint16_t port;      /* of TCP on the loopback interface, or 0 */
    bool six;           /* its IPv6 form */
    int type;
    mode_t mode;
    bool has_gid;
    gid_t gid;
    int fd;     /* -1: not yet */
    bool bound; /* the path is ours to remove */
};

/* Binds and listens, or checks what was handed down. */
int listener_start(struct listener *listener);
void listener_stop(struct listener *listener);

/* Accepts one connection and passes it inward, with who is at its other end; -errno where none
 * waits, or none can be accepted. */
int listener_hand_in(struct listener *listener, uint16_t number);

/* Whether accepting failed for want of something: who connected still waits. */
bool listener_lacks_room(int error);

/* Nobody can connect any more. Who did still waits to be accepted. */
void listener_shut(struct listener *listener);

#endif
