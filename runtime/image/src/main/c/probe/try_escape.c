/* Ways out of the root: leftovers of the starter, links of /proc, file handles, chroot. */
#define _GNU_SOURCE
#include "numbers.h"
#include "probe.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define AT_EMPTY 0x1000

/* TRY_NOGAIN when the path leads to this very root (or below it) and not to another one. */
static long other_root(const char *path, struct finding *f) {
    struct stat here, there;
    if (stat("/", &here) < 0 || stat(path, &there) < 0)
        return -errno;
    if (here.st_dev == there.st_dev && here.st_ino == there.st_ino) {
        detail(f, "the same root");
        return TRY_NOGAIN;
    }
    return 0;
}

static long reach_root(const struct attempt *a, struct finding *f) {
    return other_root(a->path, f);
}

static long extra_descriptors(const struct attempt *a, struct finding *f) {
    char link[64], target[100];
    (void)a;
    if (inherited.extra < 0) {
        detail(f, "only 0, 1 and 2");
        return TRY_NOGAIN;
    }
    text_copy(link, sizeof(link), "/proc/self/fd/");
    text_add_number(link, sizeof(link), inherited.extra);
    ssize_t length = readlink(link, target, sizeof(target) - 1);
    target[length > 0 ? length : 0] = 0;
    detail_two(f, "descriptor of ", target);
    return 0;
}

static long folder_as_stdio(const struct attempt *a, struct finding *f) {
    (void)a;
    for (int fd = 0; fd < 3; fd++) {
        struct stat s;
        if (fstat(fd, &s) == 0 && S_ISDIR(s.st_mode))
            return fd;
    }
    detail(f, "none is a folder");
    return TRY_NOGAIN;
}

static long outside_cwd(const struct attempt *a, struct finding *f) {
    char path[4096];
    (void)a;
    long length = answer(syscall(SYS_getcwd, path, sizeof(path)));
    if (length < 0)
        return length;
    detail(f, path);
    return path[0] == '/' ? TRY_NOGAIN : 0;
}

static long change_root(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(chroot(a->path));
}

/* The classic: move the root below the working folder, then climb. */
static long climb_out(const struct attempt *a, struct finding *f) {
    struct stat before, after;
    if (stat("/", &before) < 0 || chdir("/") < 0)
        return -errno;
    if (chroot(a->path) < 0)
        return -errno;
    for (int i = 0; i < 64; i++)
        if (chdir("..") < 0)
            return -errno;
    if (stat(".", &after) < 0)
        return -errno;
    if (before.st_dev != after.st_dev || before.st_ino != after.st_ino)
        return 0;
    detail(f, "no folder above the root");
    return TRY_NOGAIN;
}

static long write_program(const struct attempt *a, struct finding *f) {
    (void)f;
    return open_close(a->path, O_WRONLY);
}

static long name_handle(const struct attempt *a, struct finding *f) {
    uint32_t handle[34] = {128};
    int mount_id;
    (void)f;
    return answer(syscall(SYS_name_to_handle_at, AT_FDCWD, a->path, handle, &mount_id, 0));
}

/* Inode 2 is the root of most disks' file systems, whatever part of them is mounted here. */
static long open_handle(const struct attempt *a, struct finding *f) {
    uint32_t handle[4] = {8, 1, 2, 0};
    (void)f;
    int fd = open(a->path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? -errno : answer(syscall(SYS_open_by_handle_at, fd, handle, O_RDONLY));
}

/* A link in a folder of ours that climbs: still resolved below the root. */
static long climb_link(const struct attempt *a, struct finding *f) {
    char path[64];
    int fd = scratch_file(path, sizeof(path));
    if (fd < 0)
        return fd;
    close(fd);
    unlink(path);
    if (symlink(a->path, path) < 0)
        return -errno;
    long result = other_root(path, f);
    unlink(path);
    return result;
}

#define CLIMB "../../../../../../../../../../../../../../../.."

static const struct attempt attempts[] = {
    {"extra-descriptors", "use descriptors that the starter left open", "CVE-2024-21626 fd-leak",
     .run = extra_descriptors},
    {"stdio-folder", "use a folder as standard input or output", "CVE-2024-21626 fd-leak",
     .run = folder_as_stdio},
    {"cwd-outside", "start in a folder outside the root", "CVE-2024-21626 fd-leak",
     .run = outside_cwd},
    {"proc-init-root", "reach another root by /proc/1/root", "escape", .run = reach_root,
     .path = "/proc/1/root/"},
    {"proc-parent-cwd", "reach another root above pid 1's folder", "CVE-2024-21626 escape",
     .run = reach_root, .path = "/proc/1/cwd/" CLIMB},
    {"climb-dots", "reach another root by dots", "escape", .run = reach_root, .path = CLIMB},
    {"climb-symlink", "reach another root by a symbolic link", "CVE-2018-15664 escape",
     .run = climb_link, .path = "/" CLIMB},
    {"chroot", "change the root", "escape", .run = change_root, .path = "/"},
    {"chroot-climb", "climb out of a nested root", "escape", .run = climb_out, .path = "/proc"},
    {"self-exe-write", "rewrite its own program", "CVE-2019-5736 self-exe", .run = write_program,
     .path = "/proc/self/exe"},
    {"init-exe-write", "rewrite pid 1's program", "CVE-2019-5736 self-exe", .run = write_program,
     .path = "/proc/1/exe"},
    {"name-to-handle", "ask for a file's handle", "Shocker handle", .run = name_handle,
     .path = "/", .reached = {EOPNOTSUPP, EOVERFLOW, EINVAL}},
    {"open-by-handle", "open the disk's root by its handle", "Shocker handle", .run = open_handle,
     .path = "/", .reached = {ESTALE, EINVAL, EOPNOTSUPP}},
    {"open-by-handle-file", "the same through a mounted file", "Shocker handle",
     .run = open_handle, .path = "/etc/hosts", .reached = {ESTALE, EINVAL, EOPNOTSUPP}},
};

const struct topic escape_topic = TOPIC("escapes", attempts);
