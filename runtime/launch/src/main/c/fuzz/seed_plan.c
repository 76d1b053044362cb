/* Writes one valid plan: every step once, every kind of field filled. */
#include "seed_plan.h"

#include <string.h>

#include "plan.h"

struct writer {
    uint8_t *out;
    size_t at;
    size_t step;
    uint32_t steps;
};

static void put_u32(struct writer *to, uint32_t value) {
    for (int i = 0; i < 4; i++) {
        to->out[to->at++] = (uint8_t)(value >> 8 * i);
    }
}

static void put_u64(struct writer *to, uint64_t value) {
    put_u32(to, (uint32_t)value);
    put_u32(to, (uint32_t)(value >> 32));
}

static void put_text(struct writer *to, const char *text) {
    size_t length = strlen(text);
    put_u32(to, (uint32_t)length);
    memcpy(to->out + to->at, text, length + 1);
    to->at += length + 1;
}

static void set_u32(struct writer *to, size_t where, uint32_t value) {
    size_t at = to->at;
    to->at = where;
    put_u32(to, value);
    to->at = at;
}

static void begin(struct writer *to, uint32_t code) {
    put_u32(to, code);
    to->step = to->at;
    put_u32(to, 0);
    to->steps++;
}

static void end(struct writer *to) {
    set_u32(to, to->step, (uint32_t)(to->at - to->step - 4));
}

static void put_pair(struct writer *to, const char *key, const char *value) {
    put_u32(to, 1);
    put_text(to, key);
    put_text(to, value);
}

static void put_ids(struct writer *to) {
    put_u32(to, 1);
    put_u32(to, 0);
    put_u32(to, 65537);
    put_u32(to, 65536);
}

static void put_limits(struct writer *to) {
    begin(to, STEP_CLEANUP);
    put_text(to, "/var/lib/jsec/store/containers/x");
    end(to);
    begin(to, STEP_OOM_SCORE);
    put_u32(to, 500);
    end(to);
    begin(to, STEP_CGROUP);
    put_text(to, "/sys/fs/cgroup/jsec/x");
    put_pair(to, "pids.max", "100");
    put_u32(to, 3);
    end(to);
    begin(to, STEP_NAMESPACES);
    put_u64(to, 0x7e020000);
    end(to);
    begin(to, STEP_ID_MAP);
    put_ids(to);
    put_ids(to);
    put_u32(to, 1);
    end(to);
}

static void put_mount(struct writer *to, const char *type, const char *target, const char *key,
                      const char *value) {
    begin(to, STEP_MOUNT);
    put_text(to, type);
    put_text(to, type);
    put_text(to, target);
    put_u64(to, strcmp(type, "devpts") == 0 ? 10 : 14);
    put_pair(to, key, value);
    put_u32(to, 3);
    end(to);
}

static void put_tree(struct writer *to) {
    begin(to, STEP_OVERLAY);
    put_text(to, "/var/lib/jsec/store");
    put_u32(to, 2);
    put_text(to, "images/a/rootfs");
    put_text(to, "images/b/rootfs");
    put_text(to, "containers/x/upper");
    put_text(to, "containers/x/work");
    put_u64(to, 6);
    end(to);
    put_mount(to, "tmpfs", "/dev", "size", "64k");
    put_mount(to, "devpts", "/dev/pts", "gid", "5");
    put_mount(to, "proc", "/proc", "hidepid", "0");
    begin(to, STEP_BIND);
    put_text(to, "/home/x/src");
    put_text(to, "/src");
    put_u64(to, 7);
    put_u32(to, 3);
    end(to);
    begin(to, STEP_DEVICE);
    put_text(to, "null");
    put_text(to, "/dev/null");
    put_u32(to, 1);
    put_u32(to, 3);
    end(to);
    begin(to, STEP_SYMLINK);
    put_text(to, "/proc/self/fd");
    put_text(to, "/dev/fd");
    end(to);
    begin(to, STEP_DIRECTORY);
    put_text(to, "/work/dir");
    put_u32(to, 0755);
    put_u32(to, 0);
    put_u32(to, 0);
    end(to);
    begin(to, STEP_MASK);
    put_text(to, "/proc/kcore");
    end(to);
    begin(to, STEP_READ_ONLY);
    put_text(to, "/proc/sys");
    end(to);
    begin(to, STEP_STDIO);
    put_u32(to, 3);
    put_u32(to, 24);
    put_u32(to, 80);
    end(to);
    begin(to, STEP_READ_ONLY_ROOT);
    end(to);
    begin(to, STEP_PIVOT_ROOT);
    end(to);
}

