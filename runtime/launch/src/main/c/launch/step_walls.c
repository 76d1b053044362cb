/* Limits and walls of the container's process. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "abi.h"
#include "child.h"
#include "mounts.h"

/* Execute, write, read, truncate, ioctl: what Landlock knows about a file that is no directory. */
#define LANDLOCK_FILE_RIGHTS 0xc007ULL

int step_hostname(const struct step_hostname *step) {
    int error = sys_sethostname(step->name.at, step->name.length);
    if (error < 0) {
        return failed(error, step->name.at);
    }
    error = step->domain.length == 0 ? 0 : sys_setdomainname(step->domain.at, step->domain.length);
    return error < 0 ? failed(error, step->domain.at) : 0;
}

int step_loopback_up(void) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    memcpy(request.ifr_name, "lo", 3);
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    int fd = sys_socket(AF_INET, SOCK_DGRAM, 0);
    int error = fd < 0 ? fd : sys_ioctl(fd, SIOCSIFFLAGS, &request);
    if (fd >= 0) {
        (void)sys_close(fd);
    }
    return error < 0 ? failed(error, "lo") : 0;
}

/* Without a /proc in the container: one that is attached nowhere. */
static int private_sysctls(void) {
    int tree = mount_detached("proc", ATTR_NOSUID | ATTR_NODEV | ATTR_NOEXEC, "");
    if (tree < 0) {
        return tree;
    }
    int dir = sys_openat(tree, "sys", O_PATH | O_DIRECTORY | O_NOFOLLOW, 0);
    (void)sys_close(tree);
    return dir < 0 ? failed(dir, "private /proc/sys") : dir;
}

/* One write to what was opened for it, or was not. */
static int write_once(int file, const char *text, uint32_t length, const char *what) {
    if (file < 0) {
        return failed(file, what);
    }
    ssize_t done = sys_write(file, text, length);
    (void)sys_close(file);
    return done < 0 ? failed(done, what) : 0;
}

int step_sysctl(const struct step_sysctl *step) {
    if (child.proc < 0) {
        child.proc = private_sysctls();
        if (child.proc < 0) {
            return child.proc;
        }
    }
    int file = sys_openat2(child.proc, step->name.at, O_WRONLY, 0,
                           RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV);
    if (file == -ENOENT && (step->how & SYSCTL_OPTIONAL) != 0) {
        return 0;
    }
    return write_once(file, step->value.at, step->value.length, step->name.at);
}

int step_oom_score(const struct step_oom_score *step) {
    char number[12];
    uint32_t length = text_add_number(number, 0, sizeof number, step->value);
    int file = sys_openat(AT_FDCWD, "/proc/self/oom_score_adj", O_WRONLY, 0);
    return write_once(file, number, length, "oom_score_adj");
}

/* The kernel keeps it until the exec, whatever ids and namespaces change before. */
int step_app_armor(const struct step_app_armor *step) {
    char text[FAIL_TEXT_BYTES];
    uint32_t length = text_add(text, 0, sizeof text, "exec ");
    length = text_add(text, length, sizeof text, step->profile.at);
    int file = sys_openat(AT_FDCWD, "/proc/self/attr/apparmor/exec", O_WRONLY, 0);
    return write_once(file, text, length, step->profile.at);
}

int step_rlimit(const struct step_rlimit *step) {
    int error = sys_prlimit((int)step->resource, step->soft, step->hard);
    if (error < 0) {
        char number[12];
        (void)text_add_number(number, 0, sizeof number, step->resource);
        return failed(error, number);
    }
    return 0;
}

static int add_rule(int ruleset, const struct rule *rule) {
    struct stat stat;
    int path = path_open(rule->path.at, 0, true);
    if (path == -ENOENT || path == -ENOTDIR) {
        return 0; /* nothing to allow */
    }
    if (path < 0) {
        return path;
    }
    int error = sys_fstat(path, &stat);
    uint64_t access = rule->access;
    if (error == 0 && !S_ISDIR(stat.st_mode)) {
        access &= LANDLOCK_FILE_RIGHTS;
    }
    if (error == 0 && access != 0) {
        error = sys_landlock_add(ruleset, path, access);
    }
    (void)sys_close(path);
    return error;
}

int step_landlock(const struct step_landlock *step) {
    struct cursor at = list_cursor(&step->rules);
    int ruleset = sys_landlock_create(step->handled);
    if (ruleset < 0) {
        return failed(ruleset, "Landlock's rights");
    }
    for (uint32_t i = 0; i < step->rules.count; i++) {
        struct rule rule = list_rule(&at);
        int error = add_rule(ruleset, &rule);
        if (error < 0) {
            return failed(error, rule.path.at);
        }
    }
    int error = sys_landlock_restrict(ruleset);
    (void)sys_close(ruleset);
    return error < 0 ? failed(error, "Landlock") : 0;
}

int step_no_new_privs(void) {
    int error = sys_prctl(PR_SET_NO_NEW_PRIVS, 1, 0);
    return error < 0 ? failed(error, "no_new_privs") : 0;
}

int step_seccomp(const struct step_seccomp *step) {
    unsigned short instructions = (unsigned short)(step->filter.length / 8);
    int error = sys_seccomp_filter(step->filter.at, instructions);
    return error < 0 ? failed(error, "seccomp filter") : 0;
}
