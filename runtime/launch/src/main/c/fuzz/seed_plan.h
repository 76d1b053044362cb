/* A plan with every step, as the fuzzers' starting point. */
#ifndef SEED_PLAN_H
#define SEED_PLAN_H

#include <stddef.h>
#include <stdint.h>

/* Writes the plan into out (at least 8 KiB) and returns its length. */
size_t seed_plan(uint8_t *out);

/* The same of a process that joins the container of that plan. */
size_t seed_join_plan(uint8_t *out);

#endif
