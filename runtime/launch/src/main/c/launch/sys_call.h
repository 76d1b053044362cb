/* The one place where the kernel is entered. For sys_*.c only. */
#ifndef SYS_CALL_H
#define SYS_CALL_H

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sys.h"

#ifdef JSEC_FAULT
#define FAULT_GATE(name)                                                                           \
    if (fault_due(name)) {                                                                         \
        sys_failed = (name);                                                                       \
        return -fault_error();                                                                     \
    }
#else
#define FAULT_GATE(name)
#endif

#define ARG(value) ((long)(value))

static inline long sys_call(const char *name, long number, long a, long b, long c, long d, long e) {
    FAULT_GATE(name)
    long result = syscall(number, a, b, c, d, e);
    if (result == -1) {
        result = -errno;
        sys_failed = name;
    }
    return result;
}

#define CALL0(name) sys_call(#name, SYS_##name, 0, 0, 0, 0, 0)
#define CALL1(name, a) sys_call(#name, SYS_##name, ARG(a), 0, 0, 0, 0)
#define CALL2(name, a, b) sys_call(#name, SYS_##name, ARG(a), ARG(b), 0, 0, 0)
#define CALL3(name, a, b, c) sys_call(#name, SYS_##name, ARG(a), ARG(b), ARG(c), 0, 0)
#define CALL4(name, a, b, c, d) sys_call(#name, SYS_##name, ARG(a), ARG(b), ARG(c), ARG(d), 0)
#define CALL5(name, a, b, c, d, e)                                                                 \
    sys_call(#name, SYS_##name, ARG(a), ARG(b), ARG(c), ARG(d), ARG(e))

#endif
