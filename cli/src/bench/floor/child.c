/* The child's half of the floor: one function a step, no checks beyond "did the kernel do it". */
#define _GNU_SOURCE
#include "floor.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LAST_CAPABILITY 40

static int root, proc_mount = -1;

static int below(const char *path, uint64_t flags)
{
    struct open_how how = {.flags = flags | O_CLOEXEC,
                           .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
    return (int)syscall(SYS_openat2, root, path, &how, sizeof how);
}

/* Opens the target, made as a directory or an empty file when it is missing. */
static int target_open(const char *path, int directory)
{
    int fd = below(path, O_PATH);
    if (fd >= 0)
        return fd;
    char parent[4096];
    snprintf(parent, sizeof parent, "%s", path);
    char *slash = strrchr(parent, '/');
    const char *name = path + (slash - parent) + 1;
    *slash = 0;
    int above = target_open(*parent ? parent : "/", 1);
    if (directory)
        check(mkdirat(above, name, 0755), path);
    else
        close(openat(above, name, O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
    close(above);
    fd = below(path, O_PATH);
    check(fd, path);
    return fd;
}

static void attach(int mount, const char *path, int directory)
{
    int target = target_open(path, directory);
    check(syscall(SYS_move_mount, mount, "", target, "",
                  MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH),
          path);
    close(target);
}

static int is_directory(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
}

static void overlay(struct step *step)
{
    const uint8_t *at = step->at;
    char options[8192];
    take_text(&at);
    size_t used = (size_t)snprintf(options, sizeof options, "userxattr,lowerdir=");
    for (uint32_t i = 0, lowers = take_u32(&at); i < lowers; i++)
        used += (size_t)snprintf(options + used, sizeof options - used, "%s%s", i ? ":" : "",
                                 take_text(&at));
    const char *upper = take_text(&at), *work = take_text(&at);
    if (*upper)
        snprintf(options + used, sizeof options - used, ",upperdir=%s,workdir=%s", upper, work);
    int place = open("/b", O_PATH | O_DIRECTORY | O_CLOEXEC);
    check(syscall(SYS_move_mount, step->fd, "", place, "",
                  MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH),
          "/b");
    close(place);
    check(fchdir(step->fd), "fchdir");
    check(mount("overlay", "/r", "overlay", take_u64(&at), options), "mount overlay");
    root = open("/r", O_PATH | O_DIRECTORY | O_CLOEXEC);
    check(root, "open root");
}

static void file_system(struct step *step)
{
    const uint8_t *at = step->at;
    const char *type = take_text(&at), *source = take_text(&at), *path = take_text(&at);
    uint64_t flags = take_u64(&at);
    int context = (int)syscall(SYS_fsopen, type, FSOPEN_CLOEXEC);
    check(context, type);
    syscall(SYS_fsconfig, context, FSCONFIG_SET_STRING, "source", source, 0);
    for (uint32_t options = take_u32(&at); options > 0; options--) {
        const char *key = take_text(&at), *value = take_text(&at);
        check(syscall(SYS_fsconfig, context, *value ? FSCONFIG_SET_STRING : FSCONFIG_SET_FLAG, key,
                      *value ? value : NULL, 0),
              key);
    }
    uint32_t how = take_u32(&at);
    int made = (int)syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0);
    int mounted = made ? -1 : (int)syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, flags);
    close(context);
    if (mounted < 0 && (how & 4u))
        return;
    check(mounted, type);
    attach(mounted, path, 1);
    if (!strcmp(type, "proc"))
        proc_mount = mounted;
    else
        close(mounted);
}

static void restrict_mount(int fd, uint64_t set, unsigned flags)
{
    struct mount_attr attributes = {.attr_set = set};
    check(syscall(SYS_mount_setattr, fd, "", AT_EMPTY_PATH | flags, &attributes, sizeof attributes),
          "mount_setattr");
}

static void bind_step(struct step *step)
{
    if (step->fd < 0)
        return;
    const uint8_t *at = step->at;
    take_text(&at);
    const char *path = take_text(&at);
    uint64_t attributes = take_u64(&at);
    unsigned recursive = take_u32(&at) & 1u ? AT_RECURSIVE : 0;
    restrict_mount(step->fd, attributes, recursive);
    attach(step->fd, path, is_directory(step->fd));
}

static void device(struct step *step)
{
    const uint8_t *at = step->at;
    take_text(&at);
    const char *path = take_text(&at);
    restrict_mount(step->fd, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC, 0);
    attach(step->fd, path, 0);
}

static void mask(const char *path)
{
    int target = below(path, O_PATH);
    if (target < 0)
        return;
    int cover = (int)syscall(SYS_open_tree, AT_FDCWD, is_directory(target) ? "/e" : "/n",
                             OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
    check(cover, path);
    check(syscall(SYS_move_mount, cover, "", target, "",
                  MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH),
          path);
    close(cover);
    close(target);
}

static void read_only(const char *path)
{
    int target = below(path, O_PATH);
    if (target < 0)
        return;
    int tree = (int)syscall(SYS_open_tree, target, "",
                            AT_EMPTY_PATH | OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
    check(tree, path);
    restrict_mount(tree, MOUNT_ATTR_RDONLY, AT_RECURSIVE);
    check(syscall(SYS_move_mount, tree, "", target, "",
                  MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH),
          path);
    close(tree);
    close(target);
}

static void loopback_up(void)
{
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    check(ioctl(fd, SIOCSIFFLAGS, &request), "SIOCSIFFLAGS");
    close(fd);
}

static void sysctl_write(struct step *step)
{
    const uint8_t *at = step->at;
    char path[4096];
    snprintf(path, sizeof path, "sys/%s", take_text(&at));
    write_text(proc_mount, path, take_text(&at));
}

static void landlock(struct step *step)
{
    const uint8_t *at = step->at;
    struct landlock_ruleset_attr attributes = {.handled_access_fs = take_u64(&at)};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    check(rules, "landlock_create_ruleset");
    for (uint32_t count = take_u32(&at); count > 0; count--) {
        int fd = open(take_text(&at), O_PATH | O_CLOEXEC);
        struct landlock_path_beneath_attr rule = {.allowed_access = take_u64(&at), .parent_fd = fd};
        if (fd >= 0)
            check(syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0),
                  "landlock_add_rule");
        close(fd);
    }
    check(syscall(SYS_landlock_restrict_self, rules, 0), "landlock_restrict_self");
    close(rules);
}

static void user(struct step *step)
{
    const uint8_t *at = step->at;
    uint32_t uid = take_u32(&at), gid = take_u32(&at), count = take_u32(&at);
    gid_t groups[64];
    for (uint32_t i = 0; i < count && i < 64; i++)
        groups[i] = take_u32(&at);
    check(prctl(PR_SET_KEEPCAPS, 1), "keepcaps");
    check(setgroups(count, groups), "setgroups");
    check(setresgid(gid, gid, gid), "setresgid");
    check(setresuid(uid, uid, uid), "setresuid");
}

static void capabilities(struct step *step)
{
    const uint8_t *at = step->at;
    uint64_t bounding = take_u64(&at), permitted = take_u64(&at), effective = take_u64(&at),
             inheritable = take_u64(&at);
    for (int i = 0; i <= LAST_CAPABILITY; i++)
        if (!(bounding >> i & 1))
            check(prctl(PR_CAPBSET_DROP, i), "PR_CAPBSET_DROP");
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2] = {
        {(uint32_t)effective, (uint32_t)permitted, (uint32_t)inheritable},
        {(uint32_t)(effective >> 32), (uint32_t)(permitted >> 32), (uint32_t)(inheritable >> 32)}};
    check(syscall(SYS_capset, &header, data), "capset");
}

static void seccomp(struct step *step)
{
    const uint8_t *at = step->at;
    struct sock_fprog program = {.len =
                                     (unsigned short)(take_u32(&at) / sizeof(struct sock_filter)),
                                 .filter = (struct sock_filter *)(uintptr_t)at};
    check(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program), "seccomp");
}

