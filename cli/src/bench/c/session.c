/* One client's way of asking one subject for one launch: spawn, a byte to a server, the resident
 * socket, or an engine's API. */
#define _GNU_SOURCE
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void die(const char *what, const char *subject)
{
    fprintf(stderr, "jsec-bench: %s: %s: %s\n", subject, what, strerror(errno));
    exit(2);
}

/* Replaces %c in an argument by the client's number, so that 16 clients use 16 containers. */
static void expand(char *out, size_t size, const char *in, int client, unsigned long run)
{
    size_t used = 0;
    for (; *in && used + 24 < size; in++) {
        if (in[0] == '%' && in[1] == 'c') {
            used += (size_t)snprintf(out + used, size - used, "%d", client);
            in++;
        } else if (in[0] == '%' && in[1] == 'n') {
            used += (size_t)snprintf(out + used, size - used, "%lu", run);
            in++;
        } else {
            out[used++] = *in;
        }
    }
    out[used] = 0;
}

static pid_t spawn(struct subject *subject, int client, unsigned long run)
{
    static __thread char text[ARGUMENTS_MAX][1024];
    char *argv[ARGUMENTS_MAX + 1];
    for (int i = 0; i < subject->argc; i++) {
        expand(text[i], sizeof text[i], subject->argv[i], client, run);
        argv[i] = text[i];
    }
    argv[subject->argc] = NULL;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    pid_t pid;
    errno = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    if (errno)
        die("spawn", subject->name);
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

static int fifo_open(struct session *session, int argument, int flags)
{
    char path[1024];
    expand(path, sizeof path, session->subject->argv[argument], session->client, 0);
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        die("open", path);
    return fd;
}

static void server_run(struct session *session)
{
    char byte = 'x';
    if (write(session->out, &byte, 1) != 1 || read(session->in, &byte, 1) != 1)
        die("the server ended", session->subject->name);
    if (byte != 0) {
        fprintf(stderr, "jsec-bench: %s: launch failed\n", session->subject->name);
        exit(2);
    }
}

void session_open(struct session *session, struct subject *subject, int client)
{
    memset(session, 0, sizeof *session);
    session->subject = subject;
    session->client = client;
    if (subject->kind == KIND_SERVER) {
        session->out = fifo_open(session, 0, O_WRONLY);
        session->in = fifo_open(session, 1, O_RDONLY);
    } else if (subject->kind == KIND_RESIDENT) {
        resident_open(session);
    }
}

static double milliseconds(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

/* What judges ends with 1 where it found something, and with 2 where it could not judge. */
static int is_success(const struct subject *subject, int status)
{
    return status == 0 ||
           (subject->kind == KIND_JUDGE && WIFEXITED(status) && WEXITSTATUS(status) == 1);
}

double session_run(struct session *session)
{
    static unsigned long runs;
    double start = now_ms();
    if (session->subject->kind == KIND_API) {
        return api_run(session->subject);
    } else if (session->subject->kind == KIND_SERVER) {
        server_run(session);
    } else if (session->subject->kind == KIND_RESIDENT) {
        resident_run(session);
    } else {
        unsigned long run = __atomic_add_fetch(&runs, 1, __ATOMIC_RELAXED);
        int status;
        struct rusage used;
        pid_t pid = spawn(session->subject, session->client, run);
        if (wait4(pid, &status, 0, &used) != pid || !is_success(session->subject, status))
            return -1; /* what it says stands on standard error */
        session->cpu_ms = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
    }
    return now_ms() - start;
}

void session_close(struct session *session)
{
    if (session->subject->kind == KIND_SERVER) {
        close(session->out);
        close(session->in);
    } else if (session->subject->kind == KIND_RESIDENT) {
        resident_close(session);
    }
}
