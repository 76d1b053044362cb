/* Walking a decoded plan. Everything here was found whole by plan_decode, so no call can fail. */
#include "plan.h"

#include <string.h>

struct cursor list_cursor(const struct list *list) {
    struct cursor at = {list->at, list->end};
    return at;
}

struct text list_text(struct cursor *at) {
    struct text text = {"", 0};
    (void)take_str(at, &text);
    return text;
}

struct pair list_pair(struct cursor *at) {
    struct pair pair;
    pair.key = list_text(at);
    pair.value = list_text(at);
    return pair;
}

uint32_t list_u32(struct cursor *at) {
    uint32_t value = 0;
    (void)take_u32(at, &value);
    return value;
}

struct id_extent list_extent(struct cursor *at) {
    struct id_extent extent;
    extent.inside = list_u32(at);
    extent.outside = list_u32(at);
    extent.count = list_u32(at);
    return extent;
}

struct rule list_rule(struct cursor *at) {
    struct rule rule = {{"", 0}, 0};
    rule.path = list_text(at);
    (void)take_u64(at, &rule.access);
    return rule;
}

const struct step *plan_find(const struct plan *plan, uint32_t code) {
    for (uint32_t i = 0; i < plan->count; i++) {
        if (plan->steps[i].code == code) {
            return &plan->steps[i];
        }
    }
    return NULL;
}

const char *plan_step_name(uint32_t code) {
    switch (code) {
#define X(number, constant, member, name)                                                          \
    case number:                                                                                   \
        return name;
        PLAN_STEPS(X)
#undef X
    default:
        return "plan";
    }
}

bool text_is(const struct text *text, const char *other) {
    return strcmp(text->at, other) == 0;
}

bool path_is_plain(const struct text *path) {
    const char *at = path->at;
    if (*at != '/') {
        return false;
    }
    if (path->length == 1) {
        return true;
    }
    while (*at == '/') {
        at++;
        size_t length = strcspn(at, "/");
        bool dots = (length == 1 && at[0] == '.') || (length == 2 && at[0] == '.' && at[1] == '.');
        if (length == 0 || length > 255 || dots) {
            return false;
        }
        at += length;
    }
    return *at == 0;
}

bool path_is_below(const struct text *path, const char *above) {
    size_t length = strlen(above);
    if (length == 1) {
        return true;
    }
    return strncmp(path->at, above, length) == 0 &&
           (path->at[length] == 0 || path->at[length] == '/');
}

bool extent_holds(const struct list *extents, uint32_t id) {
    struct cursor at = list_cursor(extents);
    for (uint32_t i = 0; i < extents->count; i++) {
        struct id_extent extent = list_extent(&at);
        if (id >= extent.inside && id - extent.inside < extent.count) {
            return true;
        }
    }
    return false;
}
