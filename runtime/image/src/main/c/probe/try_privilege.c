/* Privileges: holding more than a container needs, and regaining what was given up. */
#define _GNU_SOURCE
#include "probe.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#define CAP_VERSION_3 0x20080522
#define AMBIENT 47
#define AMBIENT_RAISE 2
/* CHOWN DAC_OVERRIDE FOWNER FSETID KILL SETGID SETUID: all that a container's root keeps. */
#define SEVEN 0xfbULL
#define OTHER_UID 1
#define THIRD_UID 2

static long set_capabilities(uint64_t permitted, uint64_t inheritable) {
    uint32_t head[2] = {CAP_VERSION_3, 0};
    uint32_t data[6] = {(uint32_t)permitted, (uint32_t)permitted, (uint32_t)inheritable,
                        (uint32_t)(permitted >> 32), (uint32_t)(permitted >> 32),
                        (uint32_t)(inheritable >> 32)};
    return answer(syscall(SYS_capset, head, data));
}

/* Any capability beyond the seven, in the set that the path names. */
static long hold_more(const struct attempt *a, struct finding *f) {
    unsigned long long more = status_mask(a->path) & ~(unsigned long long)a->arg[0];
    for (unsigned i = 0; i < CAPABILITIES; i++) {
        if (!(more >> i & 1))
            continue;
        detail(f, capability_name(i));
        return 0;
    }
    return TRY_NOGAIN;
}

static long raise_one(const struct attempt *a, struct finding *f) {
    (void)f;
    return set_capabilities(status_mask("CapPrm") | 1ULL << a->arg[0], 0);
}

static long raise_ambient(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(prctl(AMBIENT, AMBIENT_RAISE, a->arg[0], 0, 0));
}

static long secure_bits(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(prctl(28, a->arg[0], 0, 0, 0));
}

/* Runs `fd` as a program in the mode that tells by its exit status; see probe_child in main.c. */
static long ask_child(int fd, const char *mode, uid_t uid) {
    char name[] = "jsec-probe", first[] = "--child", second[16];
    char *arguments[] = {name, first, second, NULL}, *environment[] = {NULL};
    int status = 0;
    text_copy(second, sizeof(second), mode);
    pid_t pid = fork();
    if (pid == 0) {
        if (uid && setresuid(uid, uid, uid) < 0)
            _exit(100);
        syscall(SYS_execveat, fd, "", arguments, environment, 0x1000);
        _exit(errno == EACCES || errno == EPERM ? 101 : 102);
    }
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        return -errno;
    if (!WIFEXITED(status) || WEXITSTATUS(status) >= 100)
        return WIFEXITED(status) && WEXITSTATUS(status) == 102 ? -ENOEXEC : -EPERM;
    return WEXITSTATUS(status) == 1 ? 0 : TRY_NOGAIN;
}

/* Gives up every capability and executes a program as the same user: root gets them back. */
static long regain(const struct attempt *a, struct finding *f) {
    long result = set_capabilities(0, 0);
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (result < 0 || fd < 0)
        return result < 0 ? result : -errno;
    result = ask_child(fd, a->path, 0);
    if (result == TRY_NOGAIN)
        detail(f, "the program had none");
    return result;
}

static long copy_program(int to) {
    static char bytes[16384];
    int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    ssize_t got = 0;
    if (from < 0)
        return -errno;
    while ((got = read(from, bytes, sizeof(bytes))) > 0)
        if (write(to, bytes, (size_t)got) != got)
            return -ENOSPC;
    close(from);
    return got < 0 ? -errno : 0;
}

/* A copy of this program that belongs to another user and is setuid, run by a third user. */
static long use_setuid(const struct attempt *a, struct finding *f) {
    char path[64];
    int fd = scratch_file(path, sizeof(path));
    if (fd < 0)
        return fd;
    long result = copy_program(fd);
    if (result == 0)
        result = answer(fchown(fd, OTHER_UID, (gid_t)-1));
    if (result == 0)
        result = answer(fchmod(fd, 04755));
    close(fd);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    unlink(path);
    if (result < 0 || fd < 0)
        return result < 0 ? result : -errno;
    result = ask_child(fd, a->path, THIRD_UID);
    if (result == TRY_NOGAIN)
        detail(f, "ran without the owner's id");
    return result;
}

