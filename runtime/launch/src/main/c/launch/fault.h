/* What a launch made to fail shares with its test: one small file, mapped by every process of the
 * launch and by the program that starts it. */
#ifndef FAULT_H
#define FAULT_H

#include <stdint.h>

#define FAULT_NAME_BYTES 32

/* In place of an errno: the outer half, the inner half or the child is killed before the call is
 * made. */
#define FAULT_KILL_OUTER (-1)
#define FAULT_KILL_INNER (-2)
#define FAULT_KILL_CHILD (-3)

enum fault_killing { FAULT_LIVES, FAULT_TO_BE_KILLED, FAULT_KILLED };

/* Little endian, 64 bytes; the test reads the same numbers. */
struct fault {
    uint32_t count;         /* calls so far, of all processes */
    int32_t error;          /* errno of the failure, 0: EIO, or FAULT_KILL_* */
    uint32_t fired;         /* 1 once the call failed, or the kill was asked for */
    uint32_t half;          /* who made it: 0 the outer half, 1 the inner half, 2 the child */
    uint32_t step;          /* index of the step then carried out, or NO_STEP */
    uint32_t killing;       /* enum fault_killing */
    uint32_t reserved[2];
    char name[FAULT_NAME_BYTES];
};

#endif
