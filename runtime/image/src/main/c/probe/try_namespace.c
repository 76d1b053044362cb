/* Nested namespaces, each kind by each of the three calls, and joining other ones. A nested user
 * namespace gives its maker every capability over it, and with that half of the kernel. */
#define _GNU_SOURCE
#include "numbers.h"
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static long by_unshare(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(SYS_unshare, a->arg[0]));
}

static long child_ends(long pid) {
    if (pid == 0)
        _exit(0);
    if (pid > 0)
        waitpid((pid_t)pid, NULL, 0);
    return pid;
}

static long by_clone(const struct attempt *a, struct finding *f) {
    (void)f;
    return child_ends(answer(syscall(SYS_clone, a->arg[0] | SIGCHLD, 0, 0, 0, 0)));
}

static long by_clone3(const struct attempt *a, struct finding *f) {
    (void)f;
    uint64_t arguments[8] = {(uint64_t)a->arg[0], 0, 0, 0, SIGCHLD, 0, 0, 0};
    return child_ends(answer(syscall(NR_CLONE3, arguments, sizeof(arguments))));
}

static long join(const struct attempt *a, struct finding *f) {
    (void)f;
    int fd = open(a->path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? -errno : answer(syscall(SYS_setns, fd, a->arg[0]));
}

static long join_process(const struct attempt *a, struct finding *f) {
    (void)f;
    long fd = answer(syscall(NR_PIDFD_OPEN, getppid(), 0));
    return fd < 0 ? fd : answer(syscall(SYS_setns, fd, a->arg[0]));
}

#define NESTED "nested-namespace kernel-lpe"
#define USER_REFS "CVE-2022-0185 CVE-2024-1086 CVE-2026-53362 nested-namespace kernel-lpe"
#define NET_REFS "CVE-2022-2588 CVE-2023-32233 nested-namespace kernel-lpe"
#define UNSHARE(kind, refs, flag) \
    {"unshare-" kind, "unshare: a new " kind " namespace", refs, .run = by_unshare, .arg = {flag}}
#define CLONE(kind, refs, flag) \
    {"clone-" kind, "clone: a child in a new " kind " namespace", refs, .run = by_clone, \
     .arg = {flag}}
#define CLONE3(kind, refs, flag) \
    { \
        "clone3-" kind, "clone3: a child in a new " kind " namespace", refs, .run = by_clone3, \
            .arg = {flag}, .flags = TRY_CORE \
    }

static const struct attempt attempts[] = {
    UNSHARE("user", USER_REFS, NS_USER),
    UNSHARE("mount", NESTED, NS_MOUNT),
    UNSHARE("pid", NESTED, NS_PID),
    UNSHARE("network", NET_REFS, NS_NET),
    UNSHARE("ipc", NESTED, NS_IPC),
    UNSHARE("uts", NESTED, NS_UTS),
    UNSHARE("cgroup", "CVE-2022-0492 nested-namespace", NS_CGROUP),
    UNSHARE("time", NESTED, NS_TIME),
    UNSHARE("user-and-mount", "CVE-2023-0386 nested-namespace kernel-lpe", NS_USER | NS_MOUNT),
    CLONE("user", USER_REFS, NS_USER),
    CLONE("mount", NESTED, NS_MOUNT),
    CLONE("pid", NESTED, NS_PID),
    CLONE("network", NET_REFS, NS_NET),
    CLONE("ipc", NESTED, NS_IPC),
    CLONE("uts", NESTED, NS_UTS),
    CLONE("cgroup", "CVE-2022-0492 nested-namespace", NS_CGROUP),
    CLONE3("user", USER_REFS, NS_USER),
    CLONE3("mount", NESTED, NS_MOUNT),
    CLONE3("pid", NESTED, NS_PID),
    CLONE3("network", NET_REFS, NS_NET),
    CLONE3("ipc", NESTED, NS_IPC),
    CLONE3("uts", NESTED, NS_UTS),
    CLONE3("cgroup", "CVE-2022-0492 nested-namespace", NS_CGROUP),
    CLONE3("time", NESTED, NS_TIME),
    {"setns-mount", "join the mount namespace of pid 1", "escape", .run = join,
     .path = "/proc/1/ns/mnt", .arg = {NS_MOUNT}},
    {"setns-uts", "join the uts namespace of pid 1", "escape", .run = join,
     .path = "/proc/1/ns/uts", .arg = {NS_UTS}},
    {"setns-network", "join the network namespace of pid 1", "escape", .run = join,
     .path = "/proc/1/ns/net", .arg = {NS_NET}},
    {"setns-user", "join the user namespace of pid 1", "escape", .run = join,
     .path = "/proc/1/ns/user", .arg = {NS_USER}},
    {"setns-process", "join the namespaces of a process by its pidfd", "escape",
     .run = join_process, .arg = {NS_UTS | NS_IPC}},
};

const struct topic namespace_topic = TOPIC("namespaces", attempts);
