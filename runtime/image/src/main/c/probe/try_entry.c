/* Other doors into the kernel: the 32-bit and x32 entries have their own numbers, and a filter
 * written for one architecture does not see the others. */
#define _GNU_SOURCE
#include "numbers.h"
#include "probe.h"

#include <errno.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__x86_64__)
#define MAP_32BIT_FLAG 0x40
#define X32_BIT 0x40000000L

static long int80(long number, long first, long second, long third) {
    long result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(number), "b"(first), "c"(second), "d"(third)
                     : "memory", "r8", "r9", "r10", "r11");
    return result;
}

/* Answers here are the kernel's own: a 32-bit result, negative for an error. */
static long by_int80(const struct attempt *a, struct finding *f) {
    (void)f;
    return (int32_t)int80(a->arg[0], a->arg[1], a->arg[2], 0);
}

/* socketcall takes its arguments from memory that a 32-bit pointer must reach. */
static long by_socketcall(const struct attempt *a, struct finding *f) {
    (void)f;
    void *low = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT_FLAG, -1, 0);
    if (low == MAP_FAILED)
        return -errno;
    uint32_t *arguments = low;
    arguments[0] = (uint32_t)a->arg[0];
    arguments[1] = (uint32_t)a->arg[1];
    arguments[2] = (uint32_t)a->arg[2];
    return (int32_t)int80(102, 1, (long)(uintptr_t)low, 0);
}

static long by_x32(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(X32_BIT | a->arg[0], a->arg[1], a->arg[2], 0));
}

#define GATE "CVE-2026-31431 filter-bypass"
#define ENTRY(id, title, entry, a, b, c) \
    { \
        id, title, GATE, .run = entry, .arg = {a, b, c}, \
            .reached = {EAFNOSUPPORT, EINVAL, EBADF, EFAULT, EACCES, EPROTONOSUPPORT}, \
            .flags = TRY_SEGV_GONE \
    }

static const struct attempt attempts[] = {
    ENTRY("int80-getpid", "make any call by the 32-bit entry", by_int80, 20, 0, 0),
    ENTRY("int80-keyctl", "reach the keyrings by the 32-bit entry", by_int80, 288, 0, -3),
    ENTRY("int80-unshare", "make a user namespace by the 32-bit entry", by_int80, 310, NS_USER, 0),
    ENTRY("int80-socketcall-alg", "open a crypto socket by socketcall", by_socketcall, 38, 5, 0),
    ENTRY("int80-socketcall-packet", "open a packet socket by socketcall", by_socketcall, 17, 3,
          0x0300),
    ENTRY("int80-socketcall-unix", "open any socket by socketcall", by_socketcall, 1, 1, 0),
    ENTRY("x32-getpid", "make any call by the x32 entry", by_x32, SYS_getpid, 0, 0),
    ENTRY("x32-socket-alg", "open a crypto socket by the x32 entry", by_x32, SYS_socket, 38, 5),
    ENTRY("x32-keyctl", "reach the keyrings by the x32 entry", by_x32, SYS_keyctl, 0, -3),
};
#else
static long other_machine(const struct attempt *a, struct finding *f) {
    (void)a;
    detail(f, "no such entry on this machine");
    return TRY_ABSENT;
}

static const struct attempt attempts[] = {
    {"int80-getpid", "make any call by the 32-bit entry", "filter-bypass", .run = other_machine},
    {"x32-getpid", "make any call by the x32 entry", "filter-bypass", .run = other_machine},
};
#endif

const struct topic entry_topic = TOPIC("other entries", attempts);
