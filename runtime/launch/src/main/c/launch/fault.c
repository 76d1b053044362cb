/* The build that tests are made of: the n-th system call of all processes of a launch fails, once,
 * or one of them is killed before it. Other builds hold nothing of this. */
#ifdef JSEC_FAULT
#define _GNU_SOURCE
#include "fault.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "child.h"
#include "inner.h"
#include "sys_call.h"

#define WAITS_MAX 20000

static struct fault *shared;
static uint32_t due;

int fault_start(unsigned long n, int fd) {
    void *at = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED) {
        return -errno;
    }
    shared = at;
    due = (uint32_t)n;
    return 0;
}

/* The program that started us kills who is meant; whoever else asked goes on without it. */
static void wait_for_kill(void) {
    struct timespec pause = {0, 500000};
    __atomic_store_n(&shared->killing, FAULT_TO_BE_KILLED, __ATOMIC_SEQ_CST);
    for (int i = 0; i < WAITS_MAX; i++) {
        if (__atomic_load_n(&shared->killing, __ATOMIC_SEQ_CST) == FAULT_KILLED) {
            return;
        }
        (void)syscall(SYS_nanosleep, &pause, NULL);
    }
}

bool fault_due(const char *name) {
    /* close ends a descriptor whatever it answers: nobody could tell a failure. */
    if (shared == NULL || strcmp(name, "close") == 0) {
        return false;
    }
    uint32_t number = __atomic_add_fetch(&shared->count, 1, __ATOMIC_SEQ_CST);
    if (due == 0 || number != due) {
        return false;
    }
    shared->half = child.launch != NULL ? 2 : inner.once ? 1 : 0;
    shared->step = failure.step;
    (void)text_add(shared->name, 0, sizeof shared->name, name);
    __atomic_store_n(&shared->fired, 1, __ATOMIC_SEQ_CST);
    if (shared->error < 0) {
        wait_for_kill();
        return false;
    }
    return true;
}

int fault_error(void) {
    return shared->error > 0 ? shared->error : EIO;
}
#endif
