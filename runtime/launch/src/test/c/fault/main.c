/* Starts the launcher that can fail, and watches it:
 *   jsec-fault STATE PLAN MILLISECONDS PROGRAM WORD…
 * STATE is the shared file of fault.h (descriptor 8 of PROGRAM), PLAN a plan's wire form (sealed
 * memory at 9). Kills the program, its inner half or its container's first process when a call of
 * theirs asks for that. Every process it leaves becomes
 * our child: exit code 98 if one is left after its end (when it was killed: after MILLISECONDS), 99
 * if it does not end in that time; else its own, or 128 and its signal. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "launch/fault.h"

#define STATE_FD 8
#define PLAN_FD 9
#define LEFT 98
#define LATE 99
#define SEALS_ALL (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

static void die(const char *what) {
    perror(what);
    exit(90);
}

static int sealed_plan(const char *path) {
    static char bytes[1 << 20];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    int plan = memfd_create("plan", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    ssize_t length = file < 0 ? -1 : read(file, bytes, sizeof bytes);
    if (plan < 0 || length < 0 || write(plan, bytes, (size_t)length) != length ||
        fcntl(plan, F_ADD_SEALS, SEALS_ALL) < 0) {
        die(path);
    }
    (void)close(file);
    return plan;
}

static struct fault *shared_state(int state) {
    void *at = mmap(NULL, sizeof(struct fault), PROT_READ | PROT_WRITE, MAP_SHARED, state, 0);
    if (at == MAP_FAILED) {
        die("mmap");
    }
    return at;
}

static long now_ms(void) {
    struct timespec now = {0, 0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Ends what is left, each by its number. */
static void end_children(void) {
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    for (int rounds = 0; rounds < 100; rounds++) {
        FILE *file = fopen(path, "re");
        int pid = 0;
        while (file != NULL && fscanf(file, "%d", &pid) == 1) {
            fprintf(stderr, "jsec-fault: process %d is left\n", pid);
            (void)kill(pid, SIGKILL);
        }
        if (file != NULL) {
            (void)fclose(file);
        }
        (void)usleep(10000);
        while (waitpid(-1, NULL, WNOHANG) > 0) {
        }
        if (waitpid(-1, NULL, WNOHANG) < 0) {
            return;
        }
    }
}

/* A process's first child: the kernel lists them in the order of their birth. 0: none. */
static pid_t first_child(pid_t parent) {
    char path[64];
    int pid = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/task/%d/children", parent, parent);
    FILE *file = fopen(path, "re");
    if (file == NULL || fscanf(file, "%d", &pid) != 1) {
        pid = 0;
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return pid;
}

/* Nobody is killed where the one that is meant is not there yet. */
static void kill_if_asked(struct fault *fault, pid_t program) {
    if (__atomic_load_n(&fault->killing, __ATOMIC_SEQ_CST) == FAULT_TO_BE_KILLED) {
        pid_t victim = program;
        for (int depth = fault->error; victim > 0 && depth < FAULT_KILL_OUTER; depth++) {
            victim = first_child(victim);
        }
        if (victim > 0) {
            (void)kill(victim, SIGKILL);
        }
        __atomic_store_n(&fault->killing, FAULT_KILLED, __ATOMIC_SEQ_CST);
    }
}

/* The program's wait status, or -1 if it is late. */
static int follow(struct fault *fault, pid_t program, long until) {
    int status = 0;
    while (now_ms() < until) {
        pid_t got = waitpid(-1, &status, WNOHANG);
        if (got == program) {
            return status;
        }
        kill_if_asked(fault, program);
        (void)usleep(300);
    }
    return -1;
}

static int nothing_left(long until) {
    do {
        pid_t got = waitpid(-1, NULL, WNOHANG);
        if (got < 0 && errno == ECHILD) {
            return 1;
        }
        if (got == 0) {
            (void)usleep(300);
        }
    } while (now_ms() < until);
    return 0;
}

static void start(int state, int plan, char **words) {
    if (dup2(state, STATE_FD) < 0 || dup2(plan, PLAN_FD) < 0) {
        die("dup2");
    }
    (void)execv(words[0], words);
    die(words[0]);
}

int main(int argc, char **argv) {
    if (argc < 5) {
        fprintf(stderr, "jsec-fault STATE PLAN MILLISECONDS PROGRAM WORD...\n");
        return 90;
    }
    int state = fcntl(open(argv[1], O_RDWR | O_CLOEXEC), F_DUPFD_CLOEXEC, 20);
    if (state < 0) {
        die(argv[1]);
    }
    int plan = fcntl(sealed_plan(argv[2]), F_DUPFD_CLOEXEC, 20);
    struct fault *fault = shared_state(state);
    long until = now_ms() + strtol(argv[3], NULL, 10);
    (void)prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    pid_t program = fork();
    if (program == 0) {
        start(state, plan, argv + 4);
    }
    int status = program < 0 ? -1 : follow(fault, program, until);
    if (status == -1) {
        end_children();
        return LATE;
    }
    if (!nothing_left(fault->killing == FAULT_KILLED ? until : 0)) {
        end_children();
        return LEFT;
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
