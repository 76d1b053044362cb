#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "import.h"
#include "kernel.h"
#include "say.h"

#define XATTR_BYTES_MAX 65536
#define CAPABILITY "security.capability"
#define CAP_REVISION_MASK 0xff000000u
#define CAP_REVISION_2 0x02000000u
#define CAP_REVISION_3 0x03000000u
#define CAP_BYTES_2 20
#define CAP_BYTES_3 24

int64_t shifted(uint32_t id, uint32_t zero, uint32_t sub) {
    if (id >= SLOT_IDS) {
        return -1;
    }
    return id == 0 ? (int64_t)zero : (int64_t)sub + id - 1;
}

static uint32_t little(const unsigned char *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static void put_little(unsigned char *at, uint32_t value) {
    for (int i = 0; i < 4; i++) {
        at[i] = (unsigned char)(value >> (8 * i));
    }
}

/*
 * File capabilities of an image count for the image's root: they become v3 with the engine's id as
 * root id, which a container in owner form honours and a slot view shows as the slot's root.
 */
static int copy_capability(int target, const char *name, unsigned char *value, ssize_t length,
                           const struct options *options) {
    uint32_t magic = length >= 4 ? little(value) : 0;
    uint32_t root = 0;
    if (length == CAP_BYTES_3 && (magic & CAP_REVISION_MASK) == CAP_REVISION_3) {
        root = little(value + CAP_BYTES_2);
    } else if (length != CAP_BYTES_2 || (magic & CAP_REVISION_MASK) != CAP_REVISION_2) {
        warn(name, "its file capabilities have an unknown form and were left out");
        return 0;
    }
    int64_t id = shifted(root, options->uid, options->sub);
    if (id < 0) {
        warn(name, "its file capabilities are for a root id above 65535 and were left out");
        return 0;
    }
    put_little(value, (magic & ~CAP_REVISION_MASK) | CAP_REVISION_3);
    put_little(value + CAP_BYTES_2, (uint32_t)id);
    return fsetxattr(target, CAPABILITY, value, CAP_BYTES_3, 0) < 0 ? fail("fsetxattr", name, NULL)
                                                                    : 0;
}

static int copy_xattr(int source, int target, const char *name, const char *key,
                      const struct options *options) {
    static unsigned char value[XATTR_BYTES_MAX];
    int capability = strcmp(key, CAPABILITY) == 0;
    /* user.overlay.* would be orders to overlayfs: redirects and opaque marks out of an image. */
    if (!capability && (strncmp(key, "user.", 5) != 0 || strncmp(key, "user.overlay.", 13) == 0)) {
        warn(name, "an extended attribute other than user.* and file capabilities was left out");
        return 0;
    }
    ssize_t length = fgetxattr(source, key, value, sizeof value);
    if (length < 0) {
        return fail("fgetxattr", name, NULL);
    }
    if (capability) {
        return copy_capability(target, name, value, length, options);
    }
    return fsetxattr(target, key, value, (size_t)length, 0) < 0 ? fail("fsetxattr", name, NULL) : 0;
}

static int copy_xattrs(int source, int target, const char *name, const struct options *options) {
    static char keys[XATTR_BYTES_MAX];
    ssize_t length = flistxattr(source, keys, sizeof keys);
    if (length < 0) {
        return errno == ENOTSUP ? 0 : fail("flistxattr", name, NULL);
    }
    for (ssize_t at = 0; at < length; at += (ssize_t)strlen(keys + at) + 1) {
        if (copy_xattr(source, target, name, keys + at, options) < 0) {
            return -1;
        }
    }
    return 0;
}

static int owner(const struct stat *status, const char *name, const struct options *options,
                 uint32_t *uid, uint32_t *gid) {
    int64_t user = shifted(status->st_uid, options->uid, options->sub);
    int64_t group = shifted(status->st_gid, options->gid, options->sub);
    if (user < 0 || group < 0) {
        return refuse("import of", name, "its owner is above 65535, which no image has");
    }
    *uid = (uint32_t)user;
    *gid = (uint32_t)group;
    return 0;
}

int copy_metadata(int source, int target, const struct stat *status, const char *name,
                  const struct options *options) {
    uint32_t uid;
    uint32_t gid;
    struct timespec times[2] = {status->st_atim, status->st_mtim};
    if (owner(status, name, options, &uid, &gid) < 0) {
        return -1;
    }
    /* In this order: chown clears setuid bits and capabilities. */
    if (fchown(target, uid, gid) < 0) {
        return fail("fchown", name, NULL);
    }
    if (fchmod(target, status->st_mode & 07777) < 0) {
        return fail("fchmod", name, NULL);
    }
    if (copy_xattrs(source, target, name, options) < 0) {
        return -1;
    }
    return futimens(target, times) < 0 ? fail("futimens", name, NULL) : 0;
}

int copy_owner_and_times(int directory, const char *name, const struct stat *status,
                         const struct options *options) {
    uint32_t uid;
    uint32_t gid;
    struct timespec times[2] = {status->st_atim, status->st_mtim};
    if (owner(status, name, options, &uid, &gid) < 0) {
        return -1;
    }
    if (fchownat(directory, name, uid, gid, AT_SYMLINK_NOFOLLOW) < 0) {
        return fail("fchownat", name, NULL);
    }
    if (utimensat(directory, name, times, AT_SYMLINK_NOFOLLOW) < 0) {
        return fail("utimensat", name, NULL);
    }
    return 0;
}
