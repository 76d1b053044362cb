/* The engine under the inner half. */
#ifndef INNER_ENGINE_H
#define INNER_ENGINE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "halves.h"

int engine_prepare(void);

/* Starts it; where that fails, later. */
void engine_start(void);

/* It asked to be told of exits: it is up. */
void engine_serves(void);

/* True if pid was the engine. */
bool engine_reaped(pid_t pid, int status);

/* Asks it to end, by SIGKILL after ten seconds, and calls `after` when it is gone. Nothing starts
 * it again. */
void engine_stop(void (*after)(void));

/* It reads its configuration again. */
void engine_reload(void);

/* Somebody came: it is started again if it rests. */
void engine_wanted(void);

/* Nobody came while it rested, and nobody can: we end. Or somebody did: we go on. */
void engine_quiet(void);

void engine_timer(void);

/* The exit status it ended us with; 0 unless it said otherwise. */
int32_t engine_status(void);

/* Passes a connection on, or ends it where too many wait: the channel holds what its buffer does.
 */
void engine_hand_in(const struct peer *peer, uint32_t length, int connection);

#endif
