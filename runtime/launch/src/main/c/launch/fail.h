/* The failure report: which step, which call, on what, which errno. One a process; the first
 * failure is kept. */
#ifndef FAIL_H
#define FAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "sys.h"

#define FAIL_CALL_BYTES 32
#define FAIL_TEXT_BYTES 320
#define NO_STEP 0xffffffffU

struct failure {
    uint32_t step; /* index in the plan, or NO_STEP */
    uint32_t code; /* of the step, or 0 */
    int32_t error; /* errno; 0: none was kept */
    char call[FAIL_CALL_BYTES];
    char text[FAIL_TEXT_BYTES];
};

extern struct failure failure;

/* What is being carried out now: kept in every failure that follows. */
void fail_at(uint32_t step, uint32_t code);

/* Keeps the failure of the last system call and returns error (negative). */
int failed(long error, const char *text);

/* The same for a failure that is no system call's. */
int failed_at(const char *call, int error, const char *text);

/* True once something failed. */
bool fail_kept(void);
void fail_forget(void);

/* Exit status of docker's verbs for a failure: 127 and 126 for the command itself, else 125. */
int fail_exit_code(const struct failure *from);

/* One line on standard error. */
void fail_print(const struct failure *from);

/* Small text: into a buffer of `most` bytes, always ended; the new length. */
uint32_t text_add(char *to, uint32_t at, uint32_t most, const char *more);
uint32_t text_add_number(char *to, uint32_t at, uint32_t most, uint64_t number);

/* A decimal number that fills text; false if it is none or above most. */
bool text_number(const char *text, uint64_t most, uint64_t *number);

#endif