static void put_limit(struct writer *to) {
    begin(to, STEP_RLIMIT);
    put_u32(to, 7);
    put_u64(to, 1024);
    put_u64(to, 4096);
    end(to);
}

static void put_process(struct writer *to, uint32_t how) {
    begin(to, STEP_USER);
    put_u32(to, 1000);
    put_u32(to, 1000);
    put_u32(to, 2);
    put_u32(to, 10);
    put_u32(to, 20);
    end(to);
    begin(to, STEP_CAPABILITIES);
    put_u64(to, 0xfb);
    put_u64(to, 0xfb);
    put_u64(to, 0xfb);
    put_u64(to, 0);
    put_u64(to, 0);
    end(to);
    begin(to, STEP_NO_NEW_PRIVS);
    end(to);
    begin(to, STEP_SECCOMP);
    put_u32(to, 8);
    memcpy(to->out + to->at, "\x06\0\0\0\0\0\xff\x7f", 8);
    to->at += 8;
    end(to);
    begin(to, STEP_EXEC);
    put_u32(to, 2);
    put_text(to, "sh");
    put_text(to, "-l");
    put_u32(to, 1);
    put_text(to, "PATH=/bin");
    put_text(to, "/");
    put_u32(to, how);
    end(to);
}

static void put_walls(struct writer *to) {
    begin(to, STEP_HOSTNAME);
    put_text(to, "box");
    put_text(to, "example.org");
    end(to);
    begin(to, STEP_LOOPBACK_UP);
    end(to);
    begin(to, STEP_SYSCTL);
    put_text(to, "user/max_user_namespaces");
    put_text(to, "0");
    put_u32(to, 0);
    end(to);
    put_limit(to);
    begin(to, STEP_LANDLOCK);
    put_u64(to, 0xffff);
    put_u32(to, 1);
    put_text(to, "/");
    put_u64(to, 0xf0ff);
    end(to);
    put_process(to, 1);
}

static struct writer start(uint8_t *out) {
    struct writer to = {out, 0, 0, 0};
    memcpy(out, "JSECPLAN", 8);
    to.at = 8;
    put_u32(&to, PLAN_VERSION);
    put_u32(&to, 0);
    put_u32(&to, 0);
    put_u32(&to, 0);
    put_u64(&to, 0);
    return to;
}

static size_t finish(struct writer *to) {
    set_u32(to, 12, (uint32_t)to->at);
    set_u32(to, 16, to->steps);
    return to->at;
}

size_t seed_plan(uint8_t *out) {
    struct writer to = start(out);
    put_limits(&to);
    put_tree(&to);
    put_walls(&to);
    return finish(&to);
}

size_t seed_join_plan(uint8_t *out) {
    struct writer to = start(out);
    begin(&to, STEP_OOM_SCORE);
    put_u32(&to, 500);
    end(&to);
    begin(&to, STEP_CGROUP);
    put_text(&to, "/sys/fs/cgroup/jsec/x");
    put_u32(&to, 0);
    put_u32(&to, 2);
    end(&to);
    begin(&to, STEP_JOIN);
    put_text(&to, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    put_u64(&to, 0x7e020000);
    end(&to);
    begin(&to, STEP_STDIO);
    put_u32(&to, 1);
    put_u32(&to, 0);
    put_u32(&to, 0);
    end(&to);
    put_limit(&to);
    put_process(&to, 0);
    return finish(&to);
}
