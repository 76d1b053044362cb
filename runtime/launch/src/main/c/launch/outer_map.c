/* The id maps of the engine's user namespace: newuidmap and newgidmap write them, or we do if only
 * our own id is in. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>

#include "options.h"
#include "outer.h"

#define MAP_WORDS_MAX (2 + 3 * OPTION_EXTENTS_MAX + 1)
#define NUMBER_BYTES 12

static int write_once(pid_t pid, const char *file, const char *text) {
    char path[64];
    uint32_t at = text_add(path, 0, sizeof path, "/proc/");
    at = text_add_number(path, at, sizeof path, (uint64_t)pid);
    (void)text_add(path, at, sizeof path, file);
    int fd = sys_openat(AT_FDCWD, path, O_WRONLY, 0);
    if (fd < 0) {
        return failed(fd, path);
    }
    ssize_t done = sys_write(fd, text, strlen(text));
    (void)sys_close(fd);
    return done < 0 ? failed(done, path) : 0;
}

static int write_single(pid_t pid, const char *file, const struct id_line *line) {
    char text[64];
    uint32_t at = text_add_number(text, 0, sizeof text, line->inside);
    at = text_add(text, at, sizeof text, " ");
    at = text_add_number(text, at, sizeof text, line->outside);
    (void)text_add(text, at, sizeof text, " 1\n");
    return write_once(pid, file, text);
}

static pid_t start_map(const char *program, pid_t pid, const struct id_lines *lines) {
    static const char *const ENV[] = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", NULL};
    char numbers[MAP_WORDS_MAX][NUMBER_BYTES];
    const char *words[MAP_WORDS_MAX + 1];
    uint32_t count = 0;
    words[count++] = program;
    (void)text_add_number(numbers[count], 0, NUMBER_BYTES, (uint64_t)pid);
    words[count] = numbers[count];
    count++;
    for (uint32_t i = 0; i < lines->count; i++) {
        uint32_t fields[3] = {lines->lines[i].inside, lines->lines[i].outside,
                              lines->lines[i].count};
        for (int k = 0; k < 3; k++) {
            (void)text_add_number(numbers[count], 0, NUMBER_BYTES, fields[k]);
            words[count] = numbers[count];
            count++;
        }
    }
    words[count] = NULL;
    pid_t child = sys_clone(0, NULL, -1);
    if (child != 0) {
        return child;
    }
    /* The launch report says what is wrong: the program's own words would only double it. */
    int null = sys_openat(AT_FDCWD, "/dev/null", O_RDWR, 0);
    if (null >= 0) {
        (void)sys_dup3(null, 2, 0);
    }
    (void)sys_close_range(3, ~0U, 0);
    (void)sys_sigmask(0);
    int error = sys_execveat(AT_FDCWD, program, words, ENV, 0);
    sys_exit(error == -ENOENT ? 127 : 126);
}

static int end_map(const char *program, pid_t child) {
    int status = 0;
    if (child < 0) {
        return failed(child, program);
    }
    pid_t got = sys_wait4(child, &status, 0);
    for (int tries = 1; got < 0 && got != -ECHILD && tries < 4; tries++) {
        got = sys_wait4(child, &status, 0);
    }
    if (got < 0) {
        return failed(got, program);
    }
    if (status == 0) {
        return 0;
    }
    if (status >> 8 == 127) {
        return failed_at(program, ENOENT, "not installed (package uidmap)");
    }
    if (status >> 8 == 126) {
        return failed_at("execveat", EACCES, program);
    }
    return failed_at(program, EPERM,
                     "it refused the map: the ids are not this user's in /etc/subuid, /etc/subgid");
}

static bool is_single(const struct id_lines *lines) {
    return lines->count == 1 && lines->lines[0].count == 1;
}

int outer_map(pid_t pid) {
    if (is_single(&options.uids) && is_single(&options.gids)) {
        int error = write_single(pid, "/uid_map", &options.uids.lines[0]);
        error = error < 0 ? error : write_once(pid, "/setgroups", "deny");
        return error < 0 ? error : write_single(pid, "/gid_map", &options.gids.lines[0]);
    }
    /* Side by side: each costs an exec. */
    pid_t uids = start_map("/usr/bin/newuidmap", pid, &options.uids);
    pid_t gids = start_map("/usr/bin/newgidmap", pid, &options.gids);
    int first = end_map("/usr/bin/newuidmap", uids);
    int second = end_map("/usr/bin/newgidmap", gids);
    return first < 0 ? first : second;
}
