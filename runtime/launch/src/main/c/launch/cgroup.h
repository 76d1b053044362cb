/* Control groups of one container, on either version. */
#ifndef CGROUP_H
#define CGROUP_H

#include <stdbool.h>
#include <sys/types.h>

#include "plan.h"

/* Makes the group if the step says so (*made) and writes its files; its directory's descriptor or
 * -errno. */
int cgroup_make(const struct step_cgroup *step, bool *made);

/* Moves a process into the group whose directory is open. */
int cgroup_attach(int group, pid_t pid, const char *path);

/* v1: opens what a process joins the group by, for a child to use; the descriptor or -errno. */
int cgroup_door(int group, const char *path);

/* Moves this process, which has one thread, through an open door. The kernel moves a lone thread
 * that asks for itself without waiting for a grace period; a process that another moves waits. */
int cgroup_enter(int door, const char *path);

/* Lets a frozen group's processes run: a frozen process of v1 does not even die. */
void cgroup_thaw(const char *path);

/* Ends every process of the group, also those that are made meanwhile. Tries for at most 100 ms. */
void cgroup_kill(const char *path);

/* Whether the group is frozen, or about to be. */
bool cgroup_is_frozen(const char *path);

/* Whether the kernel ended a process of the group because memory ran out; asked before the group is
 * removed, as the count goes with it. */
bool cgroup_ran_out(const char *path);

/* Ends whatever is left in the group and removes it, with groups below. Tries for at most a second.
 */
void cgroup_remove(const char *path);

#endif
