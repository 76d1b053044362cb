/* Failure reports and the little text they need. */
#include "fail.h"

#include <errno.h>
#include <string.h>

#include "plan.h"

struct failure failure = {.step = NO_STEP};

static bool kept;

void fail_at(uint32_t step, uint32_t code) {
    if (!kept) {
        failure.step = step;
        failure.code = code;
    }
}

int failed_at(const char *call, int error, const char *text) {
    if (!kept) {
        kept = true;
        failure.error = error < 0 ? -error : error;
        text_add(failure.call, 0, FAIL_CALL_BYTES, call);
        text_add(failure.text, 0, FAIL_TEXT_BYTES, text);
    }
    return error < 0 ? error : -error;
}

int failed(long error, const char *text) {
    return failed_at(sys_failed, (int)error, text);
}

bool fail_kept(void) {
    return kept;
}

void fail_forget(void) {
    kept = false;
    memset(&failure, 0, sizeof failure);
    failure.step = NO_STEP;
}

int fail_exit_code(const struct failure *from) {
    if (from->code != STEP_EXEC) {
        return 125;
    }
    switch (from->error) {
    case ENOENT:
    case ENOTDIR:
        return 127;
    case EACCES:
    case EPERM:
    case ENOEXEC:
    case EISDIR:
        return 126;
    default:
        return 125;
    }
}

void fail_print(const struct failure *from) {
    char line[640];
    uint32_t at = text_add(line, 0, sizeof line, "jsec-launch: ");
    if (from->step != NO_STEP) {
        at = text_add(line, at, sizeof line, "step ");
        at = text_add_number(line, at, sizeof line, from->step);
        at = text_add(line, at, sizeof line, " (");
        at = text_add(line, at, sizeof line, plan_step_name(from->code));
        at = text_add(line, at, sizeof line, "): ");
    }
    at = text_add(line, at, sizeof line, from->call);
    at = text_add(line, at, sizeof line, "(");
    at = text_add(line, at, sizeof line, from->text);
    at = text_add(line, at, sizeof line, ")");
    if (from->error != 0) {
        at = text_add(line, at, sizeof line, ": errno ");
        at = text_add_number(line, at, sizeof line, (uint64_t)from->error);
    }
    at = text_add(line, at, sizeof line, "\n");
    (void)sys_write(2, line, at);
}

uint32_t text_add(char *to, uint32_t at, uint32_t most, const char *more) {
    while (*more != 0 && at + 1 < most) {
        to[at++] = *more++;
    }
    to[at] = 0;
    return at;
}

uint32_t text_add_number(char *to, uint32_t at, uint32_t most, uint64_t number) {
    char digits[24];
    uint32_t first = sizeof digits - 1;
    digits[first] = 0;
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    return text_add(to, at, most, digits + first);
}

bool text_number(const char *text, uint64_t most, uint64_t *number) {
    uint64_t value = 0;
    if (*text == 0) {
        return false;
    }
    for (; *text != 0; text++) {
        if (*text < '0' || *text > '9' || value > (most - (uint64_t)(*text - '0')) / 10) {
            return false;
        }
        value = value * 10 + (uint64_t)(*text - '0');
    }
    *number = value;
    return true;
}
