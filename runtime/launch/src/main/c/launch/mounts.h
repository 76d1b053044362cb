/* Mounts by descriptor. */
#ifndef MOUNTS_H
#define MOUNTS_H

#include "fail.h"
#include "plan.h"

/* A new file system, not attached anywhere; options are "key=value,flag". The descriptor or -errno,
 * kept. */
int mount_detached(const char *type, uint64_t attributes, const char *options);

/* The same from a step's list of options. */
int mount_from_step(const struct step_mount *step);

#endif
