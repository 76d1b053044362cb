/* The inner half's start, loop and end. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>

#include "abi.h"
#include "inner.h"
#include "inner_engine.h"
#include "inner_launch.h"
#include "options.h"
#include "tree.h"

#define BIT(signal) (1ULL << ((signal)-1))
#define EVENTS_MAX 64
#define GONE_SECONDS 10

struct inner inner;

/* The outer half died. The loop sees its channel close and cleans up; should it be stuck, the alarm
 * ends this process and with it everything in its pid namespace. */
static void on_outer_death(int signal) {
    (void)signal;
    (void)sys_alarm(GONE_SECONDS);
}

static void on_alarm(int signal) {
    (void)signal;
    sys_exit(137);
}

static int wait_for_maps(int channel) {
    struct inward message = {0, 0, 0};
    uint32_t count = 0;
    ssize_t got;
    do {
        got = message_receive(channel, &message, sizeof message, NULL, 0, &count);
    } while (got == -EINTR);
    if (got < 0) {
        return failed(got, "the outer half");
    }
    if (got != (ssize_t)sizeof message || message.op != INWARD_MAPPED) {
        sys_exit(125); /* the outer half failed and says so itself */
    }
    int error = sys_prctl(PR_SET_DUMPABLE, 0, 0);
    return error < 0 ? failed(error, "the inner half") : 0;
}

static int watch_outer(void) {
    int error = sys_sighandler(SIGTERM, on_outer_death);
    error = error < 0 ? error : sys_sighandler(SIGALRM, on_alarm);
    error = error < 0 ? error : sys_sigmask(~(BIT(SIGTERM) | BIT(SIGALRM)));
    error = error < 0 ? error : sys_prctl(PR_SET_PDEATHSIG, SIGTERM, 0);
    return error < 0 ? failed(error, "the inner half") : 0;
}

static int open_sources(int channel) {
    inner.epoll = fd_high(sys_epoll_create());
    inner.signals = fd_high(sys_signalfd(BIT(SIGCHLD)));
    inner.timer = fd_high(sys_timerfd());
    inner.null = fd_high(sys_openat(AT_FDCWD, "/dev/null", O_RDONLY, 0));
    /* Where it cannot be moved it stays, for our last words. */
    int high = sys_fcntl(channel, F_DUPFD_CLOEXEC, HIGH_FD);
    if (high >= 0) {
        inner.channel = high;
        (void)sys_close(channel);
    }
    const int fds[] = {inner.epoll, inner.signals, inner.timer, inner.null,
                       high == -EINVAL ? channel : high};
    int error = 0;
    for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++) {
        error = fds[i] < error ? fds[i] : error;
    }
    if (error < 0) {
        return failed(error, "the inner half's descriptors");
    }
    error = sys_epoll_ctl(inner.epoll, EPOLL_CTL_ADD, inner.channel, EPOLLIN,
                              (uint64_t)SOURCE_CHANNEL << 32);
    error = error < 0 ? error
                      : sys_epoll_ctl(inner.epoll, EPOLL_CTL_ADD, inner.signals, EPOLLIN,
                                      (uint64_t)SOURCE_SIGNALS << 32);
    error = error < 0 ? error
                      : sys_epoll_ctl(inner.epoll, EPOLL_CTL_ADD, inner.timer, EPOLLIN,
                                      (uint64_t)SOURCE_TIMER << 32);
    return error < 0 ? failed(error, "the inner half's descriptors") : 0;
}

static int make_tables(void) {
    struct rlimit limit = {1024, 4096};
    (void)getrlimit(RLIMIT_NOFILE, &limit);
    inner.open_files = limit.rlim_cur;
    inner.open_files_hard = limit.rlim_max;
    (void)sys_prlimit(RLIMIT_NOFILE, limit.rlim_max, limit.rlim_max);
    size_t region = SPOOL_BYTES + INPUT_BYTES;
    size_t length = region * (options.mode == MODE_ONCE ? 1 : CONTAINERS_MAX);
    inner.regions =
        sys_mmap(length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);
    inner.stages = sys_mmap(CONTAINERS_MAX * sizeof *inner.stages, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1);
    if (inner.regions == NULL || inner.stages == NULL) {
        return failed(-ENOMEM, "the inner half's tables");
    }
    /* What other containers wrote is not in a child's memory. */
    int error = sys_madvise(inner.regions, length, MADV_DONTFORK);
    return error < 0 ? failed(error, "the inner half's tables") : 0;
}

static int prepare(int channel) {
    int error = wait_for_maps(channel);
    if (error == 0 && sys_setsid() < 0) {
        error = failed(-EPERM, "the inner half");
    }
    error = error < 0 ? error : watch_outer();
    error = error < 0 ? error : make_tables();
    error = error < 0 ? error : open_sources(channel);
    error = error < 0 ? error : bare_prepare();
    if (error < 0 || inner.once) {
        return error;
    }
    inner.pids = fd_high(sys_openat(inner.proc, "self/ns/pid", O_RDONLY, 0));
    return inner.pids < 0 ? failed(inner.pids, "the engine's pid namespace") : 0;
}

static void take_signals(void) {
    struct signalfd_siginfo info;
    while (sys_read(inner.signals, &info, sizeof info) == (ssize_t)sizeof info) {
        reap_children();
    }
    reap_children();
}

static void outer_went(void) {
    (void)sys_epoll_ctl(inner.epoll, EPOLL_CTL_DEL, inner.channel, 0, 0);
    inner.outer_gone = true;
    terminal_restore();
    everything_ends();
}

