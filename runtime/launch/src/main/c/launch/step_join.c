/* Into the namespaces of a running container, by the descriptor of its first process: no name is
 * looked up that could be another's by now. Its pid namespace it was born in. No Landlock domain
 * follows: one of its own would only keep it from the container's processes. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/vfs.h>

#include "abi.h"
#include "child.h"

#define DEVPTS_MAGIC_NUMBER 0x1cd1

/* Where its terminals are; -1 if it has none. */
static int open_devpts(void) {
    struct statfs stat;
    int fd = path_open("/dev/pts", O_DIRECTORY, false);
    if (fd == -ENOENT || fd == -ENOTDIR) {
        return -1;
    }
    if (fd < 0) {
        return failed(fd, "/dev/pts");
    }
    int error = sys_fstatfs(fd, &stat);
    if (error == 0 && (long)stat.f_type == DEVPTS_MAGIC_NUMBER) {
        return fd;
    }
    (void)sys_close(fd);
    return error < 0 ? failed(error, "/dev/pts") : -1;
}

int step_join(const struct step_join *step) {
    int error = sys_setns(child.launch->joined, step->namespaces & ~NS_NEWPID);
    if (error < 0) {
        return failed(error, "namespaces of the container");
    }
    error = child_become_root(child.launch->map);
    if (error < 0) {
        return error;
    }
    child.root = sys_openat(AT_FDCWD, "/", O_PATH | O_DIRECTORY, 0);
    if (child.root < 0) {
        return failed(child.root, "root of the container");
    }
    child.devpts = open_devpts();
    return child.devpts < -1 ? child.devpts : 0;
}
