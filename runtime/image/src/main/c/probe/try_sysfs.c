/* Writes below /sys. Opening for write is enough to know; nothing is written. */
#define _GNU_SOURCE
#include "probe.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define FILES_MAX 6000
#define DEPTH_MAX 6

static long write_open(const struct attempt *a, struct finding *f) {
    (void)f;
    return open_close(a->path, O_WRONLY);
}

static long create_below(const struct attempt *a, struct finding *f) {
    (void)f;
    long result = open_close(a->path, O_WRONLY | O_CREAT);
    if (result == 0)
        unlink(a->path);
    return result;
}

/* Opening a file of tracefs or debugfs may already do something: they have tries of their own. */
static int is_left_out(const char *path) {
    return text_starts(path, "/sys/kernel/debug") || text_starts(path, "/sys/kernel/tracing");
}

static long scan(char *path, size_t size, int depth, unsigned *left) {
    size_t length = strlen(path);
    DIR *folder = is_left_out(path) ? NULL : opendir(path);
    long found = TRY_NOGAIN;
    if (!folder)
        return TRY_NOGAIN;
    for (struct dirent *e = readdir(folder); e && found < 0 && *left; e = readdir(folder)) {
        if (e->d_name[0] == '.')
            continue;
        path[length] = 0;
        text_add(path, size, "/");
        text_add(path, size, e->d_name);
        if (e->d_type == DT_DIR && depth < DEPTH_MAX)
            found = scan(path, size, depth + 1, left);
        else if (e->d_type == DT_REG && (*left)-- && open_close(path, O_WRONLY) == 0)
            found = 0;
    }
    if (found < 0)
        path[length] = 0;
    closedir(folder);
    return found;
}

static long any_file(const struct attempt *a, struct finding *f) {
    char path[2048];
    unsigned left = FILES_MAX;
    text_copy(path, sizeof(path), a->path);
    if (access(path, F_OK) < 0)
        return TRY_ABSENT;
    long found = scan(path, sizeof(path), 0, &left);
    detail(f, found == 0 ? path : "no file of it opens for writing");
    return found;
}

#define WRITE(id, title, refs, where) {id, title, refs, .run = write_open, .path = where}

static const struct attempt attempts[] = {
    WRITE("sys-uevent-helper", "set the kernel's event helper", "escape",
          "/sys/kernel/uevent_helper"),
    WRITE("sys-power", "suspend the host", "dos", "/sys/power/state"),
    WRITE("sys-uevent", "raise a device event", "kernel-lpe",
          "/sys/devices/virtual/mem/null/uevent"),
    WRITE("sys-hugepages", "change huge pages of the host", "dos",
          "/sys/kernel/mm/transparent_hugepage/enabled"),
    WRITE("sys-cpu-online", "switch off a processor", "dos",
          "/sys/devices/system/cpu/cpu1/online"),
    WRITE("sys-module-load", "change a module's parameter", "kernel-lpe",
          "/sys/module/overlay/parameters/metacopy"),
    WRITE("sys-loopback", "change a network device", "kernel-lpe", "/sys/class/net/lo/mtu"),
    WRITE("sys-profiling", "switch on kernel profiling", "side-channel", "/sys/kernel/profiling"),
    {"sys-any", "find any file of /sys that opens for writing", "proc-sys-exposure",
     .run = any_file, .path = "/sys"},
    {"sys-create", "create a file in /sys", "CVE-2019-16884 proc-overmount", .run = create_below,
     .path = "/sys/jsec-probe"},
};

const struct topic sysfs_topic = TOPIC("writes to /sys", attempts);
