/* Making, entering and removing a container's cgroups. The files are the kernel's, so no call waits
 * for a disk. */
#define _GNU_SOURCE
#include "cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/vfs.h>

#include "abi.h"
#include "fail.h"

#define CGROUP_V1_MAGIC 0x27e0eb
#define CGROUP_V2_MAGIC 0x63677270
#define DEPTH_MAX 4
#define REMOVE_TRIES_MAX 200
#define KILL_TRIES_MAX 100

static int write_file(int group, const char *file, const char *value, size_t length) {
    int fd = sys_openat(group, file, O_WRONLY | O_NOFOLLOW, 0);
    if (fd < 0) {
        return fd;
    }
    ssize_t done = sys_write(fd, value, length);
    (void)sys_close(fd);
    return done < 0 ? (int)done : 0;
}

static int open_group(const char *path) {
    struct statfs stat;
    int group = sys_openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
    if (group < 0) {
        return failed(group, path);
    }
    int error = sys_fstatfs(group, &stat);
    if (error < 0) {
        error = failed(error, path);
    } else if ((long)stat.f_type != CGROUP_V1_MAGIC && (long)stat.f_type != CGROUP_V2_MAGIC) {
        error = failed_at("cgroup", EINVAL, path);
    }
    if (error < 0) {
        (void)sys_close(group);
        return error;
    }
    return group;
}

static int write_files(int group, const struct list *files) {
    struct cursor at = list_cursor(files);
    for (uint32_t i = 0; i < files->count; i++) {
        struct pair file = list_pair(&at);
        int error = write_file(group, file.key.at, file.value.at, file.value.length);
        if (error < 0) {
            char text[FAIL_TEXT_BYTES];
            uint32_t length = text_add(text, 0, sizeof text, file.key.at);
            length = text_add(text, length, sizeof text, " = ");
            (void)text_add(text, length, sizeof text, file.value.at);
            return failed(error, text);
        }
    }
    return 0;
}

int cgroup_make(const struct step_cgroup *step, bool *made) {
    if ((step->flags & CGROUP_OWN) != 0) {
        int error = sys_mkdirat(AT_FDCWD, step->path.at, 0755);
        if (error < 0) {
            return failed(error, step->path.at);
        }
        *made = true;
    }
    int group = open_group(step->path.at);
    if (group < 0) {
        return group;
    }
    int error = write_files(group, &step->files);
    if (error < 0) {
        (void)sys_close(group);
        return error;
    }
    return group;
}

int cgroup_attach(int group, pid_t pid, const char *path) {
    char number[16];
    uint32_t length = text_add_number(number, 0, sizeof number, (uint64_t)pid);
    int error = write_file(group, "cgroup.procs", number, length);
    return error < 0 ? failed(error, path) : 0;
}

int cgroup_door(int group, const char *path) {
    int door = sys_openat(group, "tasks", O_WRONLY | O_NOFOLLOW, 0);
    return door < 0 ? failed(door, path) : door;
}

int cgroup_enter(int door, const char *path) {
    ssize_t done = sys_write(door, "0", 1);
    return done < 0 ? failed(done, path) : 0;
}

static void thaw(int group) {
    (void)write_file(group, "freezer.state", "THAWED", 6);
    (void)write_file(group, "cgroup.freeze", "0", 1);
}

void cgroup_thaw(const char *path) {
    int group = sys_openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
    if (group >= 0) {
        thaw(group);
        (void)sys_close(group);
    }
}

/* The beginning of a file, as text that ends; false where there is none. */
static bool read_text(int group, const char *file, char *text, size_t size) {
    int fd = sys_openat(group, file, O_RDONLY | O_NOFOLLOW, 0);
    if (fd < 0) {
        return false;
    }
    ssize_t length = sys_read(fd, text, size - 1);
    (void)sys_close(fd);
    text[length < 0 ? 0 : length] = 0;
    return length > 0;
}

static bool begins(int group, const char *file, const char *with) {
    char text[16];
    return read_text(group, file, text, sizeof text) && strncmp(text, with, strlen(with)) == 0;
}

