/* Memory placement and sharing: means by which kernel bugs were turned into write access. */
#define _GNU_SOURCE
#include "numbers.h"
#include "probe.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

static long map_null_page(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    return at == MAP_FAILED ? -errno : 0;
}

static long vmsplice_page(const struct attempt *a, struct finding *f) {
    static char page[4096];
    struct iovec part = {page, sizeof(page)};
    int ends[2];
    (void)a;
    (void)f;
    if (pipe(ends) < 0)
        return -errno;
    return answer(syscall(SYS_vmsplice, ends[1], &part, 1, 0));
}

static long find_pages(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    return answer(syscall(SYS_move_pages, getppid(), 0UL, NULL, NULL, NULL, 0));
}

static long take_pages(const struct attempt *a, struct finding *f) {
    unsigned long node = 1;
    (void)a;
    (void)f;
    return answer(syscall(SYS_migrate_pages, getppid(), 2UL, &node, &node));
}

static long bind_memory(const struct attempt *a, struct finding *f) {
    unsigned long node = 1;
    (void)a;
    (void)f;
    return answer(syscall(SYS_set_mempolicy, 2, &node, 2UL));
}

/* A pipe whose every slot was once filled, so that stale flags remain in them. */
static int used_pipe(int ends[2]) {
    static char bytes[4096];
    if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) < 0)
        return -errno;
    while (write(ends[1], bytes, sizeof(bytes)) > 0)
        continue;
    while (read(ends[0], bytes, sizeof(bytes)) > 0)
        continue;
    return 0;
}

/* Splices one byte of a file into a pipe and writes behind it: an old kernel writes that to the
 * file's page, whatever its mode. The file is the try's own. */
static long dirty_file(int fd) {
    int ends[2];
    char content[4] = "";
    loff_t offset = 0;
    int error = used_pipe(ends);
    if (error < 0)
        return error;
    if (splice(fd, &offset, ends[1], NULL, 1, 0) != 1)
        return -errno;
    if (write(ends[1], "X", 1) != 1 || pread(fd, content, 3, 0) != 3)
        return -errno;
    return content[1] == 'X' ? 0 : TRY_NOGAIN;
}

static long dirty_pipe(const struct attempt *a, struct finding *f) {
    char path[64];
    (void)a;
    int fd = scratch_file(path, sizeof(path));
    if (fd < 0)
        return fd;
    long result = write(fd, "abc", 3) == 3 ? 0 : -errno;
    close(fd);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    unlink(path);
    if (fd < 0 || result < 0)
        return fd < 0 ? -errno : result;
    result = dirty_file(fd);
    if (result == TRY_NOGAIN)
        detail(f, "the file is unchanged");
    close(fd);
    return result;
}

static const struct attempt attempts[] = {
    {"map-null-page", "map the page at address zero", "kernel-lpe", .run = map_null_page},
    {"dirty-pipe", "write to a read-only file's page by a pipe", "CVE-2022-0847 page-cache",
     .run = dirty_pipe},
    {"vmsplice", "gift memory to a pipe", "CVE-2008-0600 page-cache", .run = vmsplice_page},
    {"move-pages", "ask where another process's pages are", "side-channel", .run = find_pages,
     .reached = {ESRCH}},
    {"migrate-pages", "move another process's memory", "side-channel", .run = take_pages,
     .reached = {EINVAL, ESRCH}},
    {"set-mempolicy", "choose the memory's node", "kernel-lpe", .run = bind_memory,
     .reached = {EINVAL}},
};

const struct topic memory_topic = TOPIC("memory", attempts);
