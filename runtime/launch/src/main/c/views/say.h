/* What the helper tells its caller: one line each, errors on stderr with the errno's name. */
#ifndef JSEC_VIEWS_SAY_H
#define JSEC_VIEWS_SAY_H

#include <stdint.h>

/* "jsec-views: CALL(ARGUMENT): ENAME (n)[: REMEDY]" from errno; always -1, to be returned. */
int fail(const char *call, const char *argument, const char *remedy);

/* "jsec-views: WHAT ARGUMENT refused: WHY"; always -1. */
int refuse(const char *what, const char *argument, const char *why);

/* "jsec-views: warning: WHAT: WHY", for what was left out. */
void warn(const char *what, const char *why);

/* One line on stdout; number < 0 is left out. */
void tell(const char *text, int64_t number, const char *more);

/* The decimal digits of value into text (at least 21 bytes); returns text. */
char *decimal(uint64_t value, char *text);

/* Appends from to the string in text of the given size; returns 0, or -1 if it does not fit. */
int append(char *text, unsigned size, const char *from);

#endif
