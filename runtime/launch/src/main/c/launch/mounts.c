/* fsopen, fsconfig, fsmount. */
#define _GNU_SOURCE
#include "mounts.h"

#include <errno.h>
#include <string.h>

#define SET_FLAG 0U
#define SET_STRING 1U
#define CREATE 6U

static int set_option(int fs, const char *key, const char *value) {
    int error =
        sys_fsconfig(fs, *value == 0 ? SET_FLAG : SET_STRING, key, *value == 0 ? NULL : value);
    if (error < 0) {
        char text[FAIL_TEXT_BYTES];
        uint32_t at = text_add(text, 0, sizeof text, key);
        at = text_add(text, at, sizeof text, "=");
        (void)text_add(text, at, sizeof text, value);
        return failed(error, text);
    }
    return 0;
}

static int create(int fs, uint64_t attributes, const char *what) {
    int error = sys_fsconfig(fs, CREATE, NULL, NULL);
    int tree = error < 0 ? error : sys_fsmount(fs, attributes);
    (void)sys_close(fs);
    return tree < 0 ? failed(tree, what) : tree;
}

/* Splits "key=value,flag" in place. */
static int set_options(int fs, char *text) {
    while (*text != 0) {
        char *end = strchrnul(text, ',');
        char *value = strchrnul(text, '=');
        bool last = *end == 0;
        *end = 0;
        if (value < end) {
            *value++ = 0;
        } else {
            value = end;
        }
        int error = set_option(fs, text, value);
        if (error < 0) {
            return error;
        }
        text = last ? end : end + 1;
    }
    return 0;
}

int mount_detached(const char *type, uint64_t attributes, const char *options) {
    char text[128];
    int fs = sys_fsopen(type);
    if (fs < 0) {
        return failed(fs, type);
    }
    (void)text_add(text, 0, sizeof text, options);
    int error = set_option(fs, "source", type);
    error = error < 0 ? error : set_options(fs, text);
    if (error < 0) {
        (void)sys_close(fs);
        return error;
    }
    return create(fs, attributes, type);
}

int mount_from_step(const struct step_mount *step) {
    struct cursor at = list_cursor(&step->options);
    int fs = sys_fsopen(step->type.at);
    if (fs < 0) {
        return failed(fs, step->type.at);
    }
    int error = step->source.length == 0 ? 0 : set_option(fs, "source", step->source.at);
    for (uint32_t i = 0; error == 0 && i < step->options.count; i++) {
        struct pair option = list_pair(&at);
        error = set_option(fs, option.key.at, option.value.at);
    }
    if (error < 0) {
        (void)sys_close(fs);
        return error;
    }
    return create(fs, step->flags, step->type.at);
}
