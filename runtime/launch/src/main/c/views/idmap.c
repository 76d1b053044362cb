#define _GNU_SOURCE
#include "idmap.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel.h"
#include "say.h"

static void path_of(pid_t pid, const char *file, char *path, unsigned size) {
    char digits[21];
    path[0] = 0;
    append(path, size, "/proc/");
    append(path, size, decimal((uint64_t)pid, digits));
    append(path, size, file);
}

/* The kernel takes a whole map in one write, once. */
static int write_map(pid_t pid, const char *file, const struct id_line *lines, unsigned count) {
    char path[64];
    char text[ID_LINES_MAX * 40] = "";
    char digits[21];
    path_of(pid, file, path, sizeof path);
    for (unsigned i = 0; i < count; i++) {
        append(text, sizeof text, decimal(lines[i].disk, digits));
        append(text, sizeof text, " ");
        append(text, sizeof text, decimal(lines[i].shown, digits));
        append(text, sizeof text, " ");
        append(text, sizeof text, decimal(lines[i].count, digits));
        append(text, sizeof text, "\n");
    }
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return fail("open", path, NULL);
    }
    ssize_t written = write(fd, text, strlen(text));
    if (written < 0) {
        fail("write", path, "is this root of the host with CAP_SETUID and CAP_SETGID?");
    }
    close(fd);
    return written == (ssize_t)strlen(text) ? 0 : -1;
}

static int open_userns(pid_t pid, const struct id_map *map) {
    char path[64];
    if (write_map(pid, "/uid_map", map->uids, map->lines) < 0 ||
        write_map(pid, "/gid_map", map->gids, map->lines) < 0) {
        return -1;
    }
    path_of(pid, "/ns/user", path, sizeof path);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? fail("open", path, NULL) : fd;
}

int make_userns(const struct id_map *map) {
    long pid = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid < 0) {
        return fail("clone", "CLONE_NEWUSER",
                    errno == ENOSPC ? "raise sysctl user.max_user_namespaces" : NULL);
    }
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (;;) {
            pause();
        }
    }
    int fd = open_userns((pid_t)pid, map);
    kill((pid_t)pid, SIGKILL);
    while (waitpid((pid_t)pid, NULL, 0) < 0 && errno == EINTR) {
    }
    return fd;
}
