/* The part of the command line that is about an engine: its sockets and its environment. */
#include "options.h"

#include <string.h>

#include "abi.h"
#include "fail.h"

#define MODE_BITS_MAX 0777U

/* An octal number up to `end` or the text's end; what follows, or NULL. */
static const char *octal_until(const char *text, char end, uint32_t *value) {
    uint32_t number = 0;
    const char *start = text;
    while (*text >= '0' && *text <= '7' && number <= MODE_BITS_MAX) {
        number = number * 8 + (uint32_t)(*text++ - '0');
    }
    if (text == start || number > MODE_BITS_MAX || (*text != end && *text != 0)) {
        return NULL;
    }
    *value = number;
    return *text == 0 ? text : text + 1;
}

static struct listen_option *next_listen(void) {
    if (options.listen_count == LISTENS_MAX) {
        return NULL;
    }
    struct listen_option *listen = &options.listens[options.listen_count++];
    memset(listen, 0, sizeof *listen);
    listen->fd = -1;
    return listen;
}

/* PATH:MODE[:GID]; the path has no colon. */
bool options_listen(const char *text) {
    struct listen_option *listen = next_listen();
    size_t length = strcspn(text, ":");
    uint64_t gid = 0;
    if (listen == NULL || text[0] != '/' || text[length] == 0 || length >= SOCKET_PATH_BYTES) {
        return false;
    }
    memcpy(listen->path, text, length);
    const char *rest = octal_until(text + length + 1, ':', &listen->mode);
    if (rest == NULL || (rest[-1] == ':' && rest[0] == 0)) {
        return false;
    }
    if (*rest == 0) {
        return true;
    }
    listen->has_gid = text_number(rest, ID_MAX, &gid);
    listen->gid = (uint32_t)gid;
    return listen->has_gid;
}

/* 127.0.0.1:PORT or [::1]:PORT. This program knows no other address. */
bool options_listen_tcp(const char *text) {
    static const char FOUR[] = "127.0.0.1:";
    static const char SIX[] = "[::1]:";
    struct listen_option *listen = next_listen();
    uint64_t port = 0;
    if (listen == NULL) {
        return false;
    }
    listen->six = strncmp(text, SIX, sizeof SIX - 1) == 0;
    if (!listen->six && strncmp(text, FOUR, sizeof FOUR - 1) != 0) {
        return false;
    }
    text += listen->six ? sizeof SIX - 1 : sizeof FOUR - 1;
    bool legal = text_number(text, UINT16_MAX, &port) && port > 0;
    listen->port = (uint16_t)port;
    return legal;
}

bool options_listen_fd(int fd) {
    struct listen_option *listen = next_listen();
    if (listen == NULL) {
        return false;
    }
    listen->fd = fd;
    return true;
}

bool options_engine_env(const char *text) {
    const char *sign = strchr(text, '=');
    if (options.engine_env_count == ENGINE_ENV_MAX || sign == NULL || sign == text) {
        return false;
    }
    options.engine_env[options.engine_env_count++] = text;
    return true;
}
