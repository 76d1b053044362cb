/* The fuzzer where libFuzzer is not: seeded mutations of one good plan.
 *   standalone RUNS SEED      runs the target
 *   standalone --seed FILE    writes the good plan, for libFuzzer's corpus
 *   standalone --join FILE    writes the one that joins */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "seed_plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t state;

static uint32_t next(uint32_t bound) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 16) % bound);
}

static size_t mutate(uint8_t *bytes, size_t length, size_t most) {
    static const uint32_t NUMBERS[] = {0,          1,          2,          0x7f,       0x80,
                                       0xff,       0x100,      0xffff,     0x10000,    0x7fffffff,
                                       0x80000000, 0xfffffffe, 0xffffffff, 0x00100000, 131072};
    for (uint32_t i = 1 + next(4); i > 0 && length > 8; i--) {
        size_t at = next((uint32_t)length);
        size_t end = at + next((uint32_t)(length - at)) + 1;
        switch (next(6)) {
        case 0:
            bytes[at] ^= (uint8_t)(1U << next(8));
            break;
        case 1:
            bytes[at] = (uint8_t)next(256);
            break;
        case 2:
            at = next((uint32_t)length - 4);
            memcpy(bytes + at, &NUMBERS[next(15)], 4);
            break;
        case 3:
            memmove(bytes + at, bytes + end, length - end);
            length -= end - at;
            break;
        case 4:
            if (length + (end - at) <= most) {
                memmove(bytes + end, bytes + at, length - at);
                length += end - at;
            }
            break;
        default:
            length = at + 1;
            break;
        }
    }
    return length;
}

/* Most mutants keep a true total length, so that they reach the steps. */
static void mend(uint8_t *bytes, size_t length) {
    if (length >= PLAN_HEADER_BYTES && next(8) != 0) {
        uint32_t total = (uint32_t)length;
        memcpy(bytes + 12, &total, 4);
    }
}

static int write_seed(const char *path, bool joins) {
    static uint8_t bytes[8192];
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    size_t length = joins ? seed_join_plan(bytes) : seed_plan(bytes);
    int bad = fwrite(bytes, 1, length, file) != length;
    return fclose(file) != 0 || bad;
}

int main(int argc, char **argv) {
    static uint8_t good[8192];
    static uint8_t bytes[16384];
    static uint8_t good_join[8192];
    static struct plan plan;
    static struct plan join;
    struct plan_flaw flaw;
    if (argc != 3) {
        return 3;
    }
    if (strcmp(argv[1], "--seed") == 0) {
        return write_seed(argv[2], false);
    }
    if (strcmp(argv[1], "--join") == 0) {
        return write_seed(argv[2], true);
    }
    size_t length = seed_plan(good);
    if (!plan_decode(&plan, good, length, &flaw) || !plan_check(&plan, &flaw)) {
        fprintf(stderr, "the seed itself is refused: step %u (%s): %s\n", flaw.index,
                plan_step_name(flaw.code), flaw.why);
        return 1;
    }
    size_t join_length = seed_join_plan(good_join);
    if (!plan_decode(&join, good_join, join_length, &flaw) ||
        !plan_check_join(&join, &plan, &flaw)) {
        fprintf(stderr, "the joining seed is refused: step %u (%s): %s\n", flaw.index,
                plan_step_name(flaw.code), flaw.why);
        return 1;
    }
    state = strtoull(argv[2], NULL, 10) * 2654435761U + 1;
    unsigned long runs = strtoul(argv[1], NULL, 10);
    for (unsigned long i = 0; i < runs; i++) {
        bool joins = next(2) == 0;
        size_t whole = joins ? join_length : length;
        memcpy(bytes, joins ? good_join : good, whole);
        size_t mutant = mutate(bytes, whole, sizeof bytes);
        mend(bytes, mutant);
        (void)LLVMFuzzerTestOneInput(bytes, mutant);
    }
    printf("%lu executions, no finding\n", runs);
    return 0;
}
