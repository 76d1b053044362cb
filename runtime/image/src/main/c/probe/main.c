/*
 * jsec-probe [--format table|json] [--list] [--only ID]...
 *
 * Exit status: 0 every try was refused, 1 at least one was ALLOWED, 2 the probe could not run,
 * 3 the command line is wrong.
 */
#define _GNU_SOURCE
#include "print.h"
#include "probe.h"
#include "text.h"

#include <string.h>
#include <unistd.h>

static const struct topic *const topics[] = {
    &mount_topic,   &namespace_topic, &procfs_topic, &sysfs_topic,   &reading_topic,
    &cgroup_topic,  &device_topic,    &escape_topic, &process_topic, &privilege_topic,
    &entry_topic,   &kernel_topic,    &key_topic,    &memory_topic,  &socket_topic,
    &network_topic, &terminal_topic,  &host_topic,
};

static int usage(const char *what, const char *why) {
    err_line("jsec-probe: ", what, why);
    err_line("usage: jsec-probe [--format table|json] [--list] [--only ID]...", "", "");
    return 3;
}

static int is_known(const char *id) {
    for (size_t g = 0; g < COUNT(topics); g++)
        for (size_t i = 0; i < topics[g]->count; i++)
            if (strcmp(topics[g]->attempts[i].id, id) == 0)
                return 1;
    return 0;
}

static int is_chosen(const struct options *o, const char *id) {
    for (size_t i = 0; i < o->only_count; i++)
        if (strcmp(o->only[i], id) == 0)
            return 1;
    return o->only_count == 0;
}

static int parse_valued(struct options *o, const char *name, const char *value) {
    if (!value)
        return usage(name, ": a value is missing");
    if (strcmp(name, "--only") == 0) {
        if (!is_known(value))
            return usage(value, ": no try has this id; see --list");
        if (o->only_count == ONLY_MAX)
            return usage(value, ": at most 64 times --only");
        o->only[o->only_count++] = value;
        return 0;
    }
    if (strcmp(value, "json") != 0 && strcmp(value, "table") != 0)
        return usage(value, ": the formats are table and json");
    o->format = strcmp(value, "json") == 0 ? JSON : TABLE;
    return 0;
}

static int parse(int count, char **words, struct options *o) {
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--list") == 0) {
            o->list = 1;
        } else if (strcmp(words[i], "--format") == 0 || strcmp(words[i], "--only") == 0) {
            int status = parse_valued(o, words[i], words[i + 1]);
            if (status)
                return status;
            i++;
        } else {
            return usage(words[i], ": unknown option");
        }
    }
    return 0;
}

/* The mode in which the tries of try_privilege.c run this program again: 1 if it gained. */
static int probe_child(const char *mode) {
    if (strcmp(mode, "caps") == 0)
        return status_mask("CapPrm") != 0;
    return geteuid() != getuid();
}

static void run_one(const struct options *o, const struct topic *topic,
                    const struct attempt *a, struct totals *t) {
    static struct judgement j;
    if (!o->list) {
        /* Before forking: a child must not hold text that is printed twice. */
        out_flush();
        attempt_run(a, &j);
        t->count[j.verdict]++;
    }
    print_try(o, topic->name, a, o->list ? NULL : &j, t->all++ == 0);
}

int main(int count, char **words) {
    struct options options = {.format = TABLE};
    struct totals totals = {{0}, 0};
    inherit_record();
    if (count == 3 && strcmp(words[1], "--child") == 0)
        return probe_child(words[2]);
    int status = parse(count, words, &options);
    if (status)
        return status;
    print_heading(&options);
    for (size_t g = 0; g < COUNT(topics); g++)
        for (size_t i = 0; i < topics[g]->count; i++)
            if (is_chosen(&options, topics[g]->attempts[i].id))
                run_one(&options, topics[g], &topics[g]->attempts[i], &totals);
    print_summary(&options, &totals);
    out_flush();
    return totals.count[ALLOWED] ? 1 : 0;
}
