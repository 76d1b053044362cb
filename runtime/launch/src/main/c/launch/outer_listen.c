/* Listening sockets of resident mode: the launcher's own, and those of the engine's clients. They
 * live here, in the host's user namespace, where the kernel tells who really connects, and so they
 * outlive every engine. */
#define _GNU_SOURCE
#include "outer_listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "outer.h"

#define BACKLOG 64

static int make_address(const char *path, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path) {
        return failed_at("bind", ENAMETOOLONG, "a socket's path has at most 107 bytes");
    }
    (void)text_add(address->sun_path, 0, sizeof address->sun_path, path);
    return 0;
}

/* A socket nobody listens on any more is in the way and nothing else. */
static int remove_stale(const struct listener *listener, const struct sockaddr_un *address) {
    struct stat stat;
    int error = sys_fstatat(AT_FDCWD, listener->path, &stat, AT_SYMLINK_NOFOLLOW);
    if (error == -ENOENT) {
        return 0;
    }
    if (error < 0) {
        return failed(error, listener->path);
    }
    if (!S_ISSOCK(stat.st_mode)) {
        return failed_at("bind", EEXIST, "something that is no socket has the socket's place");
    }
    int fd = sys_socket(AF_UNIX, listener->type | SOCK_NONBLOCK, 0);
    int answer = fd < 0 ? fd : sys_connect_unix(fd, address);
    if (fd >= 0) {
        (void)sys_close(fd);
    }
    /* EAGAIN: somebody serves it, and many wait; EPROTOTYPE: with another kind of socket. */
    if (answer == 0 || answer == -EAGAIN || answer == -EPROTOTYPE) {
        return failed_at("bind", EADDRINUSE, listener->served);
    }
    if (answer == -ECONNREFUSED) {
        (void)sys_unlinkat(AT_FDCWD, listener->path, 0);
    }
    return 0;
}

static int set_owner(const struct listener *listener, const char *path) {
    int error = 0;
    if (listener->has_gid) {
        error = sys_fchownat(AT_FDCWD, path, (uid_t)-1, listener->gid, AT_SYMLINK_NOFOLLOW);
    }
    return error < 0 ? error : sys_chmod(path, listener->mode);
}

/* Bound beside its place and put there when it listens: whoever sees it can connect. A link, as
 * unlike a new name it takes nobody's place. */
static int bind_beside(const struct listener *listener, struct sockaddr_un *address) {
    char *last = address->sun_path + strlen(address->sun_path) - 1;
    *last = *last == '~' ? '-' : '~';
    (void)sys_unlinkat(AT_FDCWD, address->sun_path, 0);
    (void)umask(0177);
    int error = sys_bind_unix(listener->fd, address);
    (void)umask(022);
    if (error < 0) {
        return error;
    }
    error = set_owner(listener, address->sun_path);
    error = error < 0 ? error : sys_listen(listener->fd, BACKLOG);
    error = error < 0 ? error : sys_linkat(address->sun_path, listener->path);
    (void)sys_unlinkat(AT_FDCWD, address->sun_path, 0);
    return error;
}

/* One that was handed down: a listening unix stream socket and nothing else. */
static int check_handed_down(const struct listener *listener) {
    int domain = 0;
    int type = 0;
    int listening = 0;
    int error = sys_socket_option(listener->fd, SO_DOMAIN, &domain);
    error = error < 0 ? error : sys_socket_option(listener->fd, SO_TYPE, &type);
    error = error < 0 ? error : sys_socket_option(listener->fd, SO_ACCEPTCONN, &listening);
    if (error < 0) {
        return failed(error, "--listen-fd");
    }
    if (domain != AF_UNIX || type != listener->type || listening == 0) {
        return failed_at("--listen-fd", EINVAL, "it is no listening unix stream socket");
    }
    error = sys_fcntl(listener->fd, F_SETFL, O_RDWR | O_NONBLOCK);
    return error < 0 ? failed(error, "--listen-fd") : 0;
}

