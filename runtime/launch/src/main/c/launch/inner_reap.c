/* The life of containers after their launch: exec or failure, exit, end. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "cgroup.h"
#include "inner.h"
#include "inner_engine.h"
#include "inner_launch.h"
#include "pty.h"

struct container *container_new(void) {
    for (uint32_t i = 0; i < CONTAINERS_MAX; i++) {
        struct container *container = &inner.containers[i];
        if (container->state == STATE_FREE) {
            memset(container, 0, sizeof *container);
            container->number = i;
            inner.used = i + 1 > inner.used ? i + 1 : inner.used;
            container->pidfd = -1;
            container->held = -1;
            container->status.fd = -1;
            container->client = CLIENTS_MAX;
            relay_reset(&container->relay, i);
            return container;
        }
    }
    return NULL;
}

uint32_t container_count(enum state from, enum state to) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < inner.used; i++) {
        enum state state = inner.containers[i].state;
        count += state >= from && state <= to;
    }
    return count;
}

static void drop_held(struct container *container) {
    if (container->held >= 0) {
        (void)sys_close(container->held);
        container->held = -1;
    }
}

void container_free(struct container *container) {
    endpoint_close(&container->status);
    relay_close(&container->relay);
    drop_held(container);
    if (container->pidfd >= 0) {
        (void)sys_close(container->pidfd);
        container->pidfd = -1;
    }
    if (!inner.once) {
        (void)sys_madvise(inner.regions + (size_t)container->number * (SPOOL_BYTES + INPUT_BYTES),
                          SPOOL_BYTES + INPUT_BYTES, MADV_DONTNEED);
    }
    container->state = STATE_FREE;
}

static void end_failed(struct container *container) {
    relay_close(&container->relay);
    launch_sweep(container);
    tell_failed(container);
    container_free(container);
}

/* The child ended without a word before its exec: the stage it left says where. */
static void keep_silent_failure(struct container *container) {
    uint32_t stage = inner.stages[container->number];
    struct plan_flaw flaw;
    fail_forget();
    if (stage < PLAN_STEPS_MAX &&
        plan_decode(&inner.plan, container->plan, container->plan_length, &flaw) &&
        stage < inner.plan.count) {
        fail_at(stage, inner.plan.steps[stage].code);
    }
    (void)failed_at("child", ESRCH, "the launching process was killed");
    container->failure = failure;
    container->has_failed = true;
    fail_forget();
}

/* A failure of ours, not the child's; the first is kept. */
static void keep_failure(struct container *container, long error, const char *text) {
    if (!container->has_failed) {
        fail_forget();
        (void)failed(error, text);
        container->failure = failure;
        container->has_failed = true;
        fail_forget();
    }
}

static void take_pty(struct container *container, int fd) {
    struct relay *relay = &container->relay;
    int master = fd_high(fd);
    if (master < 0) {
        keep_failure(container, master, "pty");
        return;
    }
    if (relay->from[0].fd >= 0) {
        (void)sys_close(master);
        return;
    }
    (void)sys_fcntl(master, 4 /* F_SETFL */, 04000 /* O_NONBLOCK */);
    endpoint_open(&relay->from[0], master, false);
    /* Input has its own number: reading and writing are waited for apart. */
    int input = sys_fcntl(master, 1030 /* F_DUPFD_CLOEXEC */, HIGH_FD);
    endpoint_open(&relay->to_input, input < 0 ? -1 : input, false);
    if (relay->rows > 0 && relay->columns > 0) {
        relay_resize(relay, relay->rows, relay->columns);
    }
}

static void end_starting(struct container *container) {
    bool executed = inner.stages[container->number] == STAGE_EXEC && !container->has_failed;
    endpoint_close(&container->status);
    if (!executed) {
        if (!container->has_failed) {
            keep_silent_failure(container);
        }
        end_failed(container);
        return;
    }
    if (container->state == STATE_STARTING) {
        container->state = STATE_RUNNING;
        tell_started(container);
        relay_pump(container);
    }
}

void status_ready(struct container *container) {
    union {
        struct failure failure;
        uint32_t tag;
    } message;
    while (container->status.fd >= 0) {
        int fd = -1;
        uint32_t count = 0;
        memset(&message, 0, sizeof message);
        ssize_t got =
            message_receive(container->status.fd, &message, sizeof message, &fd, 1, &count);
        if (got == -EAGAIN || got == -EINTR) {
            return;
        }
        if (got == -ECONNRESET) {
            continue; /* it left our word unread: its own follows */
        }
        if (got < 0 && inner.stages[container->number] != STAGE_EXEC) {
            keep_failure(container, got, "the child");
        }
        if (got == (ssize_t)sizeof message.failure && !container->has_failed) {
            container->failure = message.failure;
            container->has_failed = true;
        } else if (got == (ssize_t)sizeof message.tag && count == 1) {
            take_pty(container, fd);
        } else {
            end_starting(container);
            return;
        }
    }
}

