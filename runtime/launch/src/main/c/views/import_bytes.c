#define _GNU_SOURCE
#include <errno.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "import.h"
#include "kernel.h"
#include "say.h"

#define FICLONE_CALL 0x40049409
#define COPY_BYTES_MAX 131072

static int write_all(int target, const char *from, size_t length, off_t at, const char *name) {
    size_t done = 0;
    while (done < length) {
        ssize_t count = pwrite(target, from + done, length - done, at + (off_t)done);
        if (count < 0 && errno != EINTR) {
            return fail("write", name, NULL);
        }
        done += count < 0 ? 0 : (size_t)count;
    }
    return 0;
}

static int copy_range(int source, int target, off_t from, off_t end, const char *name) {
    static char bytes[COPY_BYTES_MAX];
    while (from < end) {
        size_t want = end - from < COPY_BYTES_MAX ? (size_t)(end - from) : COPY_BYTES_MAX;
        ssize_t count = pread(source, bytes, want, from);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return fail("read", name, NULL);
        }
        if (count == 0) {
            return refuse("import of", name, "it became shorter while it was read");
        }
        if (write_all(target, bytes, (size_t)count, from, name) < 0) {
            return -1;
        }
        from += count;
    }
    return 0;
}

int copy_bytes(int source, int target, const char *name) {
    struct stat status;
    if (ioctl(target, FICLONE_CALL, source) == 0) {
        return 0;
    }
    if (fstat(source, &status) < 0 || ftruncate(target, status.st_size) < 0) {
        return fail("ftruncate", name, NULL);
    }
    off_t end = 0;
    while (end < status.st_size) {
        off_t start = lseek(source, end, SEEK_DATA);
        if (start < 0) {
            return errno == ENXIO ? 0 : fail("lseek", name, NULL);
        }
        end = lseek(source, start, SEEK_HOLE);
        if (end < 0) {
            return fail("lseek", name, NULL);
        }
        if (copy_range(source, target, start, end, name) < 0) {
            return -1;
        }
    }
    return 0;
}
