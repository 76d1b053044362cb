/* Reads the list of subjects; prints the table: median, 99th percentile, ratio to the floor and to
 * crun. Where a JVM that does nothing is among them, wall and CPU time and their ratios to it.
 * Where subjects are named WHAT on ENGINE, ratios to the engine's own version and to dockerd. */
#define _GNU_SOURCE
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEPARATOR " on "

int subjects_read(const char *path, struct subject *subjects)
{
    FILE *file = fopen(path, "re");
    if (!file)
        die("open", path);
    char *line = NULL;
    size_t room = 0;
    int count = 0;
    while (getline(&line, &room, file) > 0 && count < SUBJECTS_MAX) {
        line[strcspn(line, "\n")] = 0;
        if (!line[0] || line[0] == '#')
            continue;
        struct subject *subject = &subjects[count++];
        char *rest = strdup(line);
        snprintf(subject->name, sizeof subject->name, "%s", strsep(&rest, "\t"));
        const char *kind = strsep(&rest, "\t");
        subject->kind = !strcmp(kind, "server")     ? KIND_SERVER
                        : !strcmp(kind, "resident") ? KIND_RESIDENT
                        : !strcmp(kind, "judge")    ? KIND_JUDGE
                        : !strcmp(kind, "api")      ? KIND_API
                                                    : KIND_SPAWN;
        while (rest && subject->argc < ARGUMENTS_MAX)
            subject->argv[subject->argc++] = strsep(&rest, "\t");
        subject->samples = calloc(SAMPLES_MAX, sizeof(double));
        subject->cpu = calloc(SAMPLES_MAX, sizeof(double));
    }
    free(line);
    fclose(file);
    return count;
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double quantile_of(const double *sorted, struct subject *subject, double q)
{
    size_t count = subject->count < SAMPLES_MAX ? subject->count : SAMPLES_MAX;
    if (!count)
        return 0;
    size_t at = (size_t)(q * (double)(count - 1) + 0.5);
    return sorted[at];
}

static double quantile(struct subject *subject, double q)
{
    return quantile_of(subject->samples, subject, q);
}

static double median_of(struct subject *subjects, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(subjects[i].name, name))
            return quantile(&subjects[i], 0.5);
    return 0;
}

static void ratio(double value, double base)
{
    if (base > 0)
        printf("  %8.2f", value / base);
    else
        printf("  %8s", "-");
}

static void failures(struct subject *subject)
{
    if (subject->failed)
        printf("  (failed %zu times)", subject->failed);
    printf("\n");
}

static void report_processes(struct subject *subjects, int count, struct subject *empty)
{
    double wall = quantile(empty, 0.5), cpu = quantile_of(empty->cpu, empty, 0.5);
    printf("%-34s %4s  %8s  %8s  %8s  %8s\n", "subject", "n", "wall ms", "/empty", "CPU ms",
           "/empty");
    for (int i = 0; i < count; i++) {
        double used = quantile_of(subjects[i].cpu, &subjects[i], 0.5);
        printf("%-34s %4zu  %8.1f", subjects[i].name, subjects[i].count,
               quantile(&subjects[i], 0.5));
        ratio(quantile(&subjects[i], 0.5), wall);
        printf("  %8.1f", used);
        ratio(used, cpu);
        failures(&subjects[i]);
    }
}

/* The ratio of each to two others: `docker version` of the same engine, the same on dockerd. */
static void report_engines(struct subject *subjects, int count)
{
    printf("%-26s %6s  %9s  %9s  %8s  %8s\n", "subject", "n", "median ms", "p99 ms", "/version",
           "/dockerd");
    for (int i = 0; i < count; i++) {
        char unit[80], peer[80];
        const char *engine = strstr(subjects[i].name, SEPARATOR) + strlen(SEPARATOR);
        int what = (int)(engine - subjects[i].name - (ptrdiff_t)strlen(SEPARATOR));
        snprintf(unit, sizeof unit, "version" SEPARATOR "%s", engine);
        snprintf(peer, sizeof peer, "%.*s" SEPARATOR "dockerd", what, subjects[i].name);
        double median = quantile(&subjects[i], 0.5);
        printf("%-26s %6zu  %9.2f  %9.2f", subjects[i].name, subjects[i].count, median,
               quantile(&subjects[i], 0.99));
        ratio(median, median_of(subjects, count, unit));
        ratio(median, median_of(subjects, count, peer));
        failures(&subjects[i]);
    }
}

void report(struct subject *subjects, int count, const char *label)
{
    struct subject *empty = NULL;
    for (int i = 0; i < count; i++) {
        qsort(subjects[i].samples, subjects[i].count, sizeof(double), ascending);
        qsort(subjects[i].cpu, subjects[i].count, sizeof(double), ascending);
        empty = strcmp(subjects[i].name, "empty JVM main") ? empty : &subjects[i];
    }
    printf("\n%s\n", label);
    if (empty) {
        report_processes(subjects, count, empty);
        return;
    }
    if (count && strstr(subjects[0].name, SEPARATOR)) {
        report_engines(subjects, count);
        return;
    }
    double floor = median_of(subjects, count, "floor"), crun = median_of(subjects, count, "crun");
    printf("%-16s %6s  %9s  %9s  %8s  %8s\n", "subject", "n", "median ms", "p99 ms", "/floor",
           "/crun");
    for (int i = 0; i < count; i++) {
        double median = quantile(&subjects[i], 0.5);
        printf("%-16s %6zu  %9.2f  %9.2f", subjects[i].name, subjects[i].count, median,
               quantile(&subjects[i], 0.99));
        ratio(median, floor);
        ratio(median, crun);
        failures(&subjects[i]);
    }
}
