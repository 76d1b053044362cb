/* Kernel interfaces that the C library does not wrap: numbers, structures, calls. */
#ifndef JSEC_VIEWS_KERNEL_H
#define JSEC_VIEWS_KERNEL_H

#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_open_tree
#define SYS_open_tree 428
#endif
#ifndef SYS_move_mount
#define SYS_move_mount 429
#endif
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

#define TREE_CLONE 1u
#define TREE_CLOEXEC ((unsigned)O_CLOEXEC)
#define MOVE_FROM_EMPTY_PATH 0x4u
#define MOVE_TO_EMPTY_PATH 0x40u
#define ATTR_NOSUID 0x2u
#define ATTR_NODEV 0x4u
#define ATTR_NOEXEC 0x8u
#define ATTR_IDMAP 0x100000u
#define PROPAGATION_PRIVATE (1u << 18)
#define RESOLVE_SYMLINKS_NEVER 0x4u
#define STATX_IS_MOUNT_ROOT 0x2000u
#ifndef AT_EMPTY_PATH
#define AT_EMPTY_PATH 0x1000
#endif

/* struct mount_attr of mount_setattr(2), since Linux 5.12. */
struct mount_attributes {
    uint64_t set;
    uint64_t clear;
    uint64_t propagation;
    uint64_t userns_fd;
};

/* struct open_how of openat2(2), since Linux 5.6. */
struct open_rules {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};

/* struct statx of statx(2), since Linux 4.11 (its mount root bit since 5.8). */
struct statx_answer {
    uint32_t mask, block_size;
    uint64_t attributes;
    uint32_t links, uid, gid;
    uint16_t mode, padding;
    uint64_t inode, size, blocks, attributes_mask;
    uint64_t rest[24];
};

/* Whether fd is the top of a mount: 1, 0, or -1 with errno. */
static inline int is_mount_root(int fd) {
    struct statx_answer answer = {0};
    if (syscall(SYS_statx, fd, "", AT_EMPTY_PATH, 0, &answer) < 0) {
        return -1;
    }
    return (answer.attributes & STATX_IS_MOUNT_ROOT) != 0;
}

/* A detached copy of the one mount (not what is mounted below it) that fd lies in, rooted at fd. */
static inline int clone_tree(int fd) {
    return (int)syscall(SYS_open_tree, fd, "", AT_EMPTY_PATH | TREE_CLONE | TREE_CLOEXEC);
}

static inline int set_mount(int tree, const struct mount_attributes *attributes) {
    return (int)syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH, attributes,
                        sizeof *attributes);
}

/* Attaches a detached mount at name below the directory; a final symbolic link is not followed. */
static inline int attach_tree(int tree, int directory, const char *name) {
    unsigned flags = MOVE_FROM_EMPTY_PATH | (name[0] ? 0 : MOVE_TO_EMPTY_PATH);
    return (int)syscall(SYS_move_mount, tree, "", directory, name, flags);
}

/* Opens a path in which no component may be a symbolic link. */
static inline int open_plain(int directory, const char *path, int flags) {
    struct open_rules rules = {
        .flags = (uint64_t)(flags | O_CLOEXEC), .mode = 0, .resolve = RESOLVE_SYMLINKS_NEVER};
    return (int)syscall(SYS_openat2, directory, path, &rules, sizeof rules);
}

#endif
