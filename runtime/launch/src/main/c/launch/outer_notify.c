/* The service manager's protocol: one datagram per state, to the socket of NOTIFY_SOCKET. It hears
 * from this process, which it started: NotifyAccess=main is enough. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "outer.h"

static const char *socket_name(void) {
    static const char NAME[] = "NOTIFY_SOCKET=";
    for (char *const *each = outer.env; each != NULL && *each != NULL; each++) {
        if (strncmp(*each, NAME, sizeof NAME - 1) == 0) {
            return *each + sizeof NAME - 1;
        }
    }
    return "";
}

/* A path, or with @ before it a name without a file. */
static bool make_address(struct sockaddr_un *address, socklen_t *length) {
    const char *name = socket_name();
    size_t bytes = strlen(name);
    if ((name[0] != '/' && name[0] != '@') || bytes >= sizeof address->sun_path) {
        return false;
    }
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, name, bytes);
    if (name[0] == '@') {
        address->sun_path[0] = 0;
    }
    *length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + bytes);
    return true;
}

/* Who does not hear it starts us again or kills us late: nothing that we could do better. */
void outer_notify(const char *state) {
    struct sockaddr_un address;
    socklen_t length = 0;
    if (!make_address(&address, &length)) {
        return;
    }
    struct iovec vector = {(void *)(uintptr_t)state, strlen(state)};
    struct msghdr message = {
        .msg_name = &address, .msg_namelen = length, .msg_iov = &vector, .msg_iovlen = 1};
    int fd = sys_socket(AF_UNIX, SOCK_DGRAM, 0);
    if (fd >= 0) {
        (void)sys_sendmsg(fd, &message, MSG_DONTWAIT);
        (void)sys_close(fd);
    }
}
