/* Descriptors in the event loop. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/stat.h>

#include "inner.h"

/* Moves a descriptor out of the way of launches: a child closes all of these with one call. */
int fd_high(int fd) {
    if (fd < 0 || fd >= HIGH_FD) {
        return fd;
    }
    int high = sys_fcntl(fd, F_DUPFD_CLOEXEC, HIGH_FD);
    if (high == -EINVAL) {
        return fd; /* a limit below 256: it stays where it is */
    }
    (void)sys_close(fd);
    return high;
}

void endpoint_open(struct endpoint *endpoint, int fd, bool shared) {
    struct stat stat;
    endpoint->fd = fd;
    endpoint->wanted = 0;
    endpoint->shared = shared;
    endpoint->plain =
        fd >= 0 && sys_fstat(fd, &stat) == 0 && (S_ISREG(stat.st_mode) || S_ISDIR(stat.st_mode));
}

void endpoint_want(struct endpoint *endpoint, enum source source, uint32_t number,
                   uint32_t events) {
    if (endpoint->fd < 0 || endpoint->wanted == events || endpoint->plain) {
        return;
    }
    int what = endpoint->wanted == 0 ? EPOLL_CTL_ADD : events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
    /* For want of memory, once: nothing would come to try again. */
    int error = -ENOMEM;
    for (int tries = 0; tries < 3 && error < 0 && error != -EPERM; tries++) {
        error =
            sys_epoll_ctl(inner.epoll, what, endpoint->fd, events, (uint64_t)source << 32 | number);
    }
    if (error == -EPERM) {
        endpoint->plain = true; /* such as /dev/null: always ready */
    } else if (error == 0) {
        endpoint->wanted = events;
    }
}

void endpoint_close(struct endpoint *endpoint) {
    if (endpoint->fd < 0) {
        return;
    }
    if (endpoint->wanted != 0) {
        (void)sys_epoll_ctl(inner.epoll, EPOLL_CTL_DEL, endpoint->fd, 0, 0);
        endpoint->wanted = 0;
    }
    if (!endpoint->shared) {
        (void)sys_close(endpoint->fd);
    }
    endpoint->fd = -1;
}
