/* Text without stdio: a bounded output buffer, a line reader, names of errnos and capabilities. */
#ifndef JSEC_PROBE_TEXT_H
#define JSEC_PROBE_TEXT_H

#include <stddef.h>

#define LINE_BYTES_MAX 4096

/* Standard output, buffered. A failed write ends the program with status 2. */
void out_text(const char *text);
void out_number(long long number);
void out_padded(const char *text, size_t width);
void out_json(const char *text); /* a quoted JSON string */
void out_flush(void);
void err_line(const char *a, const char *b, const char *c);
__attribute__((noreturn)) void die(const char *a, const char *b, const char *c); /* status 2 */

/* Lines of a file, without their newline; longer ones are cut at LINE_BYTES_MAX - 1. */
struct lines {
    int fd;
    size_t have, at;
    char buffer[LINE_BYTES_MAX];
    char line[LINE_BYTES_MAX];
};
int lines_open(struct lines *l, const char *path); /* 0 or -errno */
char *lines_next(struct lines *l);                 /* NULL at the end */
void lines_close(struct lines *l);

/* The first bytes of a file as text with the trailing newline cut: its length or -errno. */
long file_text(const char *path, char *to, size_t size);

size_t text_copy(char *to, size_t size, const char *from); /* always ends `to`; bytes copied */
size_t text_add(char *to, size_t size, const char *from);
size_t text_add_number(char *to, size_t size, long long number);
int text_starts(const char *text, const char *start);
int text_number(const char *text, long *number); /* the whole text is a decimal number: 1 */
char *text_word(char **rest, char separator);    /* cuts the next word; NULL at the end */

const char *errno_name(int error);
#define CAPABILITIES 41
const char *capability_name(unsigned number);

#endif
