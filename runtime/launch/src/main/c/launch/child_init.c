/* --init: PID 1 of the container becomes a program of ours, init.c, that forwards signals to the
 * command and reaps what it leaves behind. It starts afresh, as the command does: with exec it
 * loses what the launch had in memory and the rights that the command loses, and may be looked
 * into, which joining the container needs. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>

#include "abi.h"
#include "child.h"
#include "init.h"
#include "inner.h"

#define NUMBER_BYTES 16

int init_open(void) {
    child.self = sys_openat(AT_FDCWD, "/proc/self/exe", O_RDONLY, 0);
    return child.self < 0 ? failed(child.self, "init") : 0;
}

/* Returns if it could not. */
static int become_init(pid_t command) {
    char number[NUMBER_BYTES] = "";
    const char *const argv[] = {INIT_NAME, number, NULL};
    const char *const env[] = {NULL};
    (void)text_add_number(number, 0, sizeof number, (uint64_t)command);
    int error = sys_close_range(0, 2, 0);
    error = error < 0 ? error : sys_close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    error = error < 0 ? error : sys_execveat(child.self, "", argv, env, AT_EMPTY_PATH);
    return failed(error, "init");
}

/* No code of the image runs before init is another program. */
static int wait_for_init(const int ends[2]) {
    char none = 0;
    (void)sys_close(ends[1]);
    ssize_t got = sys_read(ends[0], &none, 1);
    (void)sys_close(ends[0]);
    return got < 0 ? failed(got, "init") : 0;
}

int init_split(void) {
    int ends[2];
    /* None is lost while PID 1 is about to wait for them: one that is not blocked it never sees. */
    int error = sys_sigmask(~0ULL);
    error = error < 0 ? error : sys_pipe2(ends, 0);
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
    error = become_init(command);
    (void)sys_kill(command, SIGKILL);
    return error;
}
