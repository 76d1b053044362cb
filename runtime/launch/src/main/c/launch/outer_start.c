/* The outer half's start and end. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "abi.h"
#include "cgroup.h"
#include "options.h"
#include "outer.h"
#include "tree.h"

#define SIGNAL_COUNT 64

struct outer outer;

/* Opens /dev/null in the place of a closed 0, 1 or 2: nothing else may ever get these numbers. */
static int fill_standard(void) {
    for (int fd = 0; fd < 3; fd++) {
        if (sys_fcntl(fd, F_GETFD, 0) == -EBADF &&
            sys_openat(AT_FDCWD, "/dev/null", O_RDWR, 0) != fd) {
            return failed_at("openat", EBADF, "/dev/null for a closed standard descriptor");
        }
        (void)sys_fcntl(fd, F_SETFD, 0);
    }
    return 0;
}

static bool is_named(int fd) {
    bool named = fd == options.plan_fd || fd == options.fault_fd;
    for (uint32_t i = 0; i < options.lock_count; i++) {
        named = named || fd == options.lock_fds[i];
    }
    for (uint32_t i = 0; i < options.listen_count; i++) {
        named = named || fd == options.listens[i].fd;
    }
    return named;
}

static int last_named(void) {
    int last = options.plan_fd > options.fault_fd ? options.plan_fd : options.fault_fd;
    for (uint32_t i = 0; i < options.lock_count; i++) {
        last = options.lock_fds[i] > last ? options.lock_fds[i] : last;
    }
    for (uint32_t i = 0; i < options.listen_count; i++) {
        last = options.listens[i].fd > last ? options.listens[i].fd : last;
    }
    return last;
}

/* Closes everything but 0-2 and the named descriptors, which end at exec. */
static int close_others(void) {
    int from = 3;
    int last = last_named();
    for (int fd = 3; fd <= last; fd++) {
        if (!is_named(fd)) {
            continue;
        }
        if (fd > from) {
            int error = sys_close_range((unsigned)from, (unsigned)fd - 1, 0);
            if (error < 0) {
                return failed(error, "descriptors of the caller");
            }
        }
        int error = sys_fcntl(fd, F_SETFD, FD_CLOEXEC);
        if (error < 0) {
            return failed(error, "a descriptor of the command line");
        }
        from = fd + 1;
    }
    int error = sys_close_range((unsigned)from, ~0U, 0);
    return error < 0 ? failed(error, "descriptors of the caller") : 0;
}

int outer_prepare(void) {
    int error = sys_sigmask(~0ULL);
    if (error < 0) {
        return failed(error, "signals");
    }
    for (int signal = 1; signal <= SIGNAL_COUNT; signal++) {
        int refused = sys_sigdefault(signal); /* KILL and STOP refuse */
        if (refused < 0 && refused != -EINVAL) {
            return failed(refused, "signals");
        }
    }
    (void)umask(022);
    error = fill_standard();
    return error < 0 ? error : close_others();
}

int outer_enter(void) {
    int pair[2];
    int error = sys_socketpair(SOCK_SEQPACKET, pair);
    if (error < 0) {
        return failed(error, "the two halves");
    }
    terminal_keep();
    /* Until its ids are mapped the inner half's files in /proc must be ours. */
    outer.inner = sys_clone(NS_NEWUSER | NS_NEWNS | NS_NEWPID, NULL, -1);
    if (outer.inner == 0) {
        (void)sys_close(pair[0]);
        inner_main(pair[1]);
    }
    (void)sys_close(pair[1]);
    outer.channel = pair[0];
    if (outer.inner < 0) {
        return failed(outer.inner, "namespaces of the engine");
    }
    error = outer_map(outer.inner);
    if (error < 0) {
        return error;
    }
    error = sys_prctl(PR_SET_DUMPABLE, 0, 0);
    if (error < 0) {
        return failed(error, "the outer half");
    }
    struct inward mapped = {INWARD_MAPPED, 0, 0};
    error = message_send(outer.channel, &mapped, sizeof mapped, -1);
    /* Where it ended already, its last words wait in the channel. */
    return error < 0 && error != -EPIPE ? failed(error, "the inner half") : 0;
}

void outer_reap(void) {
    if (outer.inner <= 0) {
        return;
    }
    /* Its end of the channel closed: it cleans up and ends, at the latest after its alarm. */
    if (sys_shutdown(outer.channel, SHUT_WR) < 0) {
        (void)sys_close(outer.channel);
        outer.channel = -1;
    }
    for (int tries = 0; tries < 4; tries++) {
        pid_t got = sys_wait4(outer.inner, NULL, 0);
        if (got == outer.inner || got == -ECHILD) {
            break;
        }
    }
    outer.inner = 0;
}

void outer_sweep(void) {
    for (uint32_t i = 0; outer.has_plan && i < outer.plan.count; i++) {
        const struct step *step = &outer.plan.steps[i];
        if (step->code == STEP_CGROUP && (step->fields.cgroup.flags & CGROUP_OWN) != 0) {
            cgroup_remove(step->fields.cgroup.path.at);
        } else if (step->code == STEP_CLEANUP) {
            (void)tree_remove(step->fields.cleanup.path.at);
        }
    }
}

static void exec_failure(void) {
    char numbers[4][12];
    (void)text_add_number(numbers[0], 0, 12, (uint64_t)options.plan_fd);
    (void)text_add_number(numbers[1], 0, 12, failure.step);
    (void)text_add_number(numbers[2], 0, 12, failure.code);
    (void)text_add_number(numbers[3], 0, 12, (uint64_t)failure.error);
    const char *const words[] = {options.failure_exec,
                                 "launch-failure",
                                 "--plan-fd",
                                 numbers[0],
                                 "--step",
                                 numbers[1],
                                 "--code",
                                 numbers[2],
                                 "--call",
                                 failure.call,
                                 "--errno",
                                 numbers[3],
                                 "--text",
                                 failure.text,
                                 NULL};
    if (failure.step == NO_STEP) {
        (void)text_add(numbers[1], 0, 12, "-1");
    }
    (void)sys_fcntl(options.plan_fd, F_SETFD, 0);
    (void)sys_sigmask(0);
    (void)sys_execveat(AT_FDCWD, options.failure_exec, words, (const char *const *)outer.env, 0);
}

void outer_fail(void) {
    terminal_restore();
    /* However early it failed, the caller's directory of the container goes. */
    if (options.mode == MODE_ONCE && (outer.has_plan || outer_read_plan() == 0)) {
        outer_sweep();
    }
    if (options.failure_exec != NULL && options.plan_fd >= 0) {
        exec_failure();
    }
    fail_print(&failure);
    sys_exit(fail_exit_code(&failure));
}
