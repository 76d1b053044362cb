/* jsec-launch: carries out launch plans and decides nothing. See the folder's package documentation
 * for its modes. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>

#include "fail.h"
#include "init.h"
#include "options.h"
#include "outer.h"
#include "sealed.h"
#include "title.h"

/* check: decodes the plan and checks every field; starts nothing. */
static int check_plan(void) {
    struct plan_flaw flaw;
    uint32_t length = 0;
    const uint8_t *bytes = sealed_plan(options.plan_fd, &length);
    if (bytes == NULL) {
        return -EINVAL;
    }
    if (!plan_decode(&outer.plan, bytes, length, &flaw) || !plan_check(&outer.plan, &flaw)) {
        fail_at(flaw.index == PLAN_STEPS_MAX ? NO_STEP : flaw.index, flaw.code);
        return failed_at("plan", EINVAL, flaw.why);
    }
    return 0;
}

static int run_mode(void) {
    switch (options.mode) {
    case MODE_CHECK:
        return check_plan();
    case MODE_ONCE:
        return outer_once();
    case MODE_RESIDENT:
        return outer_resident();
    case MODE_REMOVE:
        return outer_remove();
    }
    return failed_at("mode", EINVAL, "unknown");
}

int main(int argc, char **argv, char **env) {
    if (init_is_asked(argc, argv)) {
        return init_main(argv);
    }
    if (!options_read(argc, argv)) {
        return 125;
    }
    title_find(argc, argv);
    outer.env = env;
    outer.channel = -1;
#ifdef JSEC_FAULT
    if (options.fault_fd >= 0 && fault_start(options.fault, options.fault_fd) < 0) {
        return 125;
    }
#endif
    int code = options.mode == MODE_CHECK ? 0 : sealed_self(argv, env);
    if (code == 0) {
        code = outer_prepare();
    }
    if (code == 0) {
        code = run_mode();
    }
    if (code < 0) {
        outer_fail();
    }
    return code;
}
