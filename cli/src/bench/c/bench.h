/* Shared by the files of jsec-bench, the driver that times launches of several engines in one run.
 */
#ifndef JSEC_BENCH_H
#define JSEC_BENCH_H

#include <stddef.h>
#include <stdint.h>

#define SUBJECTS_MAX 16
#define ARGUMENTS_MAX 64
#define SAMPLES_MAX 100000
#define CLIENTS_MAX 64

enum kind { KIND_SPAWN, KIND_JUDGE, KIND_SERVER, KIND_RESIDENT, KIND_API };

/* One engine under test: a command to spawn (one that judges may end with 1), a server on named
 * pipes (the floor), a resident launcher's socket, or a step in a container's life over an
 * engine's API. */
struct subject {
    char name[64];
    enum kind kind;
    int argc;
    char *argv[ARGUMENTS_MAX];
    double *samples; /* milliseconds */
    double *cpu;     /* milliseconds of user and system time; 0 where nothing is spawned */
    size_t count;
    size_t failed;
};

/* What one client holds open for one subject. */
struct session {
    struct subject *subject;
    int client;
    int in, out; /* KIND_SERVER: its answers and the requests to it */
    int socket;  /* KIND_RESIDENT */
    int plan;    /* KIND_RESIDENT: sealed memfd */
    uint64_t seq;
    double cpu_ms; /* of the last run */
};

double now_ms(void);
void die(const char *what, const char *subject);

void session_open(struct session *session, struct subject *subject, int client);
/* Milliseconds, or -1 where a peer failed. */
double session_run(struct session *session);
void session_close(struct session *session);

void resident_open(struct session *session);
void resident_run(struct session *session);
void resident_close(struct session *session);

/* Milliseconds of the step a subject names: create, start, exec, stop, remove; launch is the whole
 * life of `true`, and stay leaves a container that runs. -1 where the engine refuses. */
double api_run(struct subject *subject);
/* Whether a run is not undone at its end: then it is not warmed up. */
int api_leaves_something(const struct subject *subject);

int subjects_read(const char *path, struct subject *subjects);
void report(struct subject *subjects, int count, const char *label);

#endif
