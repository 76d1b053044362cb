/* Orders of steps: one for each kind of plan. */
#ifndef PLAN_ORDER_H
#define PLAN_ORDER_H

#include "plan.h"

enum often { ANY, ONCE, AT_MOST_ONCE };

/* Steps come in phases; within a phase in any order. Indexed by code; phase 0: not in such a plan.
 */
struct place {
    uint8_t phase;
    uint8_t often;
};

bool plan_check_order(const struct plan *plan, const struct place *places, struct plan_flaw *flaw);
bool plan_refused(struct plan_flaw *flaw, const struct step *step, const char *why);

#endif
