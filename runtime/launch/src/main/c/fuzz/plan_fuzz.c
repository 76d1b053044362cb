/* The decoder and the checks under fuzzing. A plan that passes is walked to its last byte, so that
 * a list that is not whole, or a string without its NUL, is found by the sanitizers. */
#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "seed_plan.h"

static struct plan plan;
static struct plan around; /* the good plan: what a plan that joins is held against */
static volatile size_t walked;

static void walk_texts(const struct list *list, uint32_t each) {
    struct cursor at = list_cursor(list);
    for (uint32_t i = 0; i < list->count * each; i++) {
        walked += strlen(list_text(&at).at);
    }
}

static void walk(const struct step *step) {
    switch (step->code) {
    case STEP_CGROUP:
        walk_texts(&step->fields.cgroup.files, 2);
        break;
    case STEP_OVERLAY:
        walk_texts(&step->fields.overlay.lowers, 1);
        break;
    case STEP_MOUNT:
        walk_texts(&step->fields.mount.options, 2);
        break;
    case STEP_LANDLOCK: {
        struct cursor at = list_cursor(&step->fields.landlock.rules);
        for (uint32_t i = 0; i < step->fields.landlock.rules.count; i++) {
            walked += strlen(list_rule(&at).path.at);
        }
        break;
    }
    case STEP_JOIN:
        walked += strlen(step->fields.join.container.at);
        break;
    case STEP_SHARE:
        walked += strlen(step->fields.share.container.at);
        walked += plan_check_donor(&plan, &step->fields.share, &around) != NULL;
        break;
    case STEP_EXEC:
        walk_texts(&step->fields.exec.argv, 1);
        walk_texts(&step->fields.exec.env, 1);
        walked += strlen(step->fields.exec.cwd.at);
        break;
    default:
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct plan_flaw flaw = {0, 0, NULL};
    /* An own allocation of the exact size: a read past the end is caught. */
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL) {
        return 0;
    }
    if (size > 0) {
        memcpy(copy, data, size);
    }
    static uint8_t seed[8192];
    if (around.count == 0 && !plan_decode(&around, seed, seed_plan(seed), &flaw)) {
        abort();
    }
    bool fine = plan_decode(&plan, copy, size, &flaw);
    if (fine) {
        walked += plan_shared(&plan);
        for (uint32_t i = 0; i < plan.count; i++) {
            walk(&plan.steps[i]);
        }
        bool joins = plan_find(&plan, STEP_JOIN) != NULL;
        fine = joins ? plan_check_join(&plan, &around, &flaw) : plan_check(&plan, &flaw);
    }
    if (!fine && flaw.why == NULL) {
        abort(); /* every refusal has a reason */
    }
    free(copy);
    return 0;
}
