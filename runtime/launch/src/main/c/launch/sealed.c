/* The launcher runs from a sealed copy of its own file: no container, whatever it reaches, can
 * rewrite it. */
#define _GNU_SOURCE
#include "sealed.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "abi.h"
#include "fail.h"
#include "plan.h"

#define MFD_CLOEXEC_FLAG 1U
#define MFD_ALLOW_SEALING_FLAG 2U
#define MFD_EXEC_FLAG 16U
#define SELF_BYTES_MAX (4U << 20)

static bool is_sealed(int fd) {
    int seals = sys_fcntl(fd, F_GET_SEALS, 0);
    return seals >= 0 && (seals & SEALS_ALL) == SEALS_ALL;
}

/* MFD_EXEC is known from 6.3 on; before, every memory file can be executed. */
static int make_memory(void) {
    unsigned flags = MFD_CLOEXEC_FLAG | MFD_ALLOW_SEALING_FLAG;
    int fd = sys_memfd_create("jsec-launch", flags | MFD_EXEC_FLAG);
    return fd == -EINVAL ? sys_memfd_create("jsec-launch", flags) : fd;
}

static int copy_self(int self, int copy) {
    struct stat stat;
    int error = sys_fstat(self, &stat);
    if (error < 0 || stat.st_size > SELF_BYTES_MAX) {
        return failed(error < 0 ? error : -EFBIG, "/proc/self/exe");
    }
    for (off_t done = 0; done < stat.st_size;) {
        ssize_t part = sys_sendfile(copy, self, (size_t)(stat.st_size - done));
        if (part <= 0) {
            return failed(part < 0 ? part : -EIO, "memory copy of jsec-launch");
        }
        done += part;
    }
    error = sys_fcntl(copy, F_ADD_SEALS, SEALS_ALL);
    return error < 0 ? failed(error, "memory copy of jsec-launch") : 0;
}

int sealed_self(char *const *argv, char *const *env) {
    int self = sys_openat(AT_FDCWD, "/proc/self/exe", O_RDONLY, 0);
    if (self < 0) {
        return failed(self, "/proc/self/exe");
    }
    if (is_sealed(self)) {
        (void)sys_close(self);
        return 0;
    }
    int copy = make_memory();
    if (copy < 0) {
        return failed(copy, "memory copy of jsec-launch");
    }
    int error = copy_self(self, copy);
    (void)sys_close(self);
    if (error < 0) {
        return error;
    }
    error =
        sys_execveat(copy, "", (const char *const *)argv, (const char *const *)env, AT_EMPTY_PATH);
    return failed(error, "memory copy of jsec-launch");
}

const uint8_t *sealed_plan(int fd, uint32_t *length) {
    struct stat stat;
    int error = sys_fstat(fd, &stat);
    if (error < 0) {
        (void)failed(error, "plan");
        return NULL;
    }
    int seals = sys_fcntl(fd, F_GET_SEALS, 0);
    if (seals < 0 && seals != -EINVAL) {
        (void)failed(seals, "plan");
        return NULL;
    }
    if (seals < 0 || (seals & SEALS_ALL) != SEALS_ALL) {
        (void)failed_at("plan", EINVAL, "the plan is not a sealed memory file");
        return NULL;
    }
    if (stat.st_size < (off_t)PLAN_HEADER_BYTES || stat.st_size > (off_t)PLAN_BYTES_MAX) {
        (void)failed_at("plan", EFBIG, "its length is outside 32 bytes to 1 MiB");
        return NULL;
    }
    const uint8_t *bytes = sys_mmap((size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd);
    if (bytes == NULL) {
        (void)failed(-errno, "plan");
        return NULL;
    }
    *length = (uint32_t)stat.st_size;
    return bytes;
}
