/* Removing trees whose files belong to subordinate ids. */
#define _GNU_SOURCE
#include <errno.h>

#include "outer.h"

int outer_remove(void) {
    struct outward message;
    uint32_t count = 0;
    int error = outer_enter();
    if (error < 0) {
        outer_reap();
        return error;
    }
    ssize_t got;
    do {
        got = message_receive(outer.channel, &message, sizeof message, NULL, 0, &count);
    } while (got == -EINTR);
    outer_reap();
    if (got != (ssize_t)sizeof message) {
        return failed_at("jsec-launch", ECONNRESET, "the inner half ended before its work");
    }
    if (message.op == OUTWARD_FAILED) {
        return failed_at(message.failure.call, message.failure.error, message.failure.text);
    }
    return 0;
}
