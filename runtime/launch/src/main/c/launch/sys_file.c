/* Calls on files and descriptors. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/vfs.h>

#include "sys_call.h"

const char *sys_failed = "nothing";

int sys_openat(int dir, const char *path, int flags, mode_t mode) {
    return (int)CALL4(openat, dir, path, flags | O_CLOEXEC, mode);
}

int sys_openat2(int dir, const char *path, uint64_t flags, mode_t mode, uint64_t resolve) {
    struct open_how how = {flags | O_CLOEXEC, mode, resolve};
    return (int)CALL4(openat2, dir, path, &how, sizeof how);
}

/* What failed before is still what is told: a close tidies up after it. */
int sys_close(int fd) {
    const char *kept = sys_failed;
    int error = (int)CALL1(close, fd);
    sys_failed = kept;
    return error;
}

int sys_close_range(unsigned first, unsigned last, unsigned flags) {
    return (int)CALL3(close_range, first, last, flags);
}

ssize_t sys_read(int fd, void *bytes, size_t length) {
    return CALL3(read, fd, bytes, length);
}

ssize_t sys_write(int fd, const void *bytes, size_t length) {
    return CALL3(write, fd, bytes, length);
}

/* Files that cannot say whether they would wait are asked by poll; PIPE_BUF bytes fit then. */
static ssize_t write_polled(int fd, const void *bytes, size_t length) {
    struct pollfd ready = {fd, POLLOUT, 0};
    int count = sys_poll(&ready, 1, 0);
    if (count < 0) {
        return count;
    }
    return count == 0 ? -EAGAIN : sys_write(fd, bytes, length < 4096 ? length : 4096);
}

ssize_t sys_write_now(int fd, const void *bytes, size_t length) {
    FAULT_GATE("pwritev2")
    struct iovec vector = {(void *)(uintptr_t)bytes, length};
    long result = syscall(SYS_pwritev2, fd, &vector, 1L, -1L, -1L, RWF_NOWAIT);
    if (result == -1 && (errno == EOPNOTSUPP || errno == EINVAL || errno == ENOSYS)) {
        return write_polled(fd, bytes, length);
    }
    if (result == -1) {
        result = -errno;
        sys_failed = "pwritev2";
    }
    return result;
}

int sys_fstat(int fd, struct stat *stat) {
    FAULT_GATE("fstat")
    if (fstat(fd, stat) != 0) {
        sys_failed = "fstat";
        return -errno;
    }
    return 0;
}

int sys_fstatat(int dir, const char *path, struct stat *stat, int flags) {
    FAULT_GATE("fstatat")
    if (fstatat(dir, path, stat, flags) != 0) {
        sys_failed = "fstatat";
        return -errno;
    }
    return 0;
}

int sys_fstatfs(int fd, struct statfs *stat) {
    return (int)CALL2(fstatfs, fd, stat);
}

int sys_mkdirat(int dir, const char *path, mode_t mode) {
    return (int)CALL3(mkdirat, dir, path, mode);
}

int sys_symlinkat(const char *target, int dir, const char *path) {
    return (int)CALL3(symlinkat, target, dir, path);
}

int sys_unlinkat(int dir, const char *path, int flags) {
    return (int)CALL3(unlinkat, dir, path, flags);
}

int sys_linkat(const char *path, const char *other) {
    return (int)CALL5(linkat, AT_FDCWD, path, AT_FDCWD, other, 0);
}

int sys_renameat(int dir, const char *path, int to, const char *name) {
    return (int)CALL5(renameat2, dir, path, to, name, 0);
}

int sys_fchownat(int dir, const char *path, uid_t uid, gid_t gid, int flags) {
    return (int)CALL5(fchownat, dir, path, uid, gid, flags);
}

int sys_fchmod(int fd, mode_t mode) {
    return (int)CALL2(fchmod, fd, mode);
}

int sys_chmod(const char *path, mode_t mode) {
    return (int)CALL3(fchmodat, AT_FDCWD, path, mode);
}

int sys_fchdir(int fd) {
    return (int)CALL1(fchdir, fd);
}

int sys_chdir(const char *path) {
    return (int)CALL1(chdir, path);
}

long sys_getcwd(char *path, size_t length) {
    return CALL2(getcwd, path, length);
}

long sys_getdents(int fd, void *bytes, size_t length) {
    return CALL3(getdents64, fd, bytes, length);
}

int sys_fcntl(int fd, int what, long value) {
    return (int)CALL3(fcntl, fd, what, value);
}

int sys_ioctl(int fd, unsigned long what, void *value) {
    return (int)CALL3(ioctl, fd, what, value);
}

int sys_dup3(int fd, int to, int flags) {
    return (int)CALL3(dup3, fd, to, flags);
}

int sys_pipe2(int fds[2], int flags) {
    return (int)CALL2(pipe2, fds, flags | O_CLOEXEC);
}

int sys_memfd_create(const char *name, unsigned flags) {
    return (int)CALL2(memfd_create, name, flags);
}

ssize_t sys_sendfile(int to, int from, size_t length) {
    return CALL4(sendfile, to, from, NULL, length);
}

void *sys_mmap(size_t length, int protection, int flags, int fd) {
#ifdef JSEC_FAULT
    if (fault_due("mmap")) {
        sys_failed = "mmap";
        errno = fault_error();
        return NULL;
    }
#endif
    void *at = mmap(NULL, length, protection, flags, fd, 0);
    if (at == MAP_FAILED) {
        sys_failed = "mmap";
        return NULL;
    }
    return at;
}

int sys_munmap(void *at, size_t length) {
    return (int)CALL2(munmap, at, length);
}

int sys_madvise(void *at, size_t length, int advice) {
    return (int)CALL3(madvise, at, length, advice);
}
