/* Calls that change the whole host. Each is asked in a way that the kernel refuses after the
 * permission check: a wrong magic number, an impossible length, a file that does not exist. */
#define _GNU_SOURCE
#include "numbers.h"
#include "probe.h"

#include <errno.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define ADJ_TICK_MODE 0x4000
#define ADDR_NO_RANDOMIZE_FLAG 0x0040000
#define READ_IMPLIES_EXEC_FLAG 0x0400000

static long call(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(a->arg[0], a->arg[1], a->arg[2], 0, 0));
}

static long call_path(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(a->arg[0], a->path, a->arg[1]));
}

static long set_timezone(const struct attempt *a, struct finding *f) {
    int zone[2] = {10000, 0}; /* out of range: checked after the permission */
    (void)a;
    (void)f;
    return answer(syscall(SYS_settimeofday, NULL, zone));
}

static long adjust_clock(const struct attempt *a, struct finding *f) {
    uint32_t timex[64] = {ADJ_TICK_MODE}; /* a tick of 0: checked after the permission */
    (void)f;
    return answer(a->arg[0] ? syscall(SYS_clock_adjtime, CLOCK_REALTIME, timex)
                            : syscall(SYS_adjtimex, timex));
}

/* An invalid time is refused before the permission is asked, so the permission is asked apart. */
static long set_clock(const struct attempt *a, struct finding *f) {
    struct timespec never = {0, -1};
    long result = answer(syscall(SYS_clock_settime, CLOCK_REALTIME, &never));
    return result == -EINVAL ? set_timezone(a, f) : result;
}

static long log_read(const struct attempt *a, struct finding *f) {
    char bytes[64];
    (void)f;
    return answer(syscall(SYS_syslog, a->arg[0], bytes, sizeof(bytes)));
}

static long raise_limit(const struct attempt *a, struct finding *f) {
    struct rlimit limit;
    (void)f;
    if (getrlimit((int)a->arg[0], &limit) < 0)
        return -errno;
    if (limit.rlim_max == RLIM_INFINITY)
        return TRY_ABSENT;
    limit.rlim_max++;
    return answer(setrlimit((int)a->arg[0], &limit));
}

static long be_nice(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    return answer(setpriority(PRIO_PROCESS, 0, -20));
}

static long real_time(const struct attempt *a, struct finding *f) {
    struct sched_param parameter = {.sched_priority = 1};
    (void)f;
    /* By its number: some C libraries answer ENOSYS themselves. */
    return answer(syscall(SYS_sched_setscheduler, 0, a->arg[0], &parameter));
}

static long io_priority(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    return answer(syscall(SYS_ioprio_set, 1, 0, 1 << 13));
}

#define QUOTA_SYNC 0x80000100L /* Q_SYNC for users, as QCMD makes it */

static const struct attempt attempts[] = {
    {"reboot", "reboot the host", "dos", .run = call, .arg = {SYS_reboot, 0, 0},
     .reached = {EINVAL}},
    {"swapon", "add swap space", "dos", .run = call_path, .path = "/jsec-probe-none",
     .arg = {SYS_swapon, 0}, .reached = {ENOENT, EINVAL}},
    {"swapoff", "remove swap space", "dos", .run = call_path, .path = "/jsec-probe-none",
     .arg = {SYS_swapoff, 0}, .reached = {ENOENT, EINVAL}},
    {"acct", "record every process of the host", "escape", .run = call_path,
     .path = "/jsec-probe-none", .arg = {SYS_acct, 0}, .reached = {ENOENT}},
    {"quotactl", "reach disk quotas", "kernel-lpe", .run = call,
     .arg = {SYS_quotactl, QUOTA_SYNC, 0}, .reached = {EINVAL, EFAULT}},
    {"settimeofday", "set the host's time zone", "clock", .run = set_timezone,
     .reached = {EINVAL}},
    {"clock-settime", "set the host's clock", "clock", .run = set_clock, .reached = {EINVAL}},
    {"clock-adjtime", "slew the host's clock", "clock", .run = adjust_clock, .arg = {1},
     .reached = {EINVAL}},
    {"adjtimex", "tune the host's clock", "clock", .run = adjust_clock, .arg = {0},
     .reached = {EINVAL}},
    {"sethostname", "change the hostname", "escape", .run = call_path, .path = "x",
     .arg = {SYS_sethostname, -1}, .reached = {EINVAL}},
    {"setdomainname", "change the domain name", "escape", .run = call_path, .path = "x",
     .arg = {SYS_setdomainname, -1}, .reached = {EINVAL}},
    {"syslog-read", "read the kernel's log by syslog", "proc-sys-exposure", .run = log_read,
     .arg = {3}},
    {"syslog-size", "ask the kernel's log for its size", "proc-sys-exposure", .run = log_read,
     .arg = {10}},
    {"personality-aslr", "switch off address randomisation", "kernel-lpe", .run = call,
     .arg = {SYS_personality, ADDR_NO_RANDOMIZE_FLAG, 0}},
    {"personality-exec", "make all memory executable", "kernel-lpe", .run = call,
     .arg = {SYS_personality, READ_IMPLIES_EXEC_FLAG, 0}},
    {"rlimit-files", "raise the hard limit of open files", "dos", .run = raise_limit,
     .arg = {RLIMIT_NOFILE}},
    {"rlimit-processes", "raise the hard limit of processes", "dos", .run = raise_limit,
     .arg = {RLIMIT_NPROC}},
    {"rlimit-memlock", "raise the hard limit of locked memory", "dos", .run = raise_limit,
     .arg = {RLIMIT_MEMLOCK}},
    {"nice", "run before everybody else", "dos", .run = be_nice},
    {"real-time", "run with real-time priority", "dos", .run = real_time, .arg = {SCHED_FIFO}},
    {"io-real-time", "use disks with real-time priority", "dos", .run = io_priority},
};

const struct topic host_topic = TOPIC("the host", attempts);
