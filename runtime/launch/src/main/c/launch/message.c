/* Messages with descriptors. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "halves.h"

#define FDS_MAX 8

union control {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int) * FDS_MAX)];
};

int message_send(int to, const void *bytes, uint32_t length, int fd) {
    union control control;
    struct iovec vector = {(void *)(uintptr_t)bytes, length};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
    if (fd >= 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = control.bytes;
        message.msg_controllen = CMSG_SPACE(sizeof fd);
        control.header.cmsg_level = SOL_SOCKET;
        control.header.cmsg_type = SCM_RIGHTS;
        control.header.cmsg_len = CMSG_LEN(sizeof fd);
        memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
    }
    ssize_t sent = sys_sendmsg(to, &message, MSG_DONTWAIT);
    return sent < 0 ? (int)sent : 0;
}

static void take_fds(struct msghdr *message, int *fds, uint32_t most, uint32_t *count) {
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part != NULL;
         part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) {
            continue;
        }
        size_t here = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < here; i++) {
            int fd = -1;
            memcpy(&fd, CMSG_DATA(part) + i * sizeof fd, sizeof fd);
            if (*count < most) {
                fds[(*count)++] = fd;
            } else {
                (void)sys_close(fd);
            }
        }
    }
}

ssize_t message_receive(int from, void *bytes, uint32_t length, int *fds, uint32_t most,
                        uint32_t *count) {
    union control control;
    struct iovec vector = {bytes, length};
    struct msghdr message = {.msg_iov = &vector,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    *count = 0;
    memset(&control, 0, sizeof control);
    ssize_t got = sys_recvmsg(from, &message, 0);
    if (got >= 0) {
        take_fds(&message, fds, most, count);
        if ((message.msg_flags & MSG_TRUNC) != 0) {
            return -EMSGSIZE;
        }
        /* The kernel gives as many as have a place here, and says no more of it. */
        if ((message.msg_flags & MSG_CTRUNC) != 0) {
            return message.msg_controllen < CMSG_SPACE(sizeof(int) * FDS_MAX) ? -EMFILE : -EMSGSIZE;
        }
    }
    return got;
}
