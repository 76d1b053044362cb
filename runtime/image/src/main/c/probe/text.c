#define _GNU_SOURCE
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static char pending[32 * 1024];
static size_t pending_bytes;

void out_flush(void) {
    size_t done = 0;
    while (done < pending_bytes) {
        ssize_t wrote = write(STDOUT_FILENO, pending + done, pending_bytes - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            _exit(2);
        done += (size_t)wrote;
    }
    pending_bytes = 0;
}

static void out_byte(char byte) {
    if (pending_bytes == sizeof(pending))
        out_flush();
    pending[pending_bytes++] = byte;
}

void out_text(const char *text) {
    while (*text)
        out_byte(*text++);
}

void out_padded(const char *text, size_t width) {
    size_t length = strlen(text);
    out_text(text);
    for (; length < width; length++)
        out_byte(' ');
}

void out_number(long long number) {
    char text[24];
    text[0] = 0;
    text_add_number(text, sizeof(text), number);
    out_text(text);
}

void out_json(const char *text) {
    static const char hex[] = "0123456789abcdef";
    out_byte('"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            out_byte('\\');
            out_byte((char)c);
        } else if (c < 0x20 || c >= 0x7f) {
            /* Paths may hold any byte: as Latin-1, so that the document stays valid. */
            out_text("\\u00");
            out_byte(hex[c >> 4]);
            out_byte(hex[c & 15]);
        } else {
            out_byte((char)c);
        }
    }
    out_byte('"');
}

void err_line(const char *a, const char *b, const char *c) {
    char line[512];
    line[0] = 0;
    text_add(line, sizeof(line) - 1, a);
    text_add(line, sizeof(line) - 1, b);
    text_add(line, sizeof(line) - 1, c);
    text_add(line, sizeof(line), "\n");
    if (write(STDERR_FILENO, line, strlen(line)) < 0)
        return;
}

void die(const char *a, const char *b, const char *c) {
    err_line(a, b, c);
    _exit(2);
}

int lines_open(struct lines *l, const char *path) {
    l->have = l->at = 0;
    l->fd = open(path, O_RDONLY | O_CLOEXEC);
    return l->fd < 0 ? -errno : 0;
}

static int lines_byte(struct lines *l) {
    if (l->at == l->have) {
        ssize_t got = read(l->fd, l->buffer, sizeof(l->buffer));
        if (got <= 0)
            return -1;
        l->have = (size_t)got;
        l->at = 0;
    }
    return (unsigned char)l->buffer[l->at++];
}

char *lines_next(struct lines *l) {
    size_t length = 0;
    int byte = lines_byte(l);
    if (byte < 0)
        return NULL;
    for (; byte >= 0 && byte != '\n'; byte = lines_byte(l))
        if (length < sizeof(l->line) - 1)
            l->line[length++] = (char)byte;
    l->line[length] = 0;
    return l->line;
}

void lines_close(struct lines *l) {
    close(l->fd);
}

long file_text(const char *path, char *to, size_t size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    to[0] = 0;
    if (fd < 0)
        return -errno;
    ssize_t got = read(fd, to, size - 1);
    int error = errno;
    close(fd);
    if (got < 0)
        return -error;
    while (got > 0 && to[got - 1] == '\n')
        got--;
    to[got] = 0;
    return got;
}

size_t text_copy(char *to, size_t size, const char *from) {
    size_t length = 0;
    while (length + 1 < size && from[length]) {
        to[length] = from[length];
        length++;
    }
    to[length] = 0;
    return length;
}

size_t text_add(char *to, size_t size, const char *from) {
    size_t length = strlen(to);
    return length < size ? length + text_copy(to + length, size - length, from) : length;
}

size_t text_add_number(char *to, size_t size, long long number) {
    char digits[24];
    size_t at = sizeof(digits) - 1;
    unsigned long long rest = number < 0 ? 0ULL - (unsigned long long)number
                                         : (unsigned long long)number;
    digits[at] = 0;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0)
        digits[--at] = '-';
    return text_add(to, size, digits + at);
}

int text_starts(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

int text_number(const char *text, long *number) {
    long value = 0;
    if (!*text)
        return 0;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || value > 100000000000L)
            return 0;
        value = value * 10 + (*text - '0');
    }
    *number = value;
    return 1;
}

char *text_word(char **rest, char separator) {
    char *start = *rest;
    if (!start)
        return NULL;
    char *end = strchr(start, separator);
    if (end)
        *end++ = 0;
    *rest = end;
    return start;
}
