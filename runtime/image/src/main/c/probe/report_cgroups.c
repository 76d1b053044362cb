#define _GNU_SOURCE
#include "probe.h"
#include "report.h"
#include "text.h"

#include <string.h>

struct limit {
    const char *key;
    const char *v2;
    const char *v1;
};

/* v1 counts processor time in two files and memory in another unit for "none". */
static const struct limit limits[] = {
    {"memory_max", "memory.max", "memory.limit_in_bytes"},
    {"memory_swap_max", "memory.swap.max", "memory.memsw.limit_in_bytes"},
    {"pids_max", "pids.max", "pids.max"},
    {"cpu_max", "cpu.max", "cpu.cfs_quota_us"},
    {"cpu_weight", "cpu.weight", "cpu.shares"},
    {"cpuset", "cpuset.cpus.effective", "cpuset.cpus"},
};

#define MOUNTS_MAX 24
static char places[MOUNTS_MAX][256];
static int is_v2[MOUNTS_MAX];

static size_t find_mounts(void) {
    struct lines l;
    size_t count = 0;
    if (lines_open(&l, "/proc/self/mountinfo") < 0)
        return 0;
    for (char *line = lines_next(&l); line && count < MOUNTS_MAX; line = lines_next(&l)) {
        char *rest = line, *type = strstr(line, " - cgroup"), *place = NULL;
        if (!type)
            continue;
        is_v2[count] = text_starts(type, " - cgroup2");
        for (int field = 0; field < 5; field++)
            place = text_word(&rest, ' ');
        if (place)
            text_copy(places[count++], sizeof(places[0]), place);
    }
    lines_close(&l);
    return count;
}

static void fact_limit(const struct limit *limit, size_t mounts) {
    for (size_t i = 0; i < mounts; i++) {
        char path[320], value[128];
        text_copy(path, sizeof(path), places[i]);
        text_add(path, sizeof(path), "/");
        text_add(path, sizeof(path), is_v2[i] ? limit->v2 : limit->v1);
        if (file_text(path, value, sizeof(value)) <= 0)
            continue;
        fact_text(limit->key, value);
        return;
    }
}

void report_cgroups(void) {
    struct lines l;
    char members[1024] = "";
    size_t mounts = find_mounts();
    section_begin("cgroup");
    if (lines_open(&l, "/proc/self/cgroup") == 0) {
        for (char *line = lines_next(&l); line; line = lines_next(&l)) {
            text_add(members, sizeof(members), members[0] ? " " : "");
            text_add(members, sizeof(members), line);
        }
        lines_close(&l);
    }
    fact_text("member", members);
    fact_number("mounts", (long long)mounts);
    for (size_t i = 0; i < COUNT(limits); i++)
        fact_limit(&limits[i], mounts);
    section_end();
}
