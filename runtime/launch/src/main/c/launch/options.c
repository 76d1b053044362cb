/* Reading the command line: closed set, every value checked. */
#include "options.h"

#include <signal.h>
#include <string.h>

#include "abi.h"
#include "fail.h"

struct options options = {.plan_fd = -1, .fault_fd = -1, .stop_signal = SIGTERM};

static bool wrong(const char *what, const char *value) {
    char line[256];
    uint32_t at = text_add(line, 0, sizeof line, "jsec-launch: ");
    at = text_add(line, at, sizeof line, what);
    at = text_add(line, at, sizeof line, ": ");
    at = text_add(line, at, sizeof line, value);
    at = text_add(line, at, sizeof line, "\n");
    (void)sys_write(2, line, at);
    return false;
}

/* One decimal number of text up to `end`; the text after it, or NULL. */
static const char *number_until(const char *text, char end, uint32_t *value) {
    uint64_t number = 0;
    const char *start = text;
    while (*text >= '0' && *text <= '9' && number <= ID_MAX) {
        number = number * 10 + (uint64_t)(*text++ - '0');
    }
    if (text == start || number > ID_MAX || (*text != end && !(end == ',' && *text == 0))) {
        return NULL;
    }
    *value = (uint32_t)number;
    return *text == 0 ? text : text + 1;
}

/* INSIDE:OUTSIDE:COUNT[,…] */
static bool read_lines(const char *text, struct id_lines *to) {
    to->count = 0;
    do {
        struct id_line *line = &to->lines[to->count];
        if (to->count == OPTION_EXTENTS_MAX) {
            return false;
        }
        text = number_until(text, ':', &line->inside);
        text = text == NULL ? NULL : number_until(text, ':', &line->outside);
        text = text == NULL ? NULL : number_until(text, ',', &line->count);
        if (text == NULL || line->count == 0) {
            return false;
        }
        to->count++;
    } while (*text != 0);
    return true;
}

static bool read_fd(const char *text, int *fd) {
    uint64_t number = 0;
    if (!text_number(text, 1U << 20, &number) || number < 3) {
        return false;
    }
    *fd = (int)number;
    return true;
}

static bool read_lock(const char *text) {
    return options.lock_count < LOCK_FDS_MAX &&
           read_fd(text, &options.lock_fds[options.lock_count++]);
}

static bool read_path(const char *text, const char **to) {
    *to = text;
    return text[0] == '/' && strlen(text) < 4096;
}

static bool read_signal(const char *text) {
    uint64_t number = 0;
    if (!text_number(text, 64, &number) || number == 0) {
        return false;
    }
    options.stop_signal = (int)number;
    return true;
}

static bool read_option(const char *name, const char *value) {
    if (strcmp(name, "--plan-fd") == 0) {
        return read_fd(value, &options.plan_fd);
    }
    if (strcmp(name, "--uid-map") == 0) {
        return read_lines(value, &options.uids);
    }
    if (strcmp(name, "--gid-map") == 0) {
        return read_lines(value, &options.gids);
    }
    if (strcmp(name, "--lock-fd") == 0) {
        return read_lock(value);
    }
    if (strcmp(name, "--stop-signal") == 0) {
        return read_signal(value);
    }
    if (strcmp(name, "--failure-exec") == 0) {
        return read_path(value, &options.failure_exec);
    }
    if (strcmp(name, "--socket") == 0) {
        return read_path(value, &options.socket);
    }
    if (strcmp(name, "--views") == 0) {
        return read_path(value, &options.views);
    }
    if (strcmp(name, "--listen") == 0) {
        return options_listen(value);
    }
    if (strcmp(name, "--listen-fd") == 0) {
        int fd = -1;
        return read_fd(value, &fd) && options_listen_fd(fd);
    }
    if (strcmp(name, "--listen-tcp") == 0) {
        return options_listen_tcp(value);
    }
    if (strcmp(name, "--engine-env") == 0) {
        return options_engine_env(value);
    }
#ifdef JSEC_FAULT
    uint64_t number = 0;
    if (strcmp(name, "--fault") == 0 && text_number(value, 1U << 30, &number)) {
        options.fault = (unsigned long)number;
        return true;
    }
    if (strcmp(name, "--fault-fd") == 0) {
        return read_fd(value, &options.fault_fd);
    }
#endif
    return false;
}

static bool read_mode(const char *name) {
    static const char *const NAMES[] = {"once", "resident", "remove", "check"};
    for (uint32_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (strcmp(name, NAMES[i]) == 0) {
            options.mode = (enum mode)i;
            return true;
        }
    }
    return false;
}

static bool has_all(void) {
    bool maps = options.uids.count > 0 && options.gids.count > 0;
    switch (options.mode) {
    case MODE_ONCE:
        return (maps && options.plan_fd >= 0) ||
               wrong("once needs", "--plan-fd --uid-map --gid-map");
    case MODE_RESIDENT:
        return (maps && options.socket != NULL) ||
               wrong("resident needs", "--socket --uid-map --gid-map");
    case MODE_REMOVE:
        return (maps && options.dir_count > 0) || wrong("remove needs", "--uid-map --gid-map DIR");
    case MODE_CHECK:
        return options.plan_fd >= 0 || wrong("check needs", "--plan-fd");
    }
    return false;
}

/* Behind "--": the engine's command line. */
static bool read_engine(int argc, char **argv, int at) {
    const char *path = NULL;
    if (options.mode != MODE_RESIDENT || at == argc || !read_path(argv[at], &path)) {
        return wrong("an engine is for resident, and its program an absolute path", "--");
    }
    options.engine = (const char *const *)argv + at;
    return true;
}

/* What only makes sense with an engine behind it. */
static bool fits_engine(void) {
    bool asked = options.listen_count > 0 || options.engine_env_count > 0;
    return options.engine != NULL || !asked ||
           wrong("without an engine there is no", "--listen --listen-fd --listen-tcp --engine-env");
}

bool options_read(int argc, char **argv) {
    int at = 2;
    if (argc < 2 || !read_mode(argv[1])) {
        return wrong("usage", "jsec-launch once|resident|remove|check OPTIONS");
    }
    for (; at < argc && strncmp(argv[at], "--", 2) == 0 && argv[at][2] != 0; at += 2) {
        if (at + 1 == argc || !read_option(argv[at], argv[at + 1])) {
            return wrong("not an option with a value", argv[at]);
        }
    }
    if (at < argc && strcmp(argv[at], "--") == 0) {
        if (!read_engine(argc, argv, at + 1)) {
            return false;
        }
        at = argc;
    }
    if (!fits_engine()) {
        return false;
    }
    if (at < argc && options.mode != MODE_REMOVE) {
        return wrong("too many words", argv[at]);
    }
    options.dirs = (const char *const *)argv + at;
    options.dir_count = (uint32_t)(argc - at);
    for (; at < argc; at++) {
        const char *path = NULL;
        if (argc - at > REMOVE_DIRS_MAX || !read_path(argv[at], &path)) {
            return wrong("not an absolute path, or more than 256", argv[at]);
        }
    }
    return has_all();
}
