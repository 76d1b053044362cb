/* System call numbers and constants that a C library's headers may lack. From 424 on they are the
 * same on every architecture. */
#ifndef JSEC_PROBE_NUMBERS_H
#define JSEC_PROBE_NUMBERS_H

#include <sys/syscall.h>

#define NR_PIDFD_SEND_SIGNAL 424
#define NR_IO_URING_SETUP 425
#define NR_IO_URING_ENTER 426
#define NR_IO_URING_REGISTER 427
#define NR_OPEN_TREE 428
#define NR_MOVE_MOUNT 429
#define NR_FSOPEN 430
#define NR_FSCONFIG 431
#define NR_FSMOUNT 432
#define NR_FSPICK 433
#define NR_PIDFD_OPEN 434
#define NR_CLONE3 435
#define NR_PIDFD_GETFD 438
#define NR_PROCESS_MADVISE 440
#define NR_MOUNT_SETATTR 442
#define NR_QUOTACTL_FD 443
#define NR_LANDLOCK_CREATE_RULESET 444
#define NR_MEMFD_SECRET 447
#define NR_STATMOUNT 457
#define NR_LISTMOUNT 458

#define NS_TIME 0x00000080
#define NS_MOUNT 0x00020000
#define NS_CGROUP 0x02000000
#define NS_UTS 0x04000000
#define NS_IPC 0x08000000
#define NS_USER 0x10000000
#define NS_PID 0x20000000
#define NS_NET 0x40000000

#endif
