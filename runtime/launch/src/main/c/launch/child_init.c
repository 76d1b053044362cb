/* --init: PID 1 of the container stays this program, forwards signals to the command and reaps what
 * it leaves behind. It has no descriptor, no capability the command lacks, and nobody in the
 * container may look into it. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "abi.h"
#include "child.h"
#include "inner.h"

#define WAITS_MAX 4

/* The next signal of any kind, all being blocked. */
static int next_signal(void) {
    uint64_t all = ~0ULL;
    return (int)syscall(SYS_rt_sigtimedwait, &all, NULL, NULL, sizeof all);
}

static void reap(pid_t command) {
    int status = 0;
    int refused = 0;
    for (;;) {
        pid_t pid = sys_wait4(-1, &status, WNOHANG);
        refused += pid < 0;
        if (pid == 0 || pid == -ECHILD || refused == WAITS_MAX) {
            return;
        }
        if (pid == command) {
            sys_exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
        }
    }
}

__attribute__((noreturn)) static void stay(pid_t command) {
    for (;;) {
        int signal = next_signal();
        if (signal == SIGCHLD) {
            reap(command);
        } else if (signal > 0 && signal != SIGTSTP && signal != SIGTTIN && signal != SIGTTOU) {
            (void)sys_kill(command, signal);
        }
    }
}

/* What exec does to the command's capabilities is done here by hand; then this end of the pipe
 * closes with all the rest, which is the command's word to go. */
static int settle(void) {
    const struct plan *plan = child.launch->plan;
    const struct step_capabilities *set = &plan_find(plan, STEP_CAPABILITIES)->fields.capabilities;
    uint64_t keep = plan_find(plan, STEP_USER)->fields.user.uid == 0
                        ? set->permitted & set->bounding
                        : set->ambient;
    int error = sys_capset(keep, keep, 0);
    error = error < 0 ? error : sys_close_range(0, ~0U, 0);
    return error < 0 ? failed(error, "init") : 0;
}

/* No code of the image runs before init holds nothing any more. */
static int wait_for_init(const int ends[2]) {
    char none = 0;
    (void)sys_close(ends[1]);
    ssize_t got = sys_read(ends[0], &none, 1);
    (void)sys_close(ends[0]);
    return got < 0 ? failed(got, "init") : 0;
}

int init_split(void) {
    int ends[2];
    int error = sys_pipe2(ends, 0);
    if (error < 0) {
        return failed(error, "init");
    }
    pid_t command = sys_fork();
    if (command < 0) {
        return failed(command, "init");
    }
    if (command == 0) {
        return wait_for_init(ends);
    }
    error = settle();
    if (error < 0) {
        (void)sys_kill(command, SIGKILL);
        return error;
    }
    stay(command);
}