static void follow_inward(const struct inward *message, int fd) {
    struct container *first = &inner.containers[0];
    if (message->op == INWARD_CLIENT && fd >= 0) {
        control_accept(fd, false);
        engine_wanted();
    } else if (message->op == INWARD_SIGNAL && inner.once) {
        (void)container_kill(first, message->a);
    } else if (message->op == INWARD_RESIZE && inner.once) {
        relay_resize(&first->relay, (uint16_t)message->a, (uint16_t)message->b);
    } else if (message->op == INWARD_SHUTDOWN) {
        control_stop(message->a);
    } else if (message->op == INWARD_RELOAD) {
        engine_reload();
    } else if (message->op == INWARD_QUIET) {
        engine_quiet();
    }
}

static void take_inward(void) {
    static union {
        struct inward order;
        struct handed handed;
    } message;
    uint32_t count = 0;
    int fd = -1;
    message.order.op = 0;
    ssize_t got = message_receive(inner.channel, &message, sizeof message, &fd, 1, &count);
    if (got == -EINTR || got == -EAGAIN || got == -EMFILE) {
        return; /* who connected while there was no room for it sees its connection end */
    }
    ssize_t least = (ssize_t)(offsetof(struct handed, peer) + PEER_BYTES_MIN);
    if (got >= least && message.order.op == INWARD_HANDED && fd >= 0) {
        uint32_t length = (uint32_t)(got - (ssize_t)offsetof(struct handed, peer));
        engine_hand_in(&message.handed.peer, length, fd);
    } else if (got == (ssize_t)sizeof message.order) {
        follow_inward(&message.order, fd);
    } else {
        outer_went();
    }
}

static void dispatch(const struct epoll_event *event) {
    enum source source = (enum source)(event->data.u64 >> 32);
    uint32_t number = (uint32_t)event->data.u64;
    switch (source) {
    case SOURCE_CHANNEL:
        take_inward();
        break;
    case SOURCE_SIGNALS:
        take_signals();
        break;
    case SOURCE_TIMER:
        timer_ready();
        break;
    case SOURCE_CLIENT:
        control_ready(number, event->events);
        break;
    case SOURCE_ENGINE:
        engine_timer();
        break;
    case SOURCE_STATUS:
        status_ready(&inner.containers[number]);
        break;
    default:
        relay_ready(&inner.containers[number & 0xffff], source, number >> ATTACHMENT_SHIFT,
                    event->events);
        break;
    }
}

static void loop(void) {
    struct epoll_event events[EVENTS_MAX];
    int broken = 0;
    while (!inner.done && broken < 100) {
        int count = sys_epoll_wait(inner.epoll, events, EVENTS_MAX, -1);
        broken = count < 0 && count != -EINTR ? broken + 1 : 0;
        for (int i = 0; i < count; i++) {
            dispatch(&events[i]);
        }
    }
}

static void tell_outer_failed(void) {
    struct outward message = {OUTWARD_FAILED, 0, failure};
    for (int tries = 0; tries < 3 && message_send(inner.channel, &message, sizeof message, -1) < 0;
         tries++) {
    }
}

/* remove mode: as root of the engine's user namespace, so that every subordinate id's files go. */
static int remove_trees(void) {
    for (uint32_t i = 0; i < options.dir_count; i++) {
        int error = tree_remove(options.dirs[i]);
        if (error < 0) {
            return failed(error, options.dirs[i]);
        }
    }
    return 0;
}

/* The outer half makes the terminal raw, and may be killed with our last words unread: it closes
 * its side when it has put the terminal back, or dies. After that we do so once more. */
static void put_terminal_back(void) {
    struct inward message = {0, 0, 0};
    uint32_t count = 0;
    ssize_t got = inner.once && terminal_is_kept() ? 1 : 0;
    while (got > 0 || got == -EINTR || got == -EAGAIN) {
        got = message_receive(inner.channel, &message, sizeof message, NULL, 0, &count);
    }
    if (inner.once) {
        terminal_restore();
    }
}

static int begin_resident(void) {
    control_prepare();
    /* Only the outer half accepts on what was handed down. */
    for (uint32_t i = 0; i < options.listen_count; i++) {
        if (options.listens[i].fd >= 0) {
            (void)sys_close(options.listens[i].fd);
        }
    }
    int error = options.engine == NULL ? 0 : engine_prepare();
    if (error == 0 && options.engine != NULL) {
        engine_start();
    }
    return error;
}

void inner_main(int channel) {
    inner.once = options.mode == MODE_ONCE;
    inner.channel = channel;
    int error = 0;
    if (options.mode == MODE_REMOVE) {
        error = wait_for_maps(channel);
        error = error < 0 ? error : remove_trees();
        struct outward ended = {OUTWARD_EXITED, 0, failure};
        if (error == 0) {
            (void)message_send(channel, &ended, sizeof ended, -1);
        }
    } else {
        error = prepare(channel);
        if (error == 0 && inner.once) {
            error = once_start();
        } else if (error == 0) {
            error = begin_resident();
        }
        if (error == 0) {
            loop();
        }
        if (error == 0 && !inner.once) {
            struct outward ended = {OUTWARD_EXITED, engine_status(), failure};
            (void)message_send(inner.channel, &ended, sizeof ended, -1);
        }
    }
    if (error < 0) {
        tell_outer_failed();
    }
    put_terminal_back();
    sys_exit(0);
}
