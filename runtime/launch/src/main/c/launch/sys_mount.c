/* Calls that mount. The kernel's own header is not used: some C libraries define the same names
 * differently. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>

#include "sys_call.h"

#define FSOPEN_CLOEXEC_FLAG 1
#define FSMOUNT_CLOEXEC_FLAG 1
#define OPEN_TREE_CLONE_FLAG 1U
#define MOVE_F_EMPTY 0x4U
#define MOVE_T_EMPTY 0x40U
#define MS_PRIVATE_FLAG (1UL << 18)

struct attributes {
    uint64_t set;
    uint64_t clear;
    uint64_t propagation;
    uint64_t userns;
};

int sys_fsopen(const char *type) {
    return (int)CALL2(fsopen, type, FSOPEN_CLOEXEC_FLAG);
}

int sys_fsconfig(int fs, unsigned what, const char *key, const char *value) {
    return (int)CALL5(fsconfig, fs, what, key, value, 0);
}

int sys_fsmount(int fs, uint64_t attributes) {
    return (int)CALL3(fsmount, fs, FSMOUNT_CLOEXEC_FLAG, attributes);
}

/* A detached copy of the mount at path. */
int sys_open_tree(int dir, const char *path, unsigned flags) {
    return (int)CALL3(open_tree, dir, path, flags | OPEN_TREE_CLONE_FLAG | O_CLOEXEC);
}

/* Attaches a detached mount to what target, an O_PATH descriptor, refers to. */
int sys_move_mount(int tree, int target) {
    return (int)CALL5(move_mount, tree, "", target, "", MOVE_F_EMPTY | MOVE_T_EMPTY);
}

int sys_mount_setattr(int tree, unsigned flags, uint64_t set, uint64_t propagation) {
    struct attributes attributes = {set, 0, propagation, 0};
    return (int)CALL5(mount_setattr, tree, "", flags | AT_EMPTY_PATH, &attributes,
                      sizeof attributes);
}

int sys_mount(const char *source, const char *target, const char *type, uint64_t flags,
              const char *data) {
    return (int)CALL5(mount, source, target, type, flags, data);
}

int sys_umount2(const char *path, int flags) {
    return (int)CALL2(umount2, path, flags);
}

int sys_pivot_root(const char *root, const char *old) {
    return (int)CALL2(pivot_root, root, old);
}
