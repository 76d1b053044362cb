/* Numbers of the kernel's interface that the plan carries or that older headers lack. */
#ifndef ABI_H
#define ABI_H

#include <stdint.h>

#define NS_NEWTIME 0x00000080ULL
#define NS_NEWNS 0x00020000ULL
#define NS_NEWCGROUP 0x02000000ULL
#define NS_NEWUTS 0x04000000ULL
#define NS_NEWIPC 0x08000000ULL
#define NS_NEWUSER 0x10000000ULL
#define NS_NEWPID 0x20000000ULL
#define NS_NEWNET 0x40000000ULL
#define NS_ALL                                                                                     \
    (NS_NEWNS | NS_NEWCGROUP | NS_NEWUTS | NS_NEWIPC | NS_NEWUSER | NS_NEWPID | NS_NEWNET)
#define NS_ALWAYS (NS_NEWUSER | NS_NEWNS | NS_NEWPID)
/* What a container may take from another. */
#define NS_SHARED (NS_NEWNET | NS_NEWIPC | NS_NEWPID)

#define ATTR_RDONLY 0x00000001ULL
#define ATTR_NOSUID 0x00000002ULL
#define ATTR_NODEV 0x00000004ULL
#define ATTR_NOEXEC 0x00000008ULL
#define ATTR_ATIME 0x00000070ULL
#define ATTR_NODIRATIME 0x00000080ULL
#define ATTR_NOSYMFOLLOW 0x00200000ULL
#define ATTR_ALL                                                                                   \
    (ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV | ATTR_NOEXEC | ATTR_ATIME | ATTR_NODIRATIME |         \
     ATTR_NOSYMFOLLOW)

/* mount(2) flags an overlay may carry: RDONLY NOSUID NODEV NOEXEC SYNCHRONOUS… only the first four,
 * NOATIME, RELATIME. */
#define OVERLAY_FLAGS_ALL (0x1ULL | 0x2ULL | 0x4ULL | 0x8ULL | 0x400ULL | 0x200000ULL)

#define LANDLOCK_FS_ALL 0xffffULL
#define CAP_COUNT 41
#define CAP_ALL ((1ULL << CAP_COUNT) - 1)
#define CAP_BIT_SYS_ADMIN (1ULL << 21)
#define CAP_BIT_KILL (1ULL << 5)
#define RLIMIT_COUNT 16
#define ID_MAX 0x7fffffffU

/* Plan flags (see the table and its documentation). */
#define CGROUP_OWN 1U
#define CGROUP_V2 2U
#define MOUNT_NO_SYMLINKS 1U
#define MOUNT_CREATE 2U
#define MOUNT_OPTIONAL 4U
#define MOUNT_SHARED 8U
#define BIND_RECURSIVE 1U
#define BIND_CREATE 2U
#define BIND_REPLACE_SYMLINK 4U
#define BIND_OPTIONAL 8U
#define BIND_NO_SYMLINKS 16U
#define SYSCTL_OPTIONAL 1U
#define EXEC_INIT 1U

enum stdio_mode { STDIO_OUTPUT = 0, STDIO_INPUT = 1, STDIO_TTY = 2, STDIO_TTY_INPUT = 3 };

#define SEALS_ALL 0xf /* SEAL SHRINK GROW WRITE */

#endif
