/* PID 1 of a container with --init: started with all signals blocked, without descriptors, with the
 * command's rights and less to do. */
#define _GNU_SOURCE
#include "init.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fail.h"
#include "sys.h"

#define WAITS_MAX 4

/* The next signal of any kind. */
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

bool init_is_asked(int argc, char **argv) {
    return argc == 2 && strcmp(argv[0], INIT_NAME) == 0;
}

int init_main(char **argv) {
    uint64_t command = 0;
    if (!text_number(argv[1], INT_MAX, &command) || command == 0) {
        return 125;
    }
    (void)sys_prctl(PR_SET_NAME, (unsigned long)INIT_NAME, 0);
    for (;;) {
        int signal = next_signal();
        if (signal == SIGCHLD) {
            reap((pid_t)command);
        } else if (signal > 0 && signal != SIGTSTP && signal != SIGTTIN && signal != SIGTTOU) {
            (void)sys_kill((pid_t)command, signal);
        }
    }
}
