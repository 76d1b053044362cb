/* The cgroup tree: raising its own limits, or running code on the host by release_agent. */
#define _GNU_SOURCE
#include "probe.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Finds the cgroup mounts and does `each` with the folder of each, until one works. */
static long each_cgroup(long (*each)(char *folder, const char *name), const char *name,
                        struct finding *f) {
    struct lines l;
    long result = TRY_ABSENT;
    if (lines_open(&l, "/proc/self/mountinfo") < 0)
        return -errno;
    for (char *line = lines_next(&l); line && result < 0; line = lines_next(&l)) {
        char *rest = line, folder[1024];
        char *type = strstr(line, " - cgroup");
        if (!type)
            continue;
        for (int field = 0; field < 4; field++)
            text_word(&rest, ' ');
        text_copy(folder, sizeof(folder), text_word(&rest, ' '));
        long got = each(folder, name);
        if (got >= 0)
            detail(f, folder);
        /* A refusal says more than a file that this hierarchy does not have. */
        if (got >= 0 || result == TRY_ABSENT || result == -ENOENT)
            result = got;
    }
    lines_close(&l);
    return result;
}

static long open_in(char *folder, const char *name) {
    text_add(folder, 1024, name);
    return open_close(folder, O_WRONLY);
}

static long make_in(char *folder, const char *name) {
    text_add(folder, 1024, name);
    long made = answer(mkdir(folder, 0700));
    if (made == 0)
        rmdir(folder);
    return made;
}

static long create_in(char *folder, const char *name) {
    text_add(folder, 1024, name);
    return open_close(folder, O_WRONLY | O_CREAT | O_EXCL);
}

static long open_file(const struct attempt *a, struct finding *f) {
    return each_cgroup(open_in, a->path, f);
}

static long make_group(const struct attempt *a, struct finding *f) {
    return each_cgroup(make_in, a->path, f);
}

static long create_file(const struct attempt *a, struct finding *f) {
    return each_cgroup(create_in, a->path, f);
}

#define RW "CVE-2023-25809 cgroup-rw"

static const struct attempt attempts[] = {
    {"cgroup-release-agent", "set the program run when a group empties",
     "CVE-2022-0492 release-agent", .run = open_file, .path = "/release_agent"},
    {"cgroup-notify", "ask for release notifications", "CVE-2022-0492 release-agent",
     .run = open_file, .path = "/notify_on_release"},
    {"cgroup-mkdir", "make a group", RW, .run = make_group, .path = "/jsec-probe"},
    {"cgroup-touch", "create a file in a group", RW, .run = create_file,
     .path = "/jsec-probe-file"},
    {"cgroup-procs", "move processes between groups", RW, .run = open_file,
     .path = "/cgroup.procs"},
    {"cgroup-tasks", "move threads between groups", RW, .run = open_file, .path = "/tasks"},
    {"cgroup-subtree", "delegate controllers", RW, .run = open_file,
     .path = "/cgroup.subtree_control"},
    {"cgroup-memory", "raise its own memory limit", RW, .run = open_file, .path = "/memory.max"},
    {"cgroup-memory1", "raise its own memory limit (v1)", RW, .run = open_file,
     .path = "/memory.limit_in_bytes"},
    {"cgroup-pids", "raise its own process limit", RW, .run = open_file, .path = "/pids.max"},
    {"cgroup-cpu", "raise its own processor share", RW, .run = open_file, .path = "/cpu.weight"},
    {"cgroup-cpu1", "raise its own processor share (v1)", RW, .run = open_file,
     .path = "/cpu.shares"},
    {"cgroup-devices", "allow itself a device", RW, .run = open_file, .path = "/devices.allow"},
    {"cgroup-freeze", "freeze or thaw groups", RW, .run = open_file, .path = "/cgroup.freeze"},
};

const struct topic cgroup_topic = TOPIC("cgroups", attempts);
