/* One launch, seen from the inner half: groups, sources, streams, the child, its maps; then the
 * child goes alone. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "abi.h"
#include "cgroup.h"
#include "inner_launch.h"
#include "tree.h"

/* The launch being made. Static: it is large, and the child finds it where it was. */
static struct launch launch;

struct groups {
    uint32_t count;
    int fds[CGROUPS_MAX]; /* of v2; -1: of v1, which the child joins by itself */
    const struct step *steps[CGROUPS_MAX];
    int into; /* index of the v2 group the child is born into, or -1 */
};

int launch_read_plan(struct container *container) {
    struct plan_flaw flaw;
    if (!plan_decode(&inner.plan, container->plan, container->plan_length, &flaw) ||
        !plan_check(&inner.plan, &flaw)) {
        fail_at(flaw.index == PLAN_STEPS_MAX ? NO_STEP : flaw.index, flaw.code);
        return failed_at("plan", EINVAL, flaw.why);
    }
    return 0;
}

/* The child's to join. */
static int keep_door(const struct step *step, int group) {
    int door = cgroup_door(group, step->fields.cgroup.path.at);
    (void)sys_close(group);
    if (door >= HIGH_FD) {
        (void)sys_close(door);
        return failed_at("openat", EMFILE, "more groups than descriptors");
    }
    if (door >= 0) {
        launch.source[step->index] = (int16_t)door;
    }
    return door;
}

static int make_groups(struct container *container, struct groups *groups) {
    groups->count = 0;
    groups->into = -1;
    for (uint32_t i = 0; i < inner.plan.count; i++) {
        const struct step *step = &inner.plan.steps[i];
        bool made = false;
        if (step->code != STEP_CGROUP) {
            continue;
        }
        fail_at(step->index, step->code);
        int group = cgroup_make(&step->fields.cgroup, &made);
        container->made |= (uint32_t)made << groups->count;
        if (group < 0) {
            return group;
        }
        if ((step->fields.cgroup.flags & CGROUP_V2) == 0) {
            int door = keep_door(step, group);
            if (door < 0) {
                return door;
            }
            group = -1;
        } else if (groups->into < 0) {
            groups->into = (int)groups->count;
        }
        groups->steps[groups->count] = step;
        groups->fds[groups->count++] = group;
    }
    return 0;
}

static void close_groups(struct groups *groups) {
    for (uint32_t i = 0; i < groups->count; i++) {
        if (groups->fds[i] >= 0) {
            (void)sys_close(groups->fds[i]);
        }
    }
}

/* Version 2, but for the group that the child was born into. */
static int attach_groups(const struct groups *groups, pid_t pid) {
    for (uint32_t i = 0; i < groups->count; i++) {
        const struct step *step = groups->steps[i];
        if ((int)i == groups->into || groups->fds[i] < 0) {
            continue;
        }
        fail_at(step->index, step->code);
        int error = cgroup_attach(groups->fds[i], pid, step->fields.cgroup.path.at);
        if (error < 0) {
            return error;
        }
    }
    return 0;
}

/* The child's files in /proc must be ours until its maps are written, so this process may be looked
 * into while it clones. Nobody who could look is in its pid namespace: containers live in nested
 * ones. */
static pid_t clone_child(struct container *container, const struct groups *groups) {
    uint64_t flags = 0;
    if (!container->joined) {
        const struct step *step = plan_find(&inner.plan, STEP_NAMESPACES);
        flags = step->fields.namespaces.flags & ~NS_NEWCGROUP;
        fail_at(step->index, step->code);
    }
    int error = bare_enter();
    if (error < 0) {
        return error;
    }
    error = sys_prctl(PR_SET_DUMPABLE, 1, 0);
    if (error < 0) {
        (void)failed(error, "namespaces of the container");
        (void)bare_leave();
        return error;
    }
    int into = groups->into < 0 ? -1 : groups->fds[groups->into];
    bool shares = !container->joined && plan_shared(&inner.plan) != 0;
    pid_t pid = shares ? share_clone(&launch, flags, into, &container->pidfd)
                       : sys_clone(flags, &container->pidfd, into);
    if (pid == 0) {
        child_main(&launch);
    }
    if (pid < 0 && !shares) {
        (void)failed(pid, "namespaces of the container");
    }
    error = sys_prctl(PR_SET_DUMPABLE, 0, 0);
    if (error < 0) {
        (void)failed(error, "namespaces of the container");
    }
    int left = bare_leave();
    error = error < 0 ? error : left;
    if (pid > 0) {
        container->pid = pid;
        container->pidfd = fd_high(container->pidfd);
        if (container->pidfd < 0) {
            error = failed(container->pidfd, "process of the container");
        }
    }
    return error < 0 ? error : pid;
}

static int follow_child(struct container *container, const struct groups *groups, int status) {
    int error = attach_groups(groups, container->pid);
    if (error < 0) {
        return error;
    }
    if (!container->joined) {
        const struct step *map = plan_find(&inner.plan, STEP_ID_MAP);
        fail_at(map->index, map->code);
        error = maps_write(container->pid, &map->fields.id_map);
        if (error < 0) {
            return error;
        }
    }
    fail_at(NO_STEP, 0);
    ssize_t sent = sys_write(status, "g", 1);
    return sent < 0 ? failed(sent, "the child") : 0;
}

