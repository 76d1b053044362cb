/* Other processes: their memory, descriptors and control flow. The victims are the probe itself
 * (the parent) and pid 1, which has joined nothing of the jail's making if the jail leaks. */
#define _GNU_SOURCE
#include "numbers.h"
#include "probe.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <unistd.h>

#define PTRACE_SEIZE_REQUEST 0x4206

static pid_t victim(const struct attempt *a) {
    return a->arg[0] == 1 ? 1 : getppid();
}

static long seize(const struct attempt *a, struct finding *f) {
    (void)f;
    /* A seized process runs on, and is let go when this child ends. */
    return answer(syscall(SYS_ptrace, PTRACE_SEIZE_REQUEST, victim(a), 0, 0));
}

static long trace_me(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    return answer(syscall(SYS_ptrace, 0, 0, 0, 0));
}

/* The page of zeros below is at the same address in the parent: the child is its copy. */
static char shared_address[16];

static long copy_memory(const struct attempt *a, struct finding *f) {
    char bytes[16] = {0};
    struct iovec here = {bytes, sizeof(bytes)}, there = {shared_address, sizeof(shared_address)};
    (void)f;
    return answer(syscall(a->arg[1], victim(a), &here, 1UL, &there, 1UL, 0UL));
}

static long open_memory(const struct attempt *a, struct finding *f) {
    char path[64];
    (void)f;
    text_copy(path, sizeof(path), "/proc/");
    text_add_number(path, sizeof(path), victim(a));
    text_add(path, sizeof(path), "/mem");
    return open_close(path, O_RDWR);
}

static long take_descriptor(const struct attempt *a, struct finding *f) {
    (void)f;
    long fd = answer(syscall(NR_PIDFD_OPEN, victim(a), 0));
    return fd < 0 ? fd : answer(syscall(NR_PIDFD_GETFD, fd, 0, 0));
}

static long advise(const struct attempt *a, struct finding *f) {
    struct iovec there = {shared_address, sizeof(shared_address)};
    (void)f;
    long fd = answer(syscall(NR_PIDFD_OPEN, victim(a), 0));
    return fd < 0 ? fd : answer(syscall(NR_PROCESS_MADVISE, fd, &there, 1UL, 20, 0));
}

static long compare(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(SYS_kcmp, getpid(), victim(a), 1, 0, 0));
}

static const struct attempt attempts[] = {
    {"ptrace-init", "trace pid 1", "CVE-2016-9962 ptrace-window", .run = seize, .arg = {1}},
    {"ptrace-parent", "trace its parent", "CVE-2016-9962 ptrace-window", .run = seize},
    {"ptrace-me", "ask to be traced", "CVE-2019-13272 kernel-lpe", .run = trace_me},
    {"memory-read-init", "read pid 1's memory", "CVE-2016-9962 ptrace-window", .run = copy_memory,
     .arg = {1, SYS_process_vm_readv}, .reached = {EFAULT}},
    {"memory-read", "read its parent's memory", "ptrace-window", .run = copy_memory,
     .arg = {0, SYS_process_vm_readv}, .reached = {EFAULT}},
    {"memory-write", "write its parent's memory", "ptrace-window", .run = copy_memory,
     .arg = {0, SYS_process_vm_writev}, .reached = {EFAULT}},
    {"proc-mem-init", "open pid 1's memory for writing", "CVE-2016-9962 self-exe",
     .run = open_memory, .arg = {1}},
    {"proc-mem-parent", "open its parent's memory for writing", "self-exe", .run = open_memory},
    {"pidfd-getfd-init", "take a descriptor of pid 1", "CVE-2016-9962 fd-leak",
     .run = take_descriptor, .arg = {1}, .reached = {EBADF}},
    {"pidfd-getfd", "take a descriptor of its parent", "fd-leak", .run = take_descriptor,
     .reached = {EBADF}},
    {"process-madvise", "advise on its parent's memory", "side-channel", .run = advise,
     .reached = {EFAULT, EINVAL}},
    {"kcmp", "compare kernel objects with its parent", "side-channel", .run = compare},
};

const struct topic process_topic = TOPIC("other processes", attempts);
