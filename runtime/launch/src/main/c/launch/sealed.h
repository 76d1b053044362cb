/* Memory files nobody can change any more: our own program, and plans. */
#ifndef SEALED_H
#define SEALED_H

#include <stdbool.h>
#include <stdint.h>

/* Runs this program again from a sealed copy of itself, unless it is one. Returns only on success
 * as a copy (0) or with an error. */
int sealed_self(char *const *argv, char *const *env);

/* Maps the sealed plan of a descriptor; NULL and a kept failure if it is not sealed or too long. */
const uint8_t *sealed_plan(int fd, uint32_t *length);

#endif
