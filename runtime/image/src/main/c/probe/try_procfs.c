/* Writes below /proc: the kernel's settings of the whole machine. Opening for write is enough to
 * know; nothing is written, except where a process could only harm itself. */
#define _GNU_SOURCE
#include "probe.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SYSCTLS_MAX 4000

static long write_open(const struct attempt *a, struct finding *f) {
    (void)f;
    return open_close(a->path, O_WRONLY);
}

static long lower_oom_score(const struct attempt *a, struct finding *f) {
    (void)f;
    int fd = open(a->path, O_WRONLY | O_CLOEXEC);
    return fd < 0 ? -errno : answer(write(fd, "-1000", 5));
}

static long create_below(const struct attempt *a, struct finding *f) {
    (void)f;
    return open_close(a->path, O_WRONLY | O_CREAT);
}

/* Depth-first over /proc/sys, ending at the first file that opens for writing. */
static long scan(char *path, size_t size, unsigned *left) {
    size_t length = strlen(path);
    DIR *folder = opendir(path);
    long found = TRY_NOGAIN;
    if (!folder)
        return TRY_NOGAIN;
    for (struct dirent *e = readdir(folder); e && found < 0 && *left; e = readdir(folder)) {
        if (e->d_name[0] == '.')
            continue;
        path[length] = 0;
        text_add(path, size, "/");
        text_add(path, size, e->d_name);
        if (e->d_type == DT_DIR)
            found = scan(path, size, left);
        else if (e->d_type == DT_REG && (*left)-- && open_close(path, O_WRONLY) == 0)
            found = 0;
    }
    if (found < 0)
        path[length] = 0;
    closedir(folder);
    return found;
}

static long any_sysctl(const struct attempt *a, struct finding *f) {
    char path[1024];
    unsigned left = SYSCTLS_MAX;
    text_copy(path, sizeof(path), a->path);
    if (access(path, F_OK) < 0)
        return TRY_ABSENT;
    long found = scan(path, sizeof(path), &left);
    if (found == 0)
        detail(f, path);
    else
        detail(f, left ? "no file of it opens for writing" : "too many files");
    return left ? found : -E2BIG;
}

#define WRITE(id, title, refs, where) {id, title, refs, .run = write_open, .path = where}

static const struct attempt attempts[] = {
    WRITE("core-pattern", "set the host's core dump handler", "CVE-2025-31133 procfs-write",
          "/proc/sys/kernel/core_pattern"),
    WRITE("sysrq-trigger", "trigger a system request", "CVE-2025-52881 procfs-write",
          "/proc/sysrq-trigger"),
    WRITE("sysctl-modprobe", "set the kernel's module loader", "procfs-write",
          "/proc/sys/kernel/modprobe"),
    WRITE("sysctl-hotplug", "set the kernel's hotplug helper", "procfs-write",
          "/proc/sys/kernel/hotplug"),
    WRITE("sysctl-hostname", "set the hostname through /proc/sys", "procfs-write",
          "/proc/sys/kernel/hostname"),
    WRITE("sysctl-panic", "set when the host panics", "procfs-write", "/proc/sys/kernel/panic"),
    WRITE("sysctl-userns", "raise the limit of nested user namespaces", "nested-namespace",
          "/proc/sys/user/max_user_namespaces"),
    WRITE("sysctl-forward", "turn on packet forwarding", "sysctl-injection",
          "/proc/sys/net/ipv4/ip_forward"),
    WRITE("sysctl-localnet", "open loopback services to neighbours", "CVE-2020-8558 net",
          "/proc/sys/net/ipv4/conf/all/route_localnet"),
    WRITE("sysctl-shm", "change a System V limit", "CVE-2022-0811 sysctl-injection",
          "/proc/sys/kernel/shm_rmid_forced"),
    WRITE("sysctl-vm", "change memory overcommit", "procfs-write",
          "/proc/sys/vm/overcommit_memory"),
    WRITE("sysctl-binfmt", "register a binary format", "procfs-write",
          "/proc/sys/fs/binfmt_misc/register"),
    {"sysctl-any", "find any file of /proc/sys that opens for writing", "procfs-write",
     .run = any_sysctl, .path = "/proc/sys"},
    WRITE("proc-irq", "move the host's interrupts", "procfs-write",
          "/proc/irq/default_smp_affinity"),
    WRITE("proc-mtrr", "change memory types", "procfs-write", "/proc/mtrr"),
    WRITE("proc-scsi", "add or remove SCSI devices", "CVE-2017-16539 proc-sys-exposure",
          "/proc/scsi/scsi"),
    WRITE("proc-acpi", "change wake-up sources", "CVE-2018-10892 proc-sys-exposure",
          "/proc/acpi/wakeup"),
    WRITE("proc-timer-stats", "switch timer statistics", "proc-sys-exposure", "/proc/timer_stats"),
    WRITE("proc-latency", "reset latency statistics", "proc-sys-exposure", "/proc/latency_stats"),
    WRITE("proc-clear-refs", "write a process's page state", "landlock-protected",
          "/proc/self/clear_refs"),
    WRITE("proc-comm", "write below /proc as the file's owner", "landlock-protected",
          "/proc/self/comm"),
    {"proc-oom-score", "exempt itself from the out-of-memory killer", "dos",
     .run = lower_oom_score, .path = "/proc/self/oom_score_adj"},
    {"proc-create", "create a file in /proc", "CVE-2019-16884 proc-overmount", .run = create_below,
     .path = "/proc/jsec-probe"},
};

const struct topic procfs_topic = TOPIC("writes to /proc", attempts);
