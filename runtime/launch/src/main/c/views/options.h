/* The command line: one verb and --key value pairs; everything unknown is refused. */
#ifndef JSEC_VIEWS_OPTIONS_H
#define JSEC_VIEWS_OPTIONS_H

#include <stdint.h>

#define AS_MAX 16
#define SLOTS_MAX 4096
#define SLOT_IDS 65536u

/* Bits for what a verb needs. */
enum {
    NEED_STORE = 1 << 0,
    NEED_VIEWS = 1 << 1,
    NEED_DIR = 1 << 2,
    NEED_NAME = 1 << 3,
    NEED_SOURCE = 1 << 4,
    NEED_UID = 1 << 5,
    NEED_GID = 1 << 6,
    NEED_SUB = 1 << 7,
    NEED_SLOTS = 1 << 8,
    NEED_AS = 1 << 9,
    NEED_MODE = 1 << 10,
};

struct options {
    const char *store;
    const char *views;
    const char *dir;
    const char *name;
    const char *source;
    uint32_t uid;
    uint32_t gid;
    uint32_t sub;
    uint32_t slots;
    uint32_t mode;
    uint32_t as[AS_MAX];
    uint32_t as_count;
    unsigned given;
};

/* Parses the words after the verb: exactly the needed options. 0, or -1 after a message. */
int parse_options(char **words, unsigned needed, struct options *options);

/* The first host id of slot i: one range after another, the first range being the store's own. */
static inline uint32_t slot_base(const struct options *options, uint32_t slot) {
    return options->sub + SLOT_IDS * (slot + 1);
}

#endif