static long set_file_capability(const struct attempt *a, struct finding *f) {
    /* Version 2, effective, all of the lower 32. */
    static const unsigned char value[20] = {1, 0, 0, 2, 0xff, 0xff, 0xff, 0xff};
    char path[64];
    (void)f;
    int fd = scratch_file(path, sizeof(path));
    if (fd < 0)
        return fd;
    long result = answer(fsetxattr(fd, a->path, value, sizeof(value), 0));
    close(fd);
    unlink(path);
    return result;
}

/* One folder: a setuid or setgid file of somebody else, on a mount that honours it. */
static long scan_folder(const char *folder, struct finding *f) {
    struct statvfs mount;
    long found = TRY_NOGAIN;
    DIR *entries = opendir(folder);
    if (!entries)
        return TRY_NOGAIN;
    if (statvfs(folder, &mount) < 0)
        mount.f_flag = 0;
    for (struct dirent *e = readdir(entries); e && found < 0; e = readdir(entries)) {
        struct stat s;
        if ((mount.f_flag & ST_NOSUID) || fstatat(dirfd(entries), e->d_name, &s, 0x100) < 0)
            continue;
        int setuid = (s.st_mode & S_ISUID) && s.st_uid != geteuid();
        int setgid = (s.st_mode & S_ISGID) && s.st_gid != getegid();
        if (!S_ISREG(s.st_mode) || !(s.st_mode & 0111) || !(setuid || setgid))
            continue;
        detail_two(f, folder, "/");
        text_add(f->detail, DETAIL_BYTES_MAX, e->d_name);
        found = 0;
    }
    closedir(entries);
    return found;
}

static long find_setuid(const struct attempt *a, struct finding *f) {
    static const char *const folders[] = {
        "/", "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/libexec",
        "/usr/local/bin", "/usr/local/sbin", "/usr/lib/openssh", "/usr/lib/dbus-1.0", "/opt",
        "/tmp", "/home", "/root", "/srv",
    };
    (void)a;
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1) {
        detail(f, "no_new_privs: their bits mean nothing");
        return TRY_NOGAIN;
    }
    for (size_t i = 0; i < COUNT(folders); i++)
        if (scan_folder(folders[i], f) == 0)
            return 0;
    detail(f, "none found");
    return TRY_NOGAIN;
}

static const struct attempt attempts[] = {
    {"caps-effective", "use a capability beyond the usual seven", "caps", .run = hold_more,
     .path = "CapEff", .arg = {SEVEN}},
    {"caps-bounding", "be able to get one beyond the usual seven", "caps", .run = hold_more,
     .path = "CapBnd", .arg = {SEVEN}},
    {"caps-inheritable", "pass capabilities to file capabilities", "CVE-2022-24769 caps",
     .run = hold_more, .path = "CapInh", .arg = {0}},
    {"caps-ambient", "pass capabilities to any program", "CVE-2022-29162 caps", .run = hold_more,
     .path = "CapAmb", .arg = {0}},
    {"cap-raise-admin", "raise CAP_SYS_ADMIN", "caps", .run = raise_one, .arg = {21}},
    {"cap-raise-ptrace", "raise CAP_SYS_PTRACE", "caps", .run = raise_one, .arg = {19}},
    {"cap-ambient-raise", "make CAP_SYS_ADMIN ambient", "CVE-2022-29162 caps",
     .run = raise_ambient, .arg = {21}},
    {"securebits", "change the rules of uid 0", "caps", .run = secure_bits, .arg = {0}},
    {"regain-by-exec", "regain capabilities by executing a program", "caps", .run = regain,
     .path = "caps"},
    {"setuid-exec", "take another user's id by a setuid program", "CVE-2021-41091 caps",
     .run = use_setuid, .path = "setuid"},
    {"setuid-leftovers", "find setuid programs that would work", "CVE-2021-41091 caps",
     .run = find_setuid},
    {"file-capability", "give a file capabilities", "CVE-2021-3493 caps",
     .run = set_file_capability, .path = "security.capability"},
};

const struct topic privilege_topic = TOPIC("privileges", attempts);