static void keep_status(struct container *container, int status) {
    container->pid = 0;
    container->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    container->code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static struct container *find(pid_t pid) {
    for (uint32_t i = 0; i < inner.used; i++) {
        struct container *container = &inner.containers[i];
        if (container->state != STATE_FREE && container->pid == pid) {
            return container;
        }
    }
    return NULL;
}

static void end(void) {
    inner.done = true;
}

/* The last container of a shutdown is gone: an engine hears of it before it has to go too. */
void end_if_empty(void) {
    if (!inner.ending || container_count(STATE_STARTING, STATE_ENDING) > 0) {
        return;
    }
    if (inner.once || inner.outer_gone) {
        end();
    } else {
        engine_stop(end);
    }
}

/* With a pid namespace of its own the kernel ends whatever its process 1 leaves; else we do, before
 * its output is waited for. */
static void end_rest(struct container *container) {
    struct plan_flaw flaw;
    if (!container->shares_pids ||
        !plan_decode(&inner.plan, container->plan, container->plan_length, &flaw)) {
        return;
    }
    for (uint32_t i = 0; i < inner.plan.count; i++) {
        if (inner.plan.steps[i].code == STEP_CGROUP) {
            cgroup_kill(inner.plan.steps[i].fields.cgroup.path.at);
        }
    }
}

void reap_children(void) {
    int status = 0;
    for (;;) {
        pid_t pid = sys_wait4(-1, &status, WNOHANG);
        if (pid <= 0) {
            break;
        }
        struct container *container = find(pid);
        if (container == NULL) {
            (void)engine_reaped(pid, status);
            continue;
        }
        keep_status(container, status);
        if (container->state == STATE_STARTING) {
            status_ready(container); /* its last words, and the end of its socket */
        }
        if (container->state == STATE_RUNNING) {
            container->state = STATE_ENDING;
            end_rest(container);
            container_advance(container);
        }
    }
    end_if_empty();
}

/* An exited container is told of when all it wrote was taken; one-shot mode also waits until its
 * caller has it. */
void container_advance(struct container *container) {
    if (container->state != STATE_ENDING) {
        return;
    }
    if (!inner.outer_gone) {
        relay_pump(container);
        if (container->relay.from[0].fd >= 0 || container->relay.from[1].fd >= 0 ||
            (inner.once && !relay_is_empty(&container->relay))) {
            return;
        }
    }
    launch_sweep(container);
    drop_held(container);
    container->state = STATE_EXITED;
    tell_exited(container);
    end_if_empty();
}

static void thaw(struct container *container) {
    struct plan_flaw flaw;
    if (container->plan == NULL ||
        !plan_decode(&inner.plan, container->plan, container->plan_length, &flaw)) {
        return;
    }
    for (uint32_t i = 0; i < inner.plan.count; i++) {
        if (inner.plan.steps[i].code == STEP_CGROUP) {
            cgroup_thaw(inner.plan.steps[i].fields.cgroup.path.at);
        }
    }
}

/* Process 1 ends when all others of its pid namespace did, and a frozen one of v1 does not. */
static void thaw_sharers(const struct container *container) {
    for (uint32_t i = 0; i < inner.used; i++) {
        struct container *other = &inner.containers[i];
        if (other->state == STATE_RUNNING && other->shares_pids &&
            memcmp(other->pids_of, container->id, ID_BYTES) == 0) {
            thaw(other);
        }
    }
}

int container_kill(struct container *container, int signal) {
    if (container->pid <= 0) {
        if (inner.once && container->state == STATE_ENDING) {
            /* Only its output is still on the way to a caller who does not take it. */
            relay_abandon(container, 0);
            relay_abandon(container, 1);
            container_advance(container);
        }
        return 0;
    }
    int error = sys_kill(container->pid, signal);
    if (signal == SIGKILL && !container->joined) {
        thaw(container); /* a frozen process of v1 dies only then */
        thaw_sharers(container);
    }
    return error;
}

void everything_ends(void) {
    inner.ending = true;
    for (uint32_t i = 0; i < inner.used; i++) {
        relay_wait_for_nobody(&inner.containers[i].relay);
        if (inner.containers[i].state >= STATE_STARTING &&
            inner.containers[i].state <= STATE_ENDING) {
            if (inner.containers[i].state == STATE_ENDING) {
                container_advance(&inner.containers[i]);
            } else {
                (void)container_kill(&inner.containers[i], SIGKILL);
            }
        }
    }
    end_if_empty();
}
