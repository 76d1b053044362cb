/* The last step: standard streams, working directory, and the command itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>

#include "abi.h"
#include "child.h"
#include "inner.h"

/* The vectors of pointers execve wants; filled in the child only. */
static const char *argv[STRINGS_COUNT_MAX + 1];
static const char *env[STRINGS_COUNT_MAX + 1];

static void fill(const char **to, const struct list *from) {
    struct cursor at = list_cursor(from);
    for (uint32_t i = 0; i < from->count; i++) {
        to[i] = list_text(&at).at;
    }
    to[from->count] = NULL;
}

static int set_streams(void) {
    for (int i = 0; i < 3; i++) {
        int from = child.terminal >= 0 ? child.terminal : child.launch->stdio[i];
        int error = sys_dup3(from, i, 0);
        if (error < 0) {
            return failed(error, "standard streams");
        }
    }
    return 0;
}

/* Before the image's paths are looked up: /proc/self/fd leads to nothing of the launch's then. The
 * socket to the inner half stays, and ends at exec. */
static int close_others(void) {
    unsigned status = (unsigned)child.launch->status;
    int error = status > 3 ? sys_close_range(3, status - 1, 0) : 0;
    error = error < 0 ? error : sys_close_range(status + 1, ~0U, 0);
    return error < 0 ? failed(error, "descriptors of the launch") : 0;
}

/* An own session: no terminal of the caller can be reached through it. */
static int lead_session(void) {
    int error = sys_setsid();
    if (error >= 0 && child.terminal >= 0) {
        error = sys_ioctl(0, TIOCSCTTY, NULL);
    }
    return error < 0 ? failed(error, "session of the container") : 0;
}

/* A directory outside the root has no path from /: getcwd says "(unreachable)". */
static int enter_directory(const char *path) {
    char now[PATH_BYTES_MAX + 1];
    int error = sys_chdir(path);
    if (error < 0) {
        return failed(error, path);
    }
    long length = sys_getcwd(now, sizeof now);
    if (length < 0) {
        return failed(length, path);
    }
    return now[0] == '/' ? 0 : failed_at("chdir", EPERM, path);
}

static const char *search_path(void) {
    for (const char **entry = env; *entry != NULL; entry++) {
        if (strncmp(*entry, "PATH=", 5) == 0) {
            return *entry + 5;
        }
    }
    return "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
}

static int run(const char *path) {
    return sys_execveat(AT_FDCWD, path, argv, env, 0);
}

/* The first directory of PATH whose file can be executed; EACCES is told only if nothing else was
 * found. */
static int run_by_path(const char *name) {
    char path[PATH_BYTES_MAX + 1];
    int result = -ENOENT;
    for (const char *at = search_path();; at++) {
        size_t length = strcspn(at, ":");
        if (length + strlen(name) + 2 <= sizeof path) {
            memcpy(path, at, length);
            path[length] = 0;
            uint32_t end = text_add(path, (uint32_t)length, sizeof path, length == 0 ? "./" : "/");
            (void)text_add(path, end, sizeof path, name);
            int error = run(path);
            if (error != -ENOENT && error != -ENOTDIR && error != -EACCES) {
                return error;
            }
            result = error == -EACCES ? error : result;
        }
        at += length;
        if (*at == 0) {
            return result;
        }
    }
}

int step_exec(const struct step_exec *step) {
    fill(argv, &step->argv);
    fill(env, &step->env);
    int error = set_streams();
    if (error == 0 && (step->how & EXEC_INIT) != 0) {
        error = init_split();
    }
    error = error < 0 ? error : close_others();
    error = error < 0 ? error : enter_directory(step->cwd.at);
    error = error < 0 ? error : lead_session();
    if (error < 0) {
        return error;
    }
    error = sys_sigmask(0);
    if (error < 0) {
        return failed(error, "signals");
    }
    *child.launch->stage = STAGE_EXEC;
    error = strchr(argv[0], '/') != NULL ? run(argv[0]) : run_by_path(argv[0]);
    return failed(error, argv[0]);
}
