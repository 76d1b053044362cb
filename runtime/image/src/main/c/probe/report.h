/* The report: what the jail looks like from inside, as sections of facts. */
#ifndef JSEC_PROBE_REPORT_H
#define JSEC_PROBE_REPORT_H

enum format { TABLE, JSON };

void report_all(enum format format);

/* Emitters, used by the report's parts. */
void section_begin(const char *name);
void section_end(void);
void fact_text(const char *key, const char *value);
void fact_number(const char *key, long long value);
void fact_flag(const char *key, int value);

void report_cgroups(void);
void report_walls(void);

#endif
