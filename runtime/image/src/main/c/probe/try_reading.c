/* Reading what belongs to the host: addresses, keys, other tenants' activity, firmware. A masked
 * path reads as empty, which counts as refused. */
#define _GNU_SOURCE
#include "probe.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static long read_byte(const struct attempt *a, struct finding *f) {
    char byte[8];
    int fd = open(a->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return -errno;
    long got = answer(read(fd, byte, sizeof(byte)));
    if (got == 0)
        detail(f, "reads as empty");
    return got == 0 ? TRY_NOGAIN : got;
}

static long list_folder(const struct attempt *a, struct finding *f) {
    DIR *folder = opendir(a->path);
    int entries = 0;
    if (!folder)
        return -errno;
    for (struct dirent *e = readdir(folder); e; e = readdir(folder))
        entries += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(folder);
    if (entries == 0)
        detail(f, "is empty");
    return entries == 0 ? TRY_NOGAIN : 0;
}

/* Files that show zeros instead of addresses to the unprivileged. */
static long read_addresses(const struct attempt *a, struct finding *f) {
    struct lines l;
    long result = lines_open(&l, a->path);
    if (result < 0)
        return result;
    char *line = lines_next(&l);
    if (!line) {
        detail(f, "reads as empty");
        result = TRY_NOGAIN;
    } else if (line[strspn(line, " 0-")] == ' ' || line[strspn(line, " 0-")] == ':') {
        detail(f, "shows no addresses");
        result = TRY_NOGAIN;
    }
    lines_close(&l);
    return result;
}

/* Threads of the kernel are in sight only where the host's process table is. */
static long see_kernel_threads(const struct attempt *a, struct finding *f) {
    char name[64];
    long got = file_text(a->path, name, sizeof(name));
    if (got == -ENOENT || got == -ESRCH) {
        detail(f, "no such process here");
        return TRY_NOGAIN;
    }
    if (got < 0)
        return got;
    detail(f, name);
    return strcmp(name, "kthreadd") == 0 ? 0 : TRY_NOGAIN;
}

static long thermal(const struct attempt *a, struct finding *f) {
    (void)f;
    return open_close(a->path, O_RDONLY);
}

#define EXPOSED "proc-sys-exposure"
#define READ(id, title, refs, where) \
    {id, title, refs, .run = read_byte, .path = where, .reached = {EAGAIN}}
#define LIST(id, title, refs, where) {id, title, refs, .run = list_folder, .path = where}

static const struct attempt attempts[] = {
    READ("read-kcore", "read the kernel's memory image", EXPOSED, "/proc/kcore"),
    READ("read-kmsg", "read the kernel's log", EXPOSED, "/proc/kmsg"),
    READ("read-keys", "list the kernel's keys", "CVE-2016-0728 " EXPOSED, "/proc/keys"),
    READ("read-key-users", "list who holds keys", EXPOSED, "/proc/key-users"),
    READ("read-interrupts", "watch the host's interrupts", "CVE-2018-10892 side-channel",
         "/proc/interrupts"),
    READ("read-timer-list", "list the kernel's timers", EXPOSED, "/proc/timer_list"),
    READ("read-sched-debug", "list the scheduler's tasks", EXPOSED, "/proc/sched_debug"),
    READ("read-latency", "read latency statistics", EXPOSED, "/proc/latency_stats"),
    READ("read-slabinfo", "read the state of the kernel's heap", EXPOSED, "/proc/slabinfo"),
    READ("read-vmalloc", "read the kernel's memory areas", EXPOSED, "/proc/vmallocinfo"),
    READ("read-page-types", "read the state of the page allocator", EXPOSED, "/proc/pagetypeinfo"),
    READ("read-kpagecount", "read the counts of physical pages", "page-cache", "/proc/kpagecount"),
    READ("read-kpageflags", "read the flags of physical pages", "page-cache", "/proc/kpageflags"),
    READ("read-config", "read the kernel's configuration", EXPOSED, "/proc/config.gz"),
    READ("read-modules", "list the kernel's modules", EXPOSED, "/proc/modules"),
    {"read-kallsyms", "read the kernel's addresses", EXPOSED, .run = read_addresses,
     .path = "/proc/kallsyms"},
    {"read-iomem", "read the map of physical memory", EXPOSED, .run = read_addresses,
     .path = "/proc/iomem"},
    {"read-ioports", "read the map of input/output ports", EXPOSED, .run = read_addresses,
     .path = "/proc/ioports"},
    LIST("list-acpi", "list ACPI devices", "CVE-2018-10892 " EXPOSED, "/proc/acpi"),
    LIST("list-scsi", "list SCSI devices", "CVE-2017-16539 " EXPOSED, "/proc/scsi"),
    LIST("list-asound", "list sound devices", EXPOSED, "/proc/asound"),
    LIST("list-firmware", "list the host's firmware tables", EXPOSED, "/sys/firmware"),
    LIST("list-powercap", "list energy counters", "CVE-2018-10892 side-channel",
         "/sys/devices/virtual/powercap"),
    LIST("list-dmi", "list the host's serial numbers", EXPOSED, "/sys/devices/virtual/dmi"),
    LIST("list-debugfs", "list the kernel's debug files", EXPOSED, "/sys/kernel/debug"),
    LIST("list-tracing", "list the kernel's tracing files", EXPOSED, "/sys/kernel/tracing"),
    LIST("list-securityfs", "list the security modules' files", EXPOSED, "/sys/kernel/security"),
    LIST("list-bpf", "list pinned BPF objects", EXPOSED, "/sys/fs/bpf"),
    LIST("list-modules", "list the modules' parameters", EXPOSED, "/sys/module"),
    {"read-thermal", "watch thermal throttling", "CVE-2018-10892 side-channel", .run = thermal,
     .path = "/sys/devices/system/cpu/cpu0/thermal_throttle"},
    {"see-kernel-threads", "see the host's process table", "escape", .run = see_kernel_threads,
     .path = "/proc/2/comm"},
};

const struct topic reading_topic = TOPIC("reading the host", attempts);
