/* The command line. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#define LOCK_FDS_MAX 8
#define OPTION_EXTENTS_MAX 8
#define REMOVE_DIRS_MAX 256

enum mode { MODE_ONCE, MODE_RESIDENT, MODE_REMOVE, MODE_CHECK };

struct id_line {
    uint32_t inside;
    uint32_t outside;
    uint32_t count;
};

struct id_lines {
    uint32_t count;
    struct id_line lines[OPTION_EXTENTS_MAX];
};

struct options {
    enum mode mode;
    int plan_fd;
    uint32_t lock_count;
    int lock_fds[LOCK_FDS_MAX];
    struct id_lines uids;
    struct id_lines gids;
    int stop_signal; /* what the container gets for SIGTERM */
    const char *failure_exec;
    const char *socket;
    const char *views;
    const char *const *dirs;
    uint32_t dir_count;
    unsigned long fault;
    int fault_fd;
};

extern struct options options;

/* Reads argv into options; false (and a line on standard error) if it is wrong. */
bool options_read(int argc, char **argv);

#endif