/* A child that failed before its turn says why better than our write to its files in /proc. */
static void take_last_words(int status) {
    struct failure words;
    uint32_t count = 0;
    ssize_t got = message_receive(status, &words, sizeof words, NULL, 0, &count);
    if (got == -ECONNRESET) { /* it left our word unread: its own follows */
        got = message_receive(status, &words, sizeof words, NULL, 0, &count);
    }
    if (got == (ssize_t)sizeof words) {
        fail_forget();
        fail_at(words.step, words.code);
        (void)failed_at(words.call, words.error, words.text);
    }
}

static int start_child(struct container *container, const struct groups *groups) {
    int pair[2];
    fail_at(NO_STEP, 0);
    int error = sys_socketpair(SOCK_SEQPACKET, pair);
    if (error < 0) {
        return failed(error, "the child");
    }
    launch.status = pair[1];
    launch.stage = &inner.stages[container->number];
    *launch.stage = STAGE_NONE;
    int status = fd_high(pair[0]);
    error = status < 0 ? status : sys_fcntl(status, F_SETFL, O_NONBLOCK);
    error = error < 0 ? failed(error, "the child") : (int)clone_child(container, groups);
    (void)sys_close(pair[1]);
    if (error > 0) {
        error = follow_child(container, groups, status);
        if (error < 0) {
            take_last_words(status);
        }
    }
    if (error < 0) {
        if (status >= 0) {
            (void)sys_close(status);
        }
        return error;
    }
    endpoint_open(&container->status, status, false);
    endpoint_want(&container->status, SOURCE_STATUS, container->number, EPOLLIN);
    if (container->status.wanted == 0) {
        endpoint_close(&container->status);
        return failed_at("epoll_ctl", ENOMEM, "the child");
    }
    return 0;
}

static void forget_launch(void) {
    launch.plan = &inner.plan;
    launch.layer_count = 0;
    launch.upper = -1;
    launch.status = -1;
    launch.joined = -1;
    for (int i = 0; i < 3; i++) {
        launch.stdio[i] = -1;
    }
    memset(launch.source, 0xff, sizeof launch.source);
}

static void forget_container(struct container *container) {
    forget_launch();
    container->made = 0;
    container->pid = 0;
    container->pidfd = -1;
}

static int end_launch(struct container *container, struct groups *groups, int error) {
    close_groups(groups);
    sources_close(&launch);
    streams_close_child(&launch);
    if (launch.joined >= 0) {
        (void)sys_close(launch.joined);
    }
    if (error < 0) {
        container->failure = failure;
        container->has_failed = true;
        launch_sweep(container);
        return error;
    }
    container->state = STATE_STARTING;
    return 0;
}

int launch_start(struct container *container, const int *direct) {
    struct groups groups = {.count = 0};
    forget_container(container);
    launch.map = &plan_find(&inner.plan, STEP_ID_MAP)->fields.id_map;
    int error = streams_make(container, &launch, direct);
    error = error < 0 ? error : share_open(container, &launch);
    error = error < 0 ? error : make_groups(container, &groups);
    error = error < 0 ? error : sources_open(&launch);
    error = error < 0 ? error : start_child(container, &groups);
    return end_launch(container, &groups, error);
}

int launch_join(struct container *container, struct container *around, const int *direct) {
    struct groups groups = {.count = 0};
    forget_container(container);
    launch.map = &plan_find(&inner.around, STEP_ID_MAP)->fields.id_map;
    int error = streams_make(container, &launch, direct);
    error = error < 0 ? error : make_groups(container, &groups);
    if (error == 0) {
        launch.joined = sys_fcntl(around->pidfd, F_DUPFD_CLOEXEC, 3);
        error = launch.joined < 0 ? failed(launch.joined, "the container's process") : 0;
    }
    error = error < 0 ? error : join_enter(around);
    if (error == 0) {
        error = start_child(container, &groups);
        join_leave();
    }
    return end_launch(container, &groups, error);
}

/* Ends a child that is still there, for good. */
static void end_child(struct container *container) {
    if (container->joined && container->pid > 0) {
        /* In a frozen container it dies late: nobody waits for it here, it is reaped as it comes.
         */
        (void)sys_kill(container->pid, SIGKILL);
        container->pid = 0;
    }
    while (container->pid > 0) {
        (void)sys_kill(container->pid, SIGKILL);
        pid_t got = sys_wait4(container->pid, NULL, 0);
        if (got == container->pid || got == -ECHILD) {
            container->pid = 0;
        }
    }
}

void launch_sweep(struct container *container) {
    struct plan_flaw flaw;
    uint32_t group = 0;
    if (container->plan == NULL ||
        !plan_decode(&inner.plan, container->plan, container->plan_length, &flaw)) {
        return;
    }
    for (uint32_t i = 0; container->pid > 0 && !container->joined && i < inner.plan.count; i++) {
        if (inner.plan.steps[i].code == STEP_CGROUP) {
            cgroup_thaw(inner.plan.steps[i].fields.cgroup.path.at);
        }
    }
    end_child(container);
    for (uint32_t i = 0; i < inner.plan.count; i++) {
        const struct step *step = &inner.plan.steps[i];
        if (step->code == STEP_CGROUP && (container->made >> group++ & 1) != 0) {
            container->ran_out |= cgroup_ran_out(step->fields.cgroup.path.at);
            cgroup_remove(step->fields.cgroup.path.at);
        } else if (step->code == STEP_CLEANUP) {
            (void)tree_remove(step->fields.cleanup.path.at);
        }
    }
    container->made = 0;
    (void)sys_munmap((void *)(uintptr_t)container->plan, container->plan_length);
    container->plan = NULL;
    if (container->pidfd >= 0) {
        (void)sys_close(container->pidfd);
        container->pidfd = -1;
    }
}
