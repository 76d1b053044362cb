/* Decoding: bounded, no copy, no heap. A plan that decodes is consumed to its last byte. */
#include "plan.h"

#include <string.h>

static size_t left(const struct cursor *from) {
    return (size_t)(from->end - from->at);
}

bool take_u32(struct cursor *from, uint32_t *value) {
    if (left(from) < 4) {
        return false;
    }
    const uint8_t *b = from->at;
    *value = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
    from->at += 4;
    return true;
}

bool take_u64(struct cursor *from, uint64_t *value) {
    uint32_t low = 0;
    uint32_t high = 0;
    if (left(from) < 8 || !take_u32(from, &low) || !take_u32(from, &high)) {
        return false;
    }
    *value = (uint64_t)high << 32 | low;
    return true;
}

static bool take_text(struct cursor *from, struct text *value, uint32_t most) {
    uint32_t length = 0;
    if (!take_u32(from, &length) || length > most || left(from) < (size_t)length + 1) {
        return false;
    }
    if (from->at[length] != 0 || memchr(from->at, 0, length) != NULL) {
        return false;
    }
    value->at = (const char *)from->at;
    value->length = length;
    from->at += length + 1;
    return true;
}

bool take_str(struct cursor *from, struct text *value) {
    return take_text(from, value, TEXT_BYTES_MAX);
}

bool take_path(struct cursor *from, struct text *value) {
    return take_text(from, value, PATH_BYTES_MAX) && value->length > 0;
}

bool take_bytes(struct cursor *from, struct blob *value) {
    uint32_t length = 0;
    if (!take_u32(from, &length) || length > FILTER_BYTES_MAX || left(from) < length) {
        return false;
    }
    value->at = from->at;
    value->length = length;
    from->at += length;
    return true;
}

/* A list's count; each element takes at least `least` bytes, so a wrong count ends here. */
static bool take_count(struct cursor *from, struct list *value, uint32_t most, size_t least) {
    uint32_t count = 0;
    if (!take_u32(from, &count) || count > most || left(from) / least < count) {
        return false;
    }
    value->count = count;
    value->at = from->at;
    value->end = from->end;
    return true;
}

bool take_strs(struct cursor *from, struct list *value) {
    struct text text;
    if (!take_count(from, value, STRINGS_COUNT_MAX, 5)) {
        return false;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        if (!take_str(from, &text)) {
            return false;
        }
    }
    return true;
}

bool take_u32s(struct cursor *from, struct list *value) {
    if (!take_count(from, value, LIST_COUNT_MAX, 4)) {
        return false;
    }
    from->at += (size_t)value->count * 4;
    return true;
}

bool take_pairs(struct cursor *from, struct list *value) {
    struct text text;
    if (!take_count(from, value, LIST_COUNT_MAX, 10)) {
        return false;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        if (!take_str(from, &text) || !take_str(from, &text)) {
            return false;
        }
    }
    return true;
}

bool take_ids(struct cursor *from, struct list *value) {
    if (!take_count(from, value, LIST_COUNT_MAX, 12)) {
        return false;
    }
    from->at += (size_t)value->count * 12;
    return true;
}

bool take_rules(struct cursor *from, struct list *value) {
    struct text text;
    uint64_t access = 0;
    if (!take_count(from, value, LIST_COUNT_MAX, 14)) {
        return false;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        if (!take_path(from, &text) || !take_u64(from, &access)) {
            return false;
        }
    }
    return true;
}

static bool flawed(struct plan_flaw *flaw, uint32_t index, uint32_t code, const char *why) {
    flaw->index = index;
    flaw->code = code;
    flaw->why = why;
    return false;
}

static const char *take_header(struct cursor *from, size_t length, uint32_t *count) {
    uint32_t version = 0;
    uint32_t total = 0;
    uint32_t reserved = 0;
    uint64_t reserved_too = 0;
    if (length < PLAN_HEADER_BYTES || length > PLAN_BYTES_MAX) {
        return "its length is outside 32 bytes to 1 MiB";
    }
    if (memcmp(from->at, "JSECPLAN", 8) != 0) {
        return "it does not begin with JSECPLAN";
    }
    from->at += 8;
    if (!take_u32(from, &version) || version != PLAN_VERSION) {
        return "its version is not 1";
    }
    if (!take_u32(from, &total) || total != length) {
        return "its length is not the one its header gives";
    }
    if (!take_u32(from, count) || *count == 0 || *count > PLAN_STEPS_MAX) {
        return "its number of steps is outside 1 to 1,024";
    }
    if (!take_u32(from, &reserved) || reserved != 0 || !take_u64(from, &reserved_too) ||
        reserved_too != 0) {
        return "a reserved field of its header is not zero";
    }
    return NULL;
}

static const char *take_step(struct cursor *from, struct step *step) {
    uint32_t code = 0;
    uint32_t length = 0;
    step->code = 0;
    if (!take_u32(from, &code) || !take_u32(from, &length)) {
        return "it ends before its last step";
    }
    if (code == 0 || code > PLAN_STEP_CODE_MAX) {
        return "the step's code is unknown";
    }
    step->code = code;
    if (left(from) < length) {
        return "the step is longer than the plan";
    }
    struct cursor payload = {from->at, from->at + length};
    from->at += length;
    if (!take_fields(&payload, code, &step->fields) || payload.at != payload.end) {
        return "the step's fields do not fit its payload";
    }
    return NULL;
}

bool plan_decode(struct plan *plan, const uint8_t *bytes, size_t length, struct plan_flaw *flaw) {
    struct cursor from = {bytes, bytes + length};
    const char *why = take_header(&from, length, &plan->count);
    plan->bytes = bytes;
    plan->length = (uint32_t)length;
    if (why != NULL) {
        return flawed(flaw, PLAN_STEPS_MAX, 0, why);
    }
    for (uint32_t i = 0; i < plan->count; i++) {
        plan->steps[i].index = i;
        why = take_step(&from, &plan->steps[i]);
        if (why != NULL) {
            return flawed(flaw, i, plan->steps[i].code, why);
        }
    }
    if (from.at != from.end) {
        return flawed(flaw, PLAN_STEPS_MAX, 0, "bytes follow its last step");
    }
    return true;
}