bool cgroup_is_frozen(const char *path) {
    int group = sys_openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
    if (group < 0) {
        return false;
    }
    /* FROZEN or FREEZING */
    bool frozen = begins(group, "freezer.state", "FR") || begins(group, "cgroup.freeze", "1");
    (void)sys_close(group);
    return frozen;
}

/* Lines are a word, a space and a number. */
static bool counts(const char *text, const char *word) {
    size_t length = strlen(word);
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, word, length) == 0 && line[length] == ' ') {
            return line[length + 1] >= '1' && line[length + 1] <= '9';
        }
    }
    return false;
}

static bool has_count(int group, const char *file, const char *word) {
    char text[512];
    return read_text(group, file, text, sizeof text) && counts(text, word);
}

bool cgroup_ran_out(const char *path) {
    int group = sys_openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
    if (group < 0) {
        return false;
    }
    bool out = has_count(group, "memory.events", "oom_kill") ||
               has_count(group, "memory.oom_control", "oom_kill");
    (void)sys_close(group);
    return out;
}

/* Kills what is still inside: only processes of the container can be. How many that were. */
static uint32_t kill_members(int group) {
    char text[4096];
    uint32_t count = 0;
    uint64_t pid = 0;
    ssize_t length = 0;
    int fd = sys_openat(group, "cgroup.procs", O_RDONLY, 0);
    if (fd < 0) {
        return 0;
    }
    while ((length = sys_read(fd, text, sizeof text)) > 0) {
        for (ssize_t i = 0; i < length; i++) {
            if (text[i] >= '0' && text[i] <= '9') {
                pid = pid * 10 + (uint64_t)(text[i] - '0');
                continue;
            }
            if (pid > 1 && pid <= INT32_MAX && (pid_t)pid != sys_getpid()) {
                (void)sys_kill((pid_t)pid, SIGKILL);
                count++;
            }
            pid = 0;
        }
    }
    (void)sys_close(fd);
    return count;
}

/* On v2 the kernel does it at once; on v1 nobody frozen makes more of them. */
void cgroup_kill(const char *path) {
    int group = sys_openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
    if (group < 0) {
        return;
    }
    (void)write_file(group, "cgroup.kill", "1", 1);
    for (int tries = 0; tries < KILL_TRIES_MAX; tries++) {
        (void)write_file(group, "freezer.state", "FROZEN", 6);
        uint32_t left = kill_members(group);
        thaw(group);
        if (left == 0) {
            break;
        }
        (void)sys_nanosleep(1);
    }
    (void)sys_close(group);
}

struct entry {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
    char name[];
};

#define TYPE_DIRECTORY 4

static int remove_below(int parent, const char *name, int depth);

static void remove_children(int group, int depth) {
    char bytes[2048] __attribute__((aligned(8)));
    long length = sys_getdents(group, bytes, sizeof bytes);
    for (long at = 0; at < length;) {
        const struct entry *entry = (const struct entry *)(const void *)(bytes + at);
        if (entry->type == TYPE_DIRECTORY && entry->name[0] != '.') {
            (void)remove_below(group, entry->name, depth + 1);
        }
        at += entry->length;
    }
}

static int remove_below(int parent, const char *name, int depth) {
    int error = sys_unlinkat(parent, name, AT_REMOVEDIR);
    if (error == 0 || error == -ENOENT || depth > DEPTH_MAX) {
        return error;
    }
    int group = sys_openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
    if (group < 0) {
        return group;
    }
    thaw(group);
    (void)kill_members(group);
    remove_children(group, depth);
    (void)sys_close(group);
    return sys_unlinkat(parent, name, AT_REMOVEDIR);
}

void cgroup_remove(const char *path) {
    for (int tries = 0; tries < REMOVE_TRIES_MAX; tries++) {
        int error = remove_below(AT_FDCWD, path, 0);
        if (error == 0 || error == -ENOENT) {
            return;
        }
        (void)sys_nanosleep(tries < 10 ? 1 : 5);
    }
}
