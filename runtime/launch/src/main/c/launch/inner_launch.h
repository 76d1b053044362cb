/* Parts of one launch that the inner half does. */
#ifndef INNER_LAUNCH_H
#define INNER_LAUNCH_H

#include "child.h"
#include "inner.h"

/* inner_source.c */
int sources_open(struct launch *launch);
void sources_close(struct launch *launch);

/* inner_share.c: the processes of the containers that the plan takes from, into launch->source. */
int share_open(struct container *container, struct launch *launch);

/* Like sys_clone, but what the plan takes is taken; a failure is kept. */
pid_t share_clone(struct launch *launch, uint64_t flags, int into, int *pidfd);

/* inner_streams.c: pipes of the container, owned by its user; the child's ends go into
 * launch->stdio. */
int streams_make(struct container *container, struct launch *launch, const int *direct);
void streams_close_child(struct launch *launch);

/* inner_ids.c: the container's id maps. */
int maps_write(pid_t pid, const struct step_id_map *map);

/* The engine's id for an id of the container; false if it has none. */
bool id_outside(const struct list *extents, uint32_t inside, uint32_t *outside);

#endif
