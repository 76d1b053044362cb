/* Device nodes: making one is reaching every disk and all memory of the host. */
#define _GNU_SOURCE
#include "probe.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static long make_node(const struct attempt *a, struct finding *f) {
    static const char *const folders[] = {"/tmp", "/dev", "/dev/shm", "/", "/run"};
    long result = TRY_ABSENT;
    for (size_t i = 0; result < 0 && i < COUNT(folders); i++) {
        char path[64];
        text_copy(path, sizeof(path), folders[i]);
        text_add(path, sizeof(path), "/.jsec-probe-node");
        long made = answer(mknod(path, (mode_t)a->arg[0] | 0600,
                                 makedev((unsigned)a->arg[1], (unsigned)a->arg[2])));
        if (made == 0) {
            detail(f, path);
            unlink(path);
        }
        /* EROFS is a weaker no than that of the permission checks. */
        if (made == 0 || result == TRY_ABSENT || result == -EROFS || result == -ENOENT)
            result = made;
    }
    return result;
}

static long open_device(const struct attempt *a, struct finding *f) {
    (void)f;
    return open_close(a->path, O_RDWR);
}

static int is_expected(const char *name) {
    static const char *const names[] = {"null", "zero",    "full",   "random", "urandom",
                                        "tty",  "console", "ptmx"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(name, names[i]) == 0)
            return 1;
    return 0;
}

/* Opening one of these already acts: arms a reset, rewinds a tape, raises a line. */
static int acts_on_open(const char *name) {
    static const char *const starts[] = {"watchdog", "st", "nst", "tty", "lp", "snapshot", "rtc"};
    for (size_t i = 0; i < COUNT(starts); i++)
        if (text_starts(name, starts[i]))
            return 1;
    return 0;
}

static int opens(const char *path, const char *name) {
    return acts_on_open(name) ? access(path, R_OK) == 0 : open_close(path, O_RDONLY) == 0;
}

/* Any node of this type in /dev, beyond the usual eight, that opens. */
static long any_device(const struct attempt *a, struct finding *f) {
    DIR *folder = opendir("/dev");
    long found = TRY_NOGAIN;
    if (!folder)
        return -errno;
    for (struct dirent *e = readdir(folder); e && found < 0; e = readdir(folder)) {
        struct stat s;
        char path[280];
        text_copy(path, sizeof(path), "/dev/");
        text_add(path, sizeof(path), e->d_name);
        if (is_expected(e->d_name) || lstat(path, &s) < 0)
            continue;
        if ((s.st_mode & S_IFMT) == (mode_t)a->arg[0] && opens(path, e->d_name)) {
            detail(f, path);
            found = 0;
        }
    }
    closedir(folder);
    if (found < 0)
        detail(f, "none opens");
    return found;
}

#define DEVICE(id, title, refs, where) {id, title, refs, .run = open_device, .path = where}

static const struct attempt attempts[] = {
    {"mknod-char", "make a character device (memory)", "device-node", .run = make_node,
     .arg = {S_IFCHR, 1, 1}},
    {"mknod-block", "make a block device (first disk)", "device-node", .run = make_node,
     .arg = {S_IFBLK, 8, 0}},
    {"mknod-null", "make even a harmless device", "device-node landlock-protected",
     .run = make_node, .arg = {S_IFCHR, 1, 3}},
    DEVICE("dev-mem", "open physical memory", "device-node", "/dev/mem"),
    DEVICE("dev-port", "open the input/output ports", "device-node", "/dev/port"),
    DEVICE("dev-kmsg", "open the kernel's log", "device-node", "/dev/kmsg"),
    DEVICE("dev-fuse", "open FUSE", "device-node kernel-lpe", "/dev/fuse"),
    DEVICE("dev-kvm", "open KVM", "device-node kernel-lpe", "/dev/kvm"),
    DEVICE("dev-tun", "open the tunnel device", "device-node net-spoof", "/dev/net/tun"),
    DEVICE("dev-vhost", "open vhost", "device-node kernel-lpe", "/dev/vhost-net"),
    DEVICE("dev-loop", "open the loop device control", "device-node", "/dev/loop-control"),
    DEVICE("dev-mapper", "open the device mapper", "device-node", "/dev/mapper/control"),
    DEVICE("dev-input", "open the input injector", "device-node tty", "/dev/uinput"),
    DEVICE("dev-userfaultfd", "open userfaultfd's device", "device-node kernel-lpe",
           "/dev/userfaultfd"),
    DEVICE("dev-cpu", "open processor registers", "device-node", "/dev/cpu/0/msr"),
    DEVICE("dev-dri", "open graphics hardware", "device-node kernel-lpe", "/dev/dri/card0"),
    {"dev-any-block", "open any block device in /dev", "device-node", .run = any_device,
     .arg = {S_IFBLK}},
    {"dev-any-char", "open any unusual character device in /dev", "device-node", .run = any_device,
     .arg = {S_IFCHR}},
};

const struct topic device_topic = TOPIC("devices", attempts);
