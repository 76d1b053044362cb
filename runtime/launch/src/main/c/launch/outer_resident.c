/* Resident mode from outside: the listening socket, who connects, and the signals that end it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "options.h"
#include "outer.h"

#define BIT(signal) (1ULL << ((signal)-1))
#define BACKLOG 64
#define GRACE_MS 10000

static int listener = -1;

static int make_address(struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(options.socket) >= sizeof address->sun_path) {
        return failed_at("bind", ENAMETOOLONG, "a socket's path has at most 107 bytes");
    }
    (void)text_add(address->sun_path, 0, sizeof address->sun_path, options.socket);
    return 0;
}

/* A socket nobody listens on any more is in the way and nothing else. */
static int remove_stale(const struct sockaddr_un *address) {
    struct stat stat;
    int error = sys_fstatat(AT_FDCWD, options.socket, &stat, AT_SYMLINK_NOFOLLOW);
    if (error == -ENOENT) {
        return 0;
    }
    if (error < 0) {
        return failed(error, options.socket);
    }
    if (!S_ISSOCK(stat.st_mode)) {
        return failed_at("bind", EEXIST, "something that is no socket has the socket's place");
    }
    int fd = sys_socket(AF_UNIX, SOCK_SEQPACKET, 0);
    int answer = fd < 0 ? fd : sys_connect_unix(fd, address);
    if (fd >= 0) {
        (void)sys_close(fd);
    }
    if (answer == 0) {
        return failed_at("bind", EADDRINUSE, "a launcher serves that socket already");
    }
    if (answer == -ECONNREFUSED) {
        (void)sys_unlinkat(AT_FDCWD, options.socket, 0);
    }
    return 0;
}

/* Bound beside its place and put there when it listens: whoever sees it can connect. A link, as
 * unlike a new name it takes nobody's place. */
static int bind_beside(struct sockaddr_un *address) {
    char *last = address->sun_path + strlen(address->sun_path) - 1;
    *last = *last == '~' ? '-' : '~';
    (void)sys_unlinkat(AT_FDCWD, address->sun_path, 0);
    (void)umask(0177);
    int error = sys_bind_unix(listener, address);
    (void)umask(022);
    error = error < 0 ? error : sys_listen(listener, BACKLOG);
    if (error < 0) {
        return error;
    }
    error = sys_linkat(address->sun_path, options.socket);
    (void)sys_unlinkat(AT_FDCWD, address->sun_path, 0);
    return error;
}

static int start_listening(void) {
    struct sockaddr_un address;
    int error = make_address(&address);
    error = error < 0 ? error : remove_stale(&address);
    if (error < 0) {
        return error;
    }
    listener = sys_socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0);
    if (listener < 0) {
        return failed(listener, options.socket);
    }
    error = bind_beside(&address);
    if (error < 0) {
        (void)sys_close(listener);
        listener = -1;
        return failed(error, options.socket);
    }
    return 0;
}

/* Only the engine's own user is a client; the kernel says who connected. */
static void accept_client(void) {
    uid_t uid = (uid_t)-1;
    int client = sys_accept(listener);
    if (client < 0) {
        return;
    }
    if (sys_peer(client, &uid) == 0 && uid == geteuid()) {
        struct inward message = {INWARD_CLIENT, 0, 0};
        (void)message_send(outer.channel, &message, sizeof message, client);
    }
    (void)sys_close(client);
}

static void take_signals(void) {
    struct signalfd_siginfo info;
    while (sys_read(outer.signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT) {
            struct inward message = {INWARD_SHUTDOWN, GRACE_MS, 0};
            (void)message_send(outer.channel, &message, sizeof message, -1);
        }
    }
}

/* 1: go on, 0: the inner half has ended in order, else -errno. */
static int take_outward(void) {
    struct outward message;
    uint32_t count = 0;
    ssize_t got = message_receive(outer.channel, &message, sizeof message, NULL, 0, &count);
    if (got == -EINTR || got == -EAGAIN) {
        return 1;
    }
    if (got != (ssize_t)sizeof message) {
        return failed_at("jsec-launch", ECONNRESET, "the inner half ended");
    }
    switch (message.op) {
    case OUTWARD_READY: {
        int error = start_listening();
        return error < 0 ? error : 1;
    }
    case OUTWARD_FAILED:
        return failed_at(message.failure.call, message.failure.error, message.failure.text);
    default:
        return 0;
    }
}

static int serve(void) {
    for (;;) {
        struct pollfd fds[3] = {
            {outer.channel, POLLIN, 0}, {outer.signals, POLLIN, 0}, {listener, POLLIN, 0}};
        int ready = sys_poll(fds, listener < 0 ? 2 : 3, -1);
        if (ready < 0 && ready != -EINTR) {
            return failed(ready, "the control socket");
        }
        if (ready <= 0) {
            continue;
        }
        if (fds[1].revents != 0) {
            take_signals();
        }
        if (listener >= 0 && fds[2].revents != 0) {
            accept_client();
        }
        int more = fds[0].revents != 0 ? take_outward() : 1;
        if (more <= 0) {
            return more;
        }
    }
}

int outer_resident(void) {
    outer.signals = sys_signalfd(BIT(SIGTERM) | BIT(SIGINT) | BIT(SIGHUP) | BIT(SIGCHLD));
    if (outer.signals < 0) {
        return failed(outer.signals, "signals");
    }
    int error = outer_enter();
    error = error < 0 ? error : serve();
    if (listener >= 0) {
        (void)sys_unlinkat(AT_FDCWD, options.socket, 0);
    }
    outer_reap();
    return error;
}
