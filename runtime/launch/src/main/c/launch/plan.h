/* The launch plan: bounded decoding of its wire form, and the checks made before anything is
 * started. */
#ifndef PLAN_H
#define PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLAN_BYTES_MAX (1U << 20)
#define PLAN_STEPS_MAX 1024U
#define PLAN_HEADER_BYTES 32U
#define PLAN_VERSION 1U
#define TEXT_BYTES_MAX 131071U
#define PATH_BYTES_MAX 4095U
#define LIST_COUNT_MAX 4096U
#define STRINGS_COUNT_MAX 16384U
#define FILTER_BYTES_MAX (4096U * 8U)

/* A string inside the plan: always followed by a NUL, none inside. */
struct text {
    const char *at;
    uint32_t length;
};

struct blob {
    const uint8_t *at;
    uint32_t length;
};

/* A list that was found whole at decoding: `at` is its first element. */
struct list {
    const uint8_t *at;
    const uint8_t *end;
    uint32_t count;
};

struct cursor {
    const uint8_t *at;
    const uint8_t *end;
};

struct pair {
    struct text key;
    struct text value;
};

struct id_extent {
    uint32_t inside;
    uint32_t outside;
    uint32_t count;
};

struct rule {
    struct text path;
    uint64_t access;
};

bool take_u32(struct cursor *from, uint32_t *value);
bool take_u64(struct cursor *from, uint64_t *value);
bool take_str(struct cursor *from, struct text *value);
bool take_path(struct cursor *from, struct text *value);
bool take_bytes(struct cursor *from, struct blob *value);
bool take_strs(struct cursor *from, struct list *value);
bool take_u32s(struct cursor *from, struct list *value);
bool take_pairs(struct cursor *from, struct list *value);
bool take_ids(struct cursor *from, struct list *value);
bool take_rules(struct cursor *from, struct list *value);

#include "plan_steps.h"

struct step {
    uint32_t index;
    uint32_t code;
    union step_fields fields;
};

struct plan {
    const uint8_t *bytes;
    uint32_t length;
    uint32_t count;
    struct step steps[PLAN_STEPS_MAX];
};

/* What is wrong with a plan, and where: index is the step's, or PLAN_STEPS_MAX for the header. */
struct plan_flaw {
    uint32_t index;
    uint32_t code;
    const char *why;
};

/* Decodes bytes (which must outlive the plan) into plan. */
bool plan_decode(struct plan *plan, const uint8_t *bytes, size_t length, struct plan_flaw *flaw);

/* True if every field of a decoded plan is one we carry out, in an order we carry out. */
bool plan_check(const struct plan *plan, struct plan_flaw *flaw);

/* The same for a process that joins the container whose plan is `around`: a plan of its own kind,
 * with no wall less than that one. */
bool plan_check_join(const struct plan *plan, const struct plan *around, struct plan_flaw *flaw);

/* What plan_check asks of single steps, by file: reason of the refusal, or NULL. */
const char *plan_check_mounts(const struct plan *plan, const struct step *step);
const char *plan_check_process(const struct plan *plan, const struct step *step);
const char *plan_check_shares(const struct plan *plan, const struct step *step);

/* The namespaces that a plan takes from other containers; and the step that takes this one, or
 * NULL. */
uint64_t plan_shared(const struct plan *plan);
const struct step *plan_donor(const struct plan *plan, uint64_t one);

/* Reason why a container with the plan `donor` cannot give what the step takes, or NULL: ids mean
 * the same in both, and it has what is taken. */
const char *plan_check_donor(const struct plan *plan, const struct step_share *step,
                             const struct plan *donor);

/* The mount as it is in the container that a namespace is taken from, by what it is taken with; 0
 * for none. */
uint64_t plan_shared_mount(const struct step_mount *step);

/* The only step with this code, or NULL. */
const struct step *plan_find(const struct plan *plan, uint32_t code);

/* Name of a step code; "plan" for the header. */
const char *plan_step_name(uint32_t code);

/* Walking lists: a cursor over the elements, then one call an element. */
struct cursor list_cursor(const struct list *list);
struct text list_text(struct cursor *at);
struct pair list_pair(struct cursor *at);
struct id_extent list_extent(struct cursor *at);
struct rule list_rule(struct cursor *at);
uint32_t list_u32(struct cursor *at);

bool text_is(const struct text *text, const char *other);

/* Absolute, no empty, "." or ".." component, no slash at the end. "/" itself is fine. */
bool path_is_plain(const struct text *path);

/* True if path is `above` or lies below it. Both plain. */
bool path_is_below(const struct text *path, const char *above);

/* True if an id of the container has a place in the list of extents. */
bool extent_holds(const struct list *extents, uint32_t id);

#endif
