/* Calls on signals, events, time and sockets. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <time.h>

#include "sys_call.h"

int sys_sigmask(uint64_t set) {
    return (int)CALL4(rt_sigprocmask, SIG_SETMASK, &set, NULL, sizeof set);
}

int sys_sigdefault(int signal) {
    struct {
        void (*handler)(int);
        unsigned long flags;
        void (*restorer)(void);
        uint64_t mask;
    } action = {SIG_DFL, 0, NULL, 0};
    return (int)CALL4(rt_sigaction, signal, &action, NULL, sizeof action.mask);
}

int sys_sighandler(int signal, void (*handler)(int)) {
    FAULT_GATE("rt_sigaction")
    struct sigaction action = {.sa_handler = handler};
    if (sigaction(signal, &action, NULL) != 0) {
        sys_failed = "rt_sigaction";
        return -errno;
    }
    return 0;
}

int sys_signalfd(uint64_t set) {
    return (int)CALL4(signalfd4, -1, &set, sizeof set, O_CLOEXEC | O_NONBLOCK);
}

int sys_alarm(unsigned seconds) {
    (void)alarm(seconds);
    return 0;
}

int sys_epoll_create(void) {
    return (int)CALL1(epoll_create1, O_CLOEXEC);
}

int sys_epoll_ctl(int epoll, int what, int fd, uint32_t events, uint64_t data) {
    struct epoll_event event = {.events = events, .data.u64 = data};
    return (int)CALL4(epoll_ctl, epoll, what, fd, &event);
}

int sys_epoll_wait(int epoll, struct epoll_event *events, int most, int milliseconds) {
    FAULT_GATE("epoll_wait")
    int count = epoll_pwait(epoll, events, most, milliseconds, NULL);
    if (count < 0) {
        sys_failed = "epoll_wait";
        return -errno;
    }
    return count;
}

int sys_poll(struct pollfd *fds, unsigned count, int milliseconds) {
    FAULT_GATE("poll")
    int ready = poll(fds, count, milliseconds);
    if (ready < 0) {
        sys_failed = "poll";
        return -errno;
    }
    return ready;
}

int sys_timerfd(void) {
    return (int)CALL2(timerfd_create, CLOCK_MONOTONIC, O_CLOEXEC | O_NONBLOCK);
}

int sys_timerfd_set(int fd, uint64_t milliseconds) {
    struct itimerspec time = {
        {0, 0}, {(time_t)(milliseconds / 1000), (long)(milliseconds % 1000) * 1000000}};
    return (int)CALL4(timerfd_settime, fd, 0, &time, NULL);
}

int sys_socket(int domain, int type, int protocol) {
    return (int)CALL3(socket, domain, type | SOCK_CLOEXEC, protocol);
}

int sys_socketpair(int type, int fds[2]) {
    return (int)CALL4(socketpair, AF_UNIX, type | SOCK_CLOEXEC, 0, fds);
}

int sys_bind(int fd, const struct sockaddr *address, uint32_t length) {
    return (int)CALL3(bind, fd, address, length);
}

int sys_bind_unix(int fd, const struct sockaddr_un *address) {
    return (int)CALL3(bind, fd, address, sizeof *address);
}

int sys_connect_unix(int fd, const struct sockaddr_un *address) {
    return (int)CALL3(connect, fd, address, sizeof *address);
}

int sys_listen(int fd, int backlog) {
    return (int)CALL2(listen, fd, backlog);
}

int sys_accept(int fd) {
    return (int)CALL4(accept4, fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

int sys_peer(int fd, struct ucred *peer) {
    socklen_t length = sizeof *peer;
    return (int)CALL5(getsockopt, fd, SOL_SOCKET, SO_PEERCRED, peer, &length);
}

int sys_peer_groups(int fd, gid_t *groups, uint32_t most) {
    socklen_t length = (socklen_t)(most * sizeof *groups);
    int error = (int)CALL5(getsockopt, fd, SOL_SOCKET, SO_PEERGROUPS, groups, &length);
    return error < 0 ? error : (int)(length / sizeof *groups);
}

int sys_socket_option(int fd, int name, int *value) {
    socklen_t length = sizeof *value;
    return (int)CALL5(getsockopt, fd, SOL_SOCKET, name, value, &length);
}

int sys_socket_switch(int fd, int name) {
    int on = 1;
    return (int)CALL5(setsockopt, fd, SOL_SOCKET, name, &on, sizeof on);
}

ssize_t sys_sendmsg(int fd, const struct msghdr *message, int flags) {
    FAULT_GATE("sendmsg")
    ssize_t result = sendmsg(fd, message, flags | MSG_NOSIGNAL);
    if (result < 0) {
        sys_failed = "sendmsg";
        return -errno;
    }
    return result;
}

ssize_t sys_recvmsg(int fd, struct msghdr *message, int flags) {
    FAULT_GATE("recvmsg")
    ssize_t result = recvmsg(fd, message, flags | MSG_CMSG_CLOEXEC);
    if (result < 0) {
        sys_failed = "recvmsg";
        return -errno;
    }
    return result;
}

int sys_shutdown(int fd, int how) {
    return (int)CALL2(shutdown, fd, how);
}

uint64_t sys_milliseconds(void) {
    struct timespec now = {0, 0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
