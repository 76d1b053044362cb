/*
 * jsec-floor PLAN: reads a byte, makes one launch of the plan, waits for its end, writes a zero
 * byte; until end of file. Started as PID 1 of its own user, mount and pid namespaces with the
 * engine's maps, as the launcher's inner half is.
 */
#define _GNU_SOURCE
#include "floor.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define HOW_RECURSIVE 1u
#define HOW_OPTIONAL 8u

static struct plan plan;
static int full_namespace, bare_namespace, own_proc;

/* A mount namespace with nothing but a tmpfs, a /proc, what masks paths (e, n) and the mount points
 * /b and /r. */
static void bare_make(void)
{
    full_namespace = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
    check(full_namespace, "open ns/mnt");
    check(unshare(CLONE_NEWNS), "unshare");
    check(mount("none", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755"), "mount tmpfs");
    check(chdir("/tmp"), "chdir");
    check(mkdir("proc", 0755), "mkdir");
    check(mkdir("r", 0755), "mkdir");
    check(mkdir("b", 0755), "mkdir");
    check(mkdir("e", 0755), "mkdir");
    check(mkdir("old", 0755), "mkdir");
    check(mount("none", "e", "tmpfs", MS_RDONLY, NULL), "mount tmpfs");
    close(open("n", O_CREAT | O_RDONLY | O_CLOEXEC, 0444));
    check(mount("/dev/null", "n", NULL, MS_BIND, NULL), "bind /dev/null");
    check(mount("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL), "mount proc");
    check(syscall(SYS_pivot_root, ".", "old"), "pivot_root");
    check(chdir("/"), "chdir");
    own_proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    check(own_proc, "open /proc");
    bare_namespace = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
    check(bare_namespace, "open ns/mnt");
    check(umount2("/old", MNT_DETACH), "umount2");
    check(setns(full_namespace, CLONE_NEWNS), "setns");
}

static void sources_open(void)
{
    for (int i = 0; i < plan.count; i++) {
        struct step *step = &plan.steps[i];
        const uint8_t *at = step->at;
        char device[64];
        if (step->code == BIND) {
            const char *source = take_text(&at);
            take_text(&at);
            take_u64(&at);
            uint32_t how = take_u32(&at);
            unsigned flags =
                OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | (how & HOW_RECURSIVE ? AT_RECURSIVE : 0);
            step->fd = (int)syscall(SYS_open_tree, AT_FDCWD, source, flags);
            if (step->fd < 0 && !(how & HOW_OPTIONAL))
                check(step->fd, source);
        } else if (step->code == DEVICE) {
            snprintf(device, sizeof device, "/dev/%s", take_text(&at));
            step->fd =
                (int)syscall(SYS_open_tree, AT_FDCWD, device, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
            check(step->fd, device);
        } else if (step->code == OVERLAY) {
            /* Layers must lie in the launcher's own mount namespace, so the base travels as a
             * detached copy. */
            const char *base = take_text(&at);
            unsigned flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | (base[1] ? 0 : AT_RECURSIVE);
            step->fd = (int)syscall(SYS_open_tree, AT_FDCWD, base, flags);
            check(step->fd, "overlay base");
        }
    }
}

static void sources_close(void)
{
    for (int i = 0; i < plan.count; i++)
        if (plan.steps[i].fd >= 0)
            close(plan.steps[i].fd);
}

/* The child's groups: made and filled, with an open file by which the child joins. */
static void cgroups_make(void)
{
    for (int i = 0; i < plan.count; i++) {
        struct step *step = &plan.steps[i];
        if (step->code != CGROUP)
            continue;
        const uint8_t *at = step->at;
        const char *path = take_text(&at);
        check(mkdir(path, 0755), path);
        int directory = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
        for (uint32_t files = take_u32(&at); files > 0; files--) {
            const char *name = take_text(&at);
            check(write_text(directory, name, take_text(&at)), name);
        }
        step->fd = openat(directory, "tasks", O_WRONLY | O_CLOEXEC);
        check(step->fd, "tasks");
        close(directory);
    }
}

/* A lone thread that moves itself waits for no grace period. */
static void cgroups_join(void)
{
    for (int i = 0; i < plan.count; i++)
        if (plan.steps[i].code == CGROUP)
            check(write(plan.steps[i].fd, "0", 1), "tasks");
}

static void cgroups_remove(void)
{
    for (int i = 0; i < plan.count; i++) {
        const uint8_t *at = plan.steps[i].at;
        if (plan.steps[i].code == CGROUP) {
            const char *path = take_text(&at);
            check(rmdir(path), path);
        }
    }
}

static void maps_write(pid_t pid)
{
    for (int i = 0; i < plan.count; i++) {
        if (plan.steps[i].code != ID_MAP)
            continue;
        const uint8_t *at = plan.steps[i].at;
        for (int kind = 0; kind < 2; kind++) {
            char path[64], text[1024];
            size_t used = 0;
            for (uint32_t lines = take_u32(&at); lines > 0; lines--) {
                uint32_t inside = take_u32(&at), outside = take_u32(&at), number = take_u32(&at);
                used += (size_t)snprintf(text + used, sizeof text - used, "%u %u %u\n", inside,
                                         outside, number);
            }
            snprintf(path, sizeof path, "%d/%s", pid, kind ? "gid_map" : "uid_map");
            check(write_text(own_proc, path, text), path);
        }
    }
}

static uint64_t namespaces(void)
{
    for (int i = 0; i < plan.count; i++) {
        const uint8_t *at = plan.steps[i].at;
        if (plan.steps[i].code == NAMESPACES)
            return take_u64(&at);
    }
    return 0;
}

static void drain(int fd)
{
    char buffer[4096];
    ssize_t length;
    while ((length = read(fd, buffer, sizeof buffer)) > 0)
        check(write(2, buffer, (size_t)length), "write");
    close(fd);
}

static int launch(void)
{
    int out[2], err[2], sync[2], status = 0;
    check(pipe2(out, O_CLOEXEC), "pipe2");
    check(pipe2(err, O_CLOEXEC), "pipe2");
    check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sync), "socketpair");
    cgroups_make();
    sources_open();
    check(setns(bare_namespace, CLONE_NEWNS), "setns");
    struct clone_args args = {.flags = namespaces() & ~(uint64_t)CLONE_NEWCGROUP,
                              .exit_signal = SIGCHLD};
    pid_t pid = (pid_t)syscall(SYS_clone3, &args, sizeof args);
    check(pid, "clone3");
    if (pid == 0) {
        cgroups_join();
        child_run(&plan, sync[1], out[1], err[1]);
    }
    check(setns(full_namespace, CLONE_NEWNS), "setns");
    close(out[1]);
    close(err[1]);
    close(sync[1]);
    maps_write(pid);
    check(write(sync[0], "g", 1), "write");
    sources_close();
    drain(out[0]);
    drain(err[0]);
    close(sync[0]);
    check(waitpid(pid, &status, 0), "waitpid");
    cgroups_remove();
    return status != 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: jsec-floor PLAN\n");
        return 3;
    }
    plan_read(&plan, argv[1]);
    umask(022);
    check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "make private");
    bare_make();
    char byte;
    while (read(0, &byte, 1) == 1) {
        byte = (char)launch();
        if (write(1, &byte, 1) != 1)
            return 2;
    }
    return 0;
}
