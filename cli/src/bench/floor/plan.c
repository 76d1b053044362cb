/* Reading a plan that was verified before: lengths are trusted, strings are used where they lie. */
#define _GNU_SOURCE
#include "floor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_BYTES 32

void check(long result, const char *call)
{
    if (result < 0) {
        fprintf(stderr, "jsec-floor: %s: %s\n", call, strerror(errno));
        _exit(2);
    }
}

uint32_t take_u32(const uint8_t **at)
{
    uint32_t value;
    memcpy(&value, *at, sizeof value);
    *at += sizeof value;
    return value;
}

uint64_t take_u64(const uint8_t **at)
{
    uint64_t value;
    memcpy(&value, *at, sizeof value);
    *at += sizeof value;
    return value;
}

const char *take_text(const uint8_t **at)
{
    uint32_t length = take_u32(at);
    const char *text = (const char *)*at;
    *at += length + 1;
    return text;
}

void plan_read(struct plan *plan, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    check(fd, path);
    check(fstat(fd, &status), path);
    const uint8_t *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED || memcmp(bytes, "JSECPLAN", 8) != 0) {
        fprintf(stderr, "jsec-floor: %s: not a plan\n", path);
        exit(2);
    }
    const uint8_t *at = bytes + 16;
    uint32_t count = take_u32(&at);
    at = bytes + HEADER_BYTES;
    for (uint32_t i = 0; i < count && i < STEPS_MAX; i++) {
        struct step *step = &plan->steps[plan->count++];
        memcpy(&step->code, at, sizeof step->code);
        at += 4;
        uint32_t length = take_u32(&at);
        step->at = at;
        step->end = at + length;
        step->fd = -1;
        at = step->end;
    }
    close(fd);
}

int write_text(int dirfd, const char *path, const char *text)
{
    int fd = openat(dirfd, path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    ssize_t written = write(fd, text, strlen(text));
    close(fd);
    return written < 0 ? -1 : 0;
}
