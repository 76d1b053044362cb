/* The command line. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#define LOCK_FDS_MAX 8
#define OPTION_EXTENTS_MAX 8
#define REMOVE_DIRS_MAX 256

#define LISTENS_MAX 8
#define SOCKET_PATH_BYTES 108
#define ENGINE_ENV_MAX 64

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

/* A socket for the engine's clients: bound by us, or handed down by whoever started us. */
struct listen_option {
    char path[SOCKET_PATH_BYTES]; /* empty: handed down, or TCP */
    uint16_t port;                /* of TCP on the loopback interface; 0: a unix socket */
    bool six;                     /* [::1], not 127.0.0.1 */
    uint32_t mode;
    uint32_t gid;
    bool has_gid;
    int fd; /* handed down; -1: bound by us */
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
    uint32_t listen_count;
    struct listen_option listens[LISTENS_MAX];
    const char *const *engine; /* command line of the engine, or NULL */
    uint32_t engine_env_count;
    const char *engine_env[ENGINE_ENV_MAX + 1];
    const char *const *dirs;
    uint32_t dir_count;
    unsigned long fault;
    int fault_fd;
};

extern struct options options;

/* Reads argv into options; false (and a line on standard error) if it is wrong. */
bool options_read(int argc, char **argv);

/* options_engine.c */
bool options_listen(const char *text);
bool options_listen_fd(int fd);
bool options_listen_tcp(const char *text);
bool options_engine_env(const char *text);

#endif
