/* The outer half: in the host's user namespace, as the engine's user. */
#ifndef OUTER_H
#define OUTER_H

#include <stdbool.h>
#include <sys/types.h>

#include "halves.h"
#include "plan.h"

struct outer {
    pid_t inner;
    int channel;
    int signals;
    char *const *env;
    bool has_plan;
    struct plan plan;
};

extern struct outer outer;

/* Puts right what the caller may have left odd: signals, umask, descriptors. */
int outer_prepare(void);

/* Clones the inner half and maps its ids. */
int outer_enter(void);

/* Writes the id maps of the inner half, alone or by newuidmap and newgidmap. */
int outer_map(pid_t pid);

/* Waits for the inner half's end; everything below it is gone then. */
void outer_reap(void);

/* Decodes and checks the plan into outer.plan. */
int outer_read_plan(void);

/* Removes the cgroups and trees of the plan that are left where the inner half never was, or was
 * killed. */
void outer_sweep(void);

/* Reports the failure: by --failure-exec, or a line. */
__attribute__((noreturn)) void outer_fail(void);

/* Tells the service manager how we are (sd_notify(3)), where there is one. */
void outer_notify(const char *state);

int outer_once(void);
int outer_resident(void);
int outer_remove(void);

#endif
