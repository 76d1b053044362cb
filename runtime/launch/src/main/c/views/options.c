#include "options.h"

#include <stddef.h>
#include <string.h>

#include "say.h"

enum kind { PATH, NAME, NUMBER, NUMBERS, OCTAL };

static const struct {
    const char *word;
    unsigned bit;
    enum kind kind;
    size_t offset;
} known[] = {
    {"--store", NEED_STORE, PATH, offsetof(struct options, store)},
    {"--views", NEED_VIEWS, PATH, offsetof(struct options, views)},
    {"--dir", NEED_DIR, PATH, offsetof(struct options, dir)},
    {"--source", NEED_SOURCE, PATH, offsetof(struct options, source)},
    {"--name", NEED_NAME, NAME, offsetof(struct options, name)},
    {"--uid", NEED_UID, NUMBER, offsetof(struct options, uid)},
    {"--gid", NEED_GID, NUMBER, offsetof(struct options, gid)},
    {"--sub", NEED_SUB, NUMBER, offsetof(struct options, sub)},
    {"--slots", NEED_SLOTS, NUMBER, offsetof(struct options, slots)},
    {"--mode", NEED_MODE, OCTAL, offsetof(struct options, mode)},
    {"--as", NEED_AS, NUMBERS, 0},
};

#define KNOWN_COUNT (sizeof known / sizeof known[0])

/* Decimal digits up to the end or a comma; the place after them, or NULL. (uint32_t)-1 is no id. */
static const char *number(const char *text, uint32_t *value) {
    uint64_t sum = 0;
    const char *at = text;
    while (*at >= '0' && *at <= '9' && sum < UINT32_MAX) {
        sum = sum * 10 + (uint64_t)(*at++ - '0');
    }
    if (at == text || sum >= UINT32_MAX || (*at && *at != ',')) {
        return NULL;
    }
    *value = (uint32_t)sum;
    return at;
}

static int numbers(const char *text, struct options *options) {
    const char *at = text;
    while (options->as_count < AS_MAX) {
        uint32_t *place = &options->as[options->as_count];
        at = number(at, place);
        if (!at || *place >= SLOT_IDS) {
            return refuse("--as", text, "ids between 0 and 65535 with commas between are wanted");
        }
        options->as_count++;
        for (uint32_t i = 0; i + 1 < options->as_count; i++) {
            if (options->as[i] == *place) {
                return refuse("--as", text, "an id is named twice");
            }
        }
        if (!*at) {
            return 0;
        }
        at++;
    }
    return refuse("--as", text, "more than 16 ids");
}

static int octal(const char *text, uint32_t *value) {
    uint32_t sum = 0;
    const char *at = text;
    while (*at >= '0' && *at <= '7' && at - text < 5) {
        sum = sum * 8 + (uint32_t)(*at++ - '0');
    }
    if (at == text || *at || sum > 0777) {
        return refuse("--mode", text, "0 to 0777 is wanted");
    }
    *value = sum;
    return 0;
}

static int plain_name(const char *text) {
    if (!*text || *text == '.' || strlen(text) > 128) {
        return refuse("--name", text, "1 to 128 of a-z A-Z 0-9 . _ - are wanted, no leading dot");
    }
    for (const char *at = text; *at; at++) {
        int letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
        int other = (*at >= '0' && *at <= '9') || *at == '.' || *at == '_' || *at == '-';
        if (!letter && !other) {
            return refuse("--name", text, "only a-z A-Z 0-9 . _ - are allowed");
        }
    }
    return 0;
}

static int take(unsigned index, const char *value, struct options *options) {
    char *place = (char *)options + known[index].offset;
    if (options->given & known[index].bit) {
        return refuse(known[index].word, value, "given twice");
    }
    options->given |= known[index].bit;
    if (known[index].kind == NUMBERS) {
        return numbers(value, options);
    }
    if (known[index].kind == OCTAL) {
        return octal(value, (uint32_t *)(void *)place);
    }
    if (known[index].kind == NUMBER) {
        const char *end = number(value, (uint32_t *)(void *)place);
        return end && !*end ? 0 : refuse(known[index].word, value, "a decimal number is wanted");
    }
    if (known[index].kind == NAME && plain_name(value) < 0) {
        return -1;
    }
    if (known[index].kind == PATH && (value[0] != '/' || strlen(value) >= 4096)) {
        return refuse(known[index].word, value, "an absolute path under 4096 bytes is wanted");
    }
    *(const char **)(void *)place = value;
    return 0;
}

static int check_ranges(const struct options *options) {
    uint64_t end = (uint64_t)options->sub + (uint64_t)SLOT_IDS * (options->slots + 1ull);
    if ((options->given & NEED_SLOTS) && options->slots > SLOTS_MAX) {
        return refuse("--slots", "", "at most 4096");
    }
    if ((options->given & NEED_SUB) && end > UINT32_MAX) {
        return refuse("--sub", "", "the last slot's ids would pass 4294967294");
    }
    if ((options->given & NEED_SUB) && options->uid >= options->sub && options->uid < end) {
        return refuse("--uid", "", "lies in the subordinate range");
    }
    if ((options->given & NEED_SUB) && options->gid >= options->sub && options->gid < end) {
        return refuse("--gid", "", "lies in the subordinate range");
    }
    if ((options->given & NEED_UID) && (options->uid == 0 || options->gid == 0)) {
        return refuse("--uid/--gid", "0", "the engine is never root");
    }
    if ((options->given & NEED_SUB) && options->sub < 1000) {
        return refuse("--sub", "", "subordinate ids below 1000 belong to the host");
    }
    return 0;
}

int parse_options(char **words, unsigned needed, struct options *options) {
    memset(options, 0, sizeof *options);
    for (; *words; words += 2) {
        unsigned index = 0;
        while (index < KNOWN_COUNT && strcmp(known[index].word, *words) != 0) {
            index++;
        }
        if (index == KNOWN_COUNT || !(needed & known[index].bit)) {
            return refuse("option", *words, "this verb has none of that name");
        }
        if (!words[1]) {
            return refuse("option", *words, "its value is missing");
        }
        if (take(index, words[1], options) < 0) {
            return -1;
        }
    }
    for (unsigned i = 0; i < KNOWN_COUNT; i++) {
        if ((needed & known[i].bit) && !(options->given & known[i].bit)) {
            return refuse("call without", known[i].word, "this verb needs it");
        }
    }
    return check_ranges(options);
}