static void run(struct step *step) __attribute__((noreturn));
static void run(struct step *step)
{
    const uint8_t *at = step->at;
    const char *argv[64] = {0}, *env[256] = {0};
    uint32_t count = take_u32(&at);
    for (uint32_t i = 0; i < count && i < 63; i++)
        argv[i] = take_text(&at);
    count = take_u32(&at);
    for (uint32_t i = 0; i < count && i < 255; i++)
        env[i] = take_text(&at);
    check(chdir(take_text(&at)), "chdir");
    check(close_range(3, ~0u, 0), "close_range");
    execve(argv[0], (char **)argv, (char **)env);
    check(-1, "execve");
    _exit(2);
}

static void step_run(struct step *step)
{
    const uint8_t *at = step->at;
    const char *text = (const char *)at + 4; /* the first field, where it is a string */
    struct rlimit limit;
    switch (step->code) {
    case OVERLAY: overlay(step); break;
    case MOUNT: file_system(step); break;
    case BIND: bind_step(step); break;
    case DEVICE: device(step); break;
    case SYMLINK: {
        take_text(&at);
        const char *link = take_text(&at);
        int parent = below("/dev", O_PATH | O_DIRECTORY);
        check(symlinkat(text, parent, strrchr(link, '/') + 1), link);
        close(parent);
        break;
    }
    case DIRECTORY: close(target_open(text, 1)); break;
    case MASK: mask(text); break;
    case READ_ONLY: read_only(text); break;
    case READ_ONLY_ROOT: restrict_mount(root, MOUNT_ATTR_RDONLY, 0); break;
    case PIVOT_ROOT:
        check(fchdir(root), "fchdir");
        check(syscall(SYS_pivot_root, ".", "."), "pivot_root");
        check(umount2(".", MNT_DETACH), "umount2");
        check(chdir("/"), "chdir");
        break;
    case HOSTNAME: check(sethostname(text, strlen(text)), "sethostname"); break;
    case LOOPBACK_UP: loopback_up(); break;
    case SYSCTL: sysctl_write(step); break;
    case RLIMIT: {
        uint32_t resource = take_u32(&at);
        limit.rlim_cur = take_u64(&at);
        limit.rlim_max = take_u64(&at);
        check(setrlimit(resource, &limit), "setrlimit");
        break;
    }
    case LANDLOCK: landlock(step); break;
    case USER: user(step); break;
    case CAPABILITIES: capabilities(step); break;
    case NO_NEW_PRIVS: check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs"); break;
    case SECCOMP: seccomp(step); break;
    case EXEC: run(step);
    default: break; /* done by the parent */
    }
}

void child_run(struct plan *plan, int sync, int out, int err)
{
    char byte;
    check(prctl(PR_SET_PDEATHSIG, 9), "PR_SET_PDEATHSIG");
    check(read(sync, &byte, 1), "read");
    check(setsid(), "setsid");
    check(unshare(CLONE_NEWCGROUP), "unshare");
    check(setgroups(0, NULL), "setgroups");
    check(setresgid(0, 0, 0), "setresgid");
    check(setresuid(0, 0, 0), "setresuid");
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0)
        dup2(nothing, 0);
    else
        close(0);
    dup2(out, 1);
    dup2(err, 2);
    for (int i = 0; i < plan->count; i++)
        step_run(&plan->steps[i]);
    _exit(2);
}
