#define _GNU_SOURCE
#include "probe.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

struct inheritance inherited = {-1, 0};

/* Runs first of all: nothing is open yet but what the starter left. */
void inherit_record(void) {
    for (int fd = 3; fd < 1024; fd++) {
        if (fcntl(fd, F_GETFD) < 0)
            continue;
        if (inherited.extra < 0)
            inherited.extra = fd;
        inherited.count++;
    }
}

long answer(long result) {
    return result == -1 ? -errno : result;
}

void detail(struct finding *f, const char *text) {
    text_copy(f->detail, sizeof(f->detail), text);
}

void detail_two(struct finding *f, const char *a, const char *b) {
    text_copy(f->detail, sizeof(f->detail), a);
    text_add(f->detail, sizeof(f->detail), b);
}

/* Where the caller is free to mount, its mounts must not spread: the child takes a copy of the
 * tree first. Where it is not, the try itself is refused and there is nothing to spread. */
void isolate_mounts(void) {
    if (unshare(CLONE_NEWNS) == 0)
        (void)!mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL);
}

int scratch_file(char *path, size_t size) {
    static const char *const folders[] = {"/tmp", "/var/tmp", "/", "/run", "/dev/shm"};
    int fd = -1;
    for (size_t i = 0; fd < 0 && i < COUNT(folders); i++) {
        text_copy(path, size, folders[i]);
        text_add(path, size, "/.jsec-probe-");
        text_add_number(path, size, getpid());
        fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    }
    return fd < 0 ? -errno : fd;
}

long open_close(const char *path, int flags) {
    struct stat s;
    int fd = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return -errno;
    int masked = fstat(fd, &s) == 0 && S_ISCHR(s.st_mode) && s.st_rdev == makedev(1, 3);
    close(fd);
    return masked ? TRY_NOGAIN : 0;
}

static int status_value(const char *field, char *to, size_t size) {
    struct lines l;
    size_t length = strlen(field);
    int found = 0;
    if (lines_open(&l, "/proc/self/status") < 0)
        return 0;
    for (char *line = lines_next(&l); line && !found; line = lines_next(&l)) {
        if (!text_starts(line, field) || line[length] != ':')
            continue;
        text_copy(to, size, line + length + 1 + strspn(line + length + 1, " \t"));
        found = 1;
    }
    lines_close(&l);
    return found;
}

int seccomp_filtered(void) {
    char mode[16];
    return status_value("Seccomp", mode, sizeof(mode)) && mode[0] == '2';
}

unsigned long long status_mask(const char *field) {
    char hex[32];
    unsigned long long mask = 0;
    if (!status_value(field, hex, sizeof(hex)))
        return 0;
    for (const char *c = hex; *c; c++) {
        unsigned digit = *c <= '9' ? (unsigned)(*c - '0') : (unsigned)(*c - 'a' + 10);
        mask = mask << 4 | (digit & 15);
    }
    return mask;
}
