/*
 * The floor: what a launch costs when nothing but its system calls is paid for.
 *
 * It reads a plan once, before any clock runs, into an array of steps whose strings point into the
 * file, and then makes the plan's system calls with no check, no relay, no spool, no record and no
 * error handling but abort. An engine can only be slower; by how much is the price of what it does
 * besides.
 */
#ifndef JSEC_FLOOR_H
#define JSEC_FLOOR_H

#include <stddef.h>
#include <stdint.h>

#define STEPS_MAX 1024

enum {
    CGROUP = 1,
    NAMESPACES,
    ID_MAP,
    OVERLAY,
    MOUNT,
    BIND,
    DEVICE,
    SYMLINK,
    DIRECTORY,
    MASK,
    READ_ONLY,
    PIVOT_ROOT,
    HOSTNAME,
    SYSCTL,
    RLIMIT,
    LANDLOCK,
    USER,
    CAPABILITIES,
    NO_NEW_PRIVS,
    SECCOMP,
    STDIO,
    EXEC,
    READ_ONLY_ROOT,
    OOM_SCORE,
    CLEANUP,
    LOOPBACK_UP
};

struct step {
    uint16_t code;
    const uint8_t *at, *end;
    int fd; /* BIND, DEVICE: the detached mount made before the clone; CGROUP: its file tasks */
};

struct plan {
    struct step steps[STEPS_MAX];
    int count;
};

void plan_read(struct plan *plan, const char *path);
uint32_t take_u32(const uint8_t **at);
uint64_t take_u64(const uint8_t **at);
const char *take_text(const uint8_t **at);

void check(long result, const char *call);
int write_text(int dirfd, const char *path, const char *text);

/* The child's half: every step after the clone. Does not return. */
void child_run(struct plan *plan, int sync, int out, int err) __attribute__((noreturn));

#endif
