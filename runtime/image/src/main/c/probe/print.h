/* What the probe prints: a table for people, one JSON document for programs. */
#ifndef JSEC_PROBE_PRINT_H
#define JSEC_PROBE_PRINT_H

#include "probe.h"
#include "report.h"

#define ONLY_MAX 64

struct options {
    enum format format;
    int list;
    const char *only[ONLY_MAX];
    size_t only_count;
};

struct totals {
    long count[ALLOWED + 1];
    long all;
};

void print_heading(const struct options *o);
/* j is NULL in a list. */
void print_try(const struct options *o, const char *topic, const struct attempt *a,
               const struct judgement *j, int first);
void print_summary(const struct options *o, const struct totals *t);

#endif
