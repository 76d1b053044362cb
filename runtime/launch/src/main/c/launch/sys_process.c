/* Calls on processes, their identity and their walls. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "sys_call.h"

struct clone_arguments {
    uint64_t flags;
    uint64_t pidfd;
    uint64_t child_tid;
    uint64_t parent_tid;
    uint64_t exit_signal;
    uint64_t stack;
    uint64_t stack_size;
    uint64_t tls;
    uint64_t set_tid;
    uint64_t set_tid_size;
    uint64_t cgroup;
};

#define CLONE_PIDFD_FLAG 0x1000ULL
#define CLONE_INTO_CGROUP_FLAG 0x200000000ULL

pid_t sys_getpid(void) {
    return (pid_t)syscall(SYS_getpid);
}

void sys_exit(int code) {
    for (;;) {
        (void)syscall(SYS_exit_group, code);
    }
}

/* A child like fork's, or with CLONE_PARENT a sibling; pidfd may be NULL, cgroup (a v2 directory)
 * -1. */
pid_t sys_clone(uint64_t flags, int *pidfd, int cgroup) {
    struct clone_arguments arguments = {
        .flags = flags, .exit_signal = (flags & CLONE_PARENT) != 0 ? 0 : SIGCHLD};
    if (pidfd != NULL) {
        arguments.flags |= CLONE_PIDFD_FLAG;
        arguments.pidfd = (uint64_t)(uintptr_t)pidfd;
    }
    if (cgroup >= 0) {
        arguments.flags |= CLONE_INTO_CGROUP_FLAG;
        arguments.cgroup = (uint64_t)cgroup;
    }
    return (pid_t)CALL2(clone3, &arguments, sizeof arguments);
}

/* A child of the older call: filters answer clone3 with ENOSYS, whose flags they cannot read. */
pid_t sys_fork(void) {
    return (pid_t)CALL5(clone, SIGCHLD, NULL, NULL, NULL, NULL);
}

int sys_unshare(uint64_t flags) {
    return (int)CALL1(unshare, flags);
}

int sys_setns(int fd, uint64_t flags) {
    return (int)CALL2(setns, fd, flags);
}

int sys_execveat(int dir, const char *path, const char *const *argv, const char *const *env,
                 int flags) {
    return (int)CALL5(execveat, dir, path, argv, env, flags);
}

pid_t sys_wait4(pid_t pid, int *status, int flags) {
    return (pid_t)CALL4(wait4, pid, status, flags, NULL);
}

int sys_kill(pid_t pid, int signal) {
    return (int)CALL2(kill, pid, signal);
}

pid_t sys_setsid(void) {
    return (pid_t)CALL0(setsid);
}

int sys_prctl(int what, unsigned long a, unsigned long b) {
    return (int)CALL5(prctl, what, a, b, 0, 0);
}

int sys_prlimit(int resource, uint64_t soft, uint64_t hard) {
    uint64_t limit[2] = {soft, hard};
    return (int)CALL4(prlimit64, 0, resource, limit, NULL);
}

int sys_nanosleep(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    return (int)CALL2(nanosleep, &time, NULL);
}

/* The C library's functions of these names would signal every thread: the plain calls do. */
int sys_setgroups(size_t count, const gid_t *groups) {
    return (int)CALL2(setgroups, count, groups);
}

int sys_setresuid(uid_t uid) {
    return (int)CALL3(setresuid, uid, uid, uid);
}

int sys_setresgid(gid_t gid) {
    return (int)CALL3(setresgid, gid, gid, gid);
}

int sys_capset(uint64_t permitted, uint64_t effective, uint64_t inheritable) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    for (int i = 0; i < 2; i++) {
        data[i].permitted = (uint32_t)(permitted >> 32 * i);
        data[i].effective = (uint32_t)(effective >> 32 * i);
        data[i].inheritable = (uint32_t)(inheritable >> 32 * i);
    }
    return (int)CALL2(capset, &header, data);
}

int sys_seccomp_filter(const void *filter, unsigned short instructions) {
    struct sock_fprog program = {instructions, (struct sock_filter *)(uintptr_t)filter};
    return (int)CALL3(seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

int sys_landlock_create(uint64_t handled) {
    struct landlock_ruleset_attr attribute = {.handled_access_fs = handled};
    return (int)CALL3(landlock_create_ruleset, &attribute, sizeof attribute.handled_access_fs, 0);
}

int sys_landlock_add(int ruleset, int fd, uint64_t access) {
    struct landlock_path_beneath_attr attribute = {.allowed_access = access, .parent_fd = fd};
    return (int)CALL4(landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &attribute, 0);
}

int sys_landlock_restrict(int ruleset) {
    return (int)CALL2(landlock_restrict_self, ruleset, 0);
}

int sys_sethostname(const char *name, size_t length) {
    return (int)CALL2(sethostname, name, length);
}

int sys_setdomainname(const char *name, size_t length) {
    return (int)CALL2(setdomainname, name, length);
}

unsigned sys_uid(void) {
    return (unsigned)syscall(SYS_geteuid);
}

unsigned sys_gid(void) {
    return (unsigned)syscall(SYS_getegid);
}
