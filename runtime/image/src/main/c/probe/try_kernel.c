/* Loading code into the kernel, and its large programmable interfaces. */
#define _GNU_SOURCE
#include "numbers.h"
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static long call(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(a->arg[0], a->arg[1], a->arg[2], 0, 0, 0));
}

static long call_named(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(a->arg[0], a->path, a->arg[1], a->arg[2], 0, 0));
}

/* Permission is asked before the image is looked at. */
static long load_module(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    return answer(syscall(SYS_init_module, "not a module", 12, ""));
}

static long load_module_file(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    return answer(syscall(SYS_finit_module, -1, "", 0));
}

static long load_kernel(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    return answer(syscall(SYS_kexec_load, 0, 0, 0, 0xffffUL));
}

static long load_kernel_file(const struct attempt *a, struct finding *f) {
    (void)f;
#ifdef SYS_kexec_file_load
    (void)a;
    return answer(syscall(SYS_kexec_file_load, -1, -1, 0, 0, 0xff00UL));
#else
    (void)a;
    return TRY_ABSENT;
#endif
}

static long bpf_call(const struct attempt *a, struct finding *f) {
    uint64_t attribute[16] = {0};
    (void)f;
    /* For BPF_MAP_CREATE: an array of one 4-byte value. */
    uint32_t map[4] = {2, 4, 4, 1};
    memcpy(attribute, map, sizeof(map));
    return answer(syscall(SYS_bpf, a->arg[0], attribute, sizeof(attribute)));
}

/* A software counter on itself, user space only: what an ordinary user may have outside. */
static long perf_event(const struct attempt *a, struct finding *f) {
    uint64_t attribute[8] = {0};
    (void)f;
    uint32_t head[2] = {1, sizeof(attribute)};
    memcpy(attribute, head, sizeof(head));
    attribute[5] = 1 << 5 | 1 << 6; /* exclude_kernel, exclude_hv */
    return answer(syscall(SYS_perf_event_open, attribute, a->arg[0], a->arg[1], -1, 0));
}

static long ring_setup(const struct attempt *a, struct finding *f) {
    uint32_t parameters[30] = {0};
    (void)a;
    (void)f;
    return answer(syscall(NR_IO_URING_SETUP, 1, parameters));
}

#define LPE_RING "CVE-2022-2602 CVE-2023-2598 CVE-2022-29582 kernel-lpe"
#define BPF_REFS "CVE-2021-3490 CVE-2020-8835 kernel-lpe"

static const struct attempt attempts[] = {
    {"init-module", "load a kernel module", "kernel-code", .run = load_module,
     .reached = {ENOEXEC, EINVAL, EFAULT}},
    {"finit-module", "load a kernel module from a file", "kernel-code", .run = load_module_file,
     .reached = {EBADF, EINVAL, ENOEXEC}},
    {"delete-module", "unload a kernel module", "kernel-code", .run = call_named,
     .path = "jsec_probe_none", .arg = {SYS_delete_module, O_NONBLOCK},
     .reached = {ENOENT, EFAULT}},
    {"kexec-load", "load another kernel", "kernel-code", .run = load_kernel,
     .reached = {EINVAL, EBUSY}},
    {"kexec-file-load", "load another kernel from a file", "kernel-code", .run = load_kernel_file,
     .reached = {EINVAL, EBADF, EBUSY}},
    {"bpf-map", "make a BPF map", BPF_REFS, .run = bpf_call, .arg = {0},
     .reached = {EINVAL, EFAULT}},
    {"bpf-program", "load a BPF program", BPF_REFS, .run = bpf_call, .arg = {5},
     .reached = {EINVAL, EFAULT, E2BIG}},
    {"bpf-unknown", "reach the BPF call at all", BPF_REFS, .run = bpf_call, .arg = {0x7fff},
     .reached = {EINVAL, EFAULT}},
    {"perf-self", "count its own events", "side-channel kernel-lpe", .run = perf_event,
     .arg = {0, -1}, .reached = {EINVAL, EFAULT, EOPNOTSUPP, ENOENT}},
    {"perf-cpu", "count a processor's events", "side-channel kernel-lpe", .run = perf_event,
     .arg = {-1, 0}, .reached = {EINVAL, EFAULT, EOPNOTSUPP, ENOENT}},
    {"io-uring-setup", "make an io_uring", LPE_RING, .run = ring_setup,
     .reached = {EINVAL, EFAULT, ENOMEM}},
    {"io-uring-enter", "enter an io_uring", LPE_RING, .run = call,
     .arg = {NR_IO_URING_ENTER, -1, 0}, .reached = {EBADF, EINVAL, EOPNOTSUPP}},
    {"io-uring-register", "configure an io_uring", LPE_RING, .run = call,
     .arg = {NR_IO_URING_REGISTER, -1, 0}, .reached = {EBADF, EINVAL, EOPNOTSUPP}},
    {"userfaultfd", "handle its own page faults", "kernel-lpe", .run = call,
     .arg = {SYS_userfaultfd, O_CLOEXEC, 0}, .reached = {EINVAL}},
    {"userfaultfd-user", "handle its own page faults, user mode only", "kernel-lpe", .run = call,
     .arg = {SYS_userfaultfd, O_CLOEXEC | 1, 0}, .reached = {EINVAL}},
    {"fanotify", "watch a whole file system", "kernel-lpe", .run = call,
     .arg = {SYS_fanotify_init, 4, 0}, .reached = {EINVAL}},
    {"fanotify-user", "watch files by their handles", "kernel-lpe", .run = call,
     .arg = {SYS_fanotify_init, 0x200, 0}, .reached = {EINVAL}},
#ifdef SYS_modify_ldt
    {"modify-ldt", "change its descriptor table", "CVE-2015-3290 kernel-lpe", .run = call,
     .arg = {SYS_modify_ldt, 0, 0}, .reached = {EINVAL, EFAULT}},
    {"iopl", "reach input/output ports", "device-node", .run = call, .arg = {SYS_iopl, 3, 0}},
    {"ioperm", "reach one input/output port", "device-node", .run = call,
     .arg = {SYS_ioperm, 0x80, 1}, .reached = {EINVAL}},
    {"uselib", "load a library by the kernel", "CVE-2004-1235 kernel-lpe", .run = call_named,
     .path = "/jsec-probe-none", .arg = {SYS_uselib, 0}, .reached = {ENOENT, ENOEXEC}},
    {"ustat", "ask a device by number", "kernel-lpe", .run = call, .arg = {SYS_ustat, 0, 0},
     .reached = {EINVAL, EFAULT}},
    {"sysfs-call", "list file systems by the old call", "kernel-lpe", .run = call,
     .arg = {SYS_sysfs, 3, 0}},
#endif
    {"lookup-dcookie", "look up a profiler's cookie", "kernel-lpe", .run = call,
     .arg = {SYS_lookup_dcookie, 0, 0}, .reached = {EINVAL, EFAULT}},
    {"memfd-secret", "make memory hidden from the kernel", "kernel-lpe", .run = call,
     .arg = {NR_MEMFD_SECRET, 0, 0}, .reached = {EINVAL}},
};

const struct topic kernel_topic = TOPIC("kernel interfaces", attempts);