/* On the loopback interface: no other address is written here. */
static int bind_loopback(const struct listener *listener) {
    struct sockaddr_in four = {.sin_family = AF_INET,
                               .sin_port = htons(listener->port),
                               .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6,
                               .sin6_port = htons(listener->port),
                               .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int error = sys_socket_switch(listener->fd, SO_REUSEADDR);
    if (error == 0 && listener->six) {
        error = sys_bind(listener->fd, (const struct sockaddr *)&six, sizeof six);
    } else if (error == 0) {
        error = sys_bind(listener->fd, (const struct sockaddr *)&four, sizeof four);
    }
    return error < 0 ? error : sys_listen(listener->fd, BACKLOG);
}

static int start_loopback(struct listener *listener) {
    listener->fd = sys_socket(listener->six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int error = listener->fd < 0 ? listener->fd : bind_loopback(listener);
    if (error < 0 && listener->fd >= 0) {
        (void)sys_close(listener->fd);
        listener->fd = -1;
    }
    return error < 0 ? failed(error, "--listen-tcp") : 0;
}

int listener_start(struct listener *listener) {
    struct sockaddr_un address;
    if (listener->port != 0) {
        return start_loopback(listener);
    }
    if (listener->path == NULL) {
        return check_handed_down(listener);
    }
    int error = make_address(listener->path, &address);
    error = error < 0 ? error : remove_stale(listener, &address);
    if (error < 0) {
        return error;
    }
    listener->fd = sys_socket(AF_UNIX, listener->type | SOCK_NONBLOCK, 0);
    if (listener->fd < 0) {
        return failed(listener->fd, listener->path);
    }
    error = bind_beside(listener, &address);
    if (error < 0) {
        error = failed(error, listener->path);
        (void)sys_close(listener->fd);
        listener->fd = -1;
        return error;
    }
    listener->bound = true;
    return 0;
}

/* On one that was handed down others connect for its owner, who has them served when we are gone.
 */
void listener_shut(struct listener *listener) {
    if (listener->path != NULL && listener->fd >= 0) {
        (void)sys_shutdown(listener->fd, SHUT_RD);
    }
}

void listener_stop(struct listener *listener) {
    if (listener->bound) {
        (void)sys_unlinkat(AT_FDCWD, listener->path, 0);
        listener->bound = false;
    }
    if (listener->fd >= 0) {
        (void)sys_close(listener->fd);
        listener->fd = -1;
    }
}

/* Who connected, as the host numbers them; false if the kernel does not say. */
static bool identify(const struct listener *listener, int client, struct peer *peer) {
    if (listener->port != 0) {
        peer->pid = 0;
        peer->uid = (uint32_t)-1;
        peer->gid = (uint32_t)-1;
        peer->flags = PEER_TCP;
        peer->group_count = 0;
        return true;
    }
    struct ucred credentials = {0, (uid_t)-1, (gid_t)-1};
    if (sys_peer(client, &credentials) < 0) {
        return false;
    }
    peer->pid = (uint32_t)credentials.pid;
    peer->uid = credentials.uid;
    peer->gid = credentials.gid;
    peer->flags = 0;
    int count = sys_peer_groups(client, peer->groups, PEER_GROUPS_MAX);
    if (count == -ERANGE) {
        peer->flags = PEER_GROUPS_UNKNOWN;
        count = 0;
    }
    peer->group_count = (uint32_t)count;
    return count >= 0;
}

bool listener_lacks_room(int error) {
    return error == -EMFILE || error == -ENFILE || error == -ENOBUFS || error == -ENOMEM;
}

/* Where the inner half does not take it at once, the connection ends: nothing waits here. */
int listener_hand_in(struct listener *listener, uint16_t number) {
    static struct handed message;
    int client = sys_accept(listener->fd);
    if (client < 0) {
        return client;
    }
    message.op = INWARD_HANDED;
    message.peer.listener = number;
    if (identify(listener, client, &message.peer)) {
        uint32_t length = (uint32_t)offsetof(struct handed, peer) + PEER_BYTES_MIN +
                          message.peer.group_count * (uint32_t)sizeof message.peer.groups[0];
        (void)message_send(outer.channel, &message, length, client);
    }
    (void)sys_close(client);
    return 0;
}
