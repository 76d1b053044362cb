/* The child: clone of the inner half in the container's namespaces. It carries out the steps and
 * becomes the command. */
#ifndef CHILD_H
#define CHILD_H

#include <stdbool.h>
#include <stdint.h>

#include "fail.h"
#include "plan.h"

#define LAYERS_MAX 128U

/* What the inner half opened for one launch, all below HIGH_FD. */
struct launch {
    const struct plan *plan;
    volatile uint32_t *stage;
    const struct step_id_map *map; /* of the container, its own or the one that is joined */
    int joined; /* pidfd of the container that is joined, or -1 */
    int status; /* to the inner half */
    uint32_t layer_count;
    int layers[LAYERS_MAX];         /* detached mounts of the overlay's lower directories */
    int upper;                      /* of the directory with its upper and work; -1: read-only */
    int stdio[3];                   /* the container's ends; -1: by the pty */
    int16_t source[PLAN_STEPS_MAX]; /* detached mount of each Bind, Device and shared Mount step,
                                       door of each Cgroup step of v1, process of each Share step;
                                       -1: skip */
};

/* How far one child came. */
struct child {
    const struct launch *launch;
    int root;     /* the container's root, O_PATH */
    int proc;     /* a private procfs nobody can mount over; -1: not yet */
    int terminal; /* the container's side of its pty, or -1 */
    int devpts;   /* the container's devpts, or -1 */
    int self;     /* this program, for init; -1: none is wanted */
    bool pivoted;
};

extern struct child child;

__attribute__((noreturn)) void child_main(const struct launch *launch);

/* Tells the inner half what failed, and ends. */
__attribute__((noreturn)) void child_fail(void);

/* child_paths.c: below the container's root, always by openat2(RESOLVE_IN_ROOT |
 * RESOLVE_NO_MAGICLINKS). O_PATH descriptors or -errno; nothing is kept. */
int path_open(const char *path, uint64_t flags, bool symlinks);

/* Opens the directory path, making what is missing with mode 0755. *made: the last one is new. */
int path_make(const char *path, bool symlinks, bool *made);

/* Opens the directory that holds path's last component, and that component's name. */
int path_parent(const char *path, bool create, bool symlinks, const char **name);

/* Makes the child root of the container's user namespace. */
int child_become_root(const struct step_id_map *map);

/* step_*.c: 0 or a kept failure. */
int step_overlay(const struct step_overlay *step);
int step_mount(const struct step_mount *step, int source);
int step_bind(const struct step_bind *step, int source);
int step_device(const struct step_device *step, int source);
int step_symlink(const struct step_symlink *step);
int step_directory(const struct step_directory *step);
int step_mask(const struct step_mask *step);
int step_read_only(const struct step_read_only *step);
int step_read_only_root(void);
int step_pivot_root(void);
int step_hostname(const struct step_hostname *step);
int step_loopback_up(void);
int step_sysctl(const struct step_sysctl *step);
int step_rlimit(const struct step_rlimit *step);
int step_landlock(const struct step_landlock *step);
int step_user(const struct step_user *step, const struct step_id_map *map);
int step_capabilities(const struct step_capabilities *step);
int step_no_new_privs(void);
int step_seccomp(const struct step_seccomp *step);
int step_stdio(const struct step_stdio *step, const struct step_user *user);
int step_app_armor(const struct step_app_armor *step);
int step_oom_score(const struct step_oom_score *step);
int step_join(const struct step_join *step);
int step_exec(const struct step_exec *step);

/* child_init.c: splits off the command; the caller's process stays as a small init. Returns in the
 * command only. */
int init_split(void);

/* Opens this program while its path leads to it. */
int init_open(void);

#endif
