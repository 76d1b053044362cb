#define _GNU_SOURCE
#include "report.h"

#include "probe.h"
#include "text.h"

#include <grp.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static enum format format;
static const char *section;
static int facts, sections;

void section_begin(const char *name) {
    section = name;
    facts = 0;
    if (format == JSON) {
        out_text(sections++ ? "," : "");
        out_json(name);
        out_text(":{");
    }
}

void section_end(void) {
    if (format == JSON)
        out_text("}");
}

static void fact_key(const char *key) {
    if (format == JSON) {
        out_text(facts++ ? "," : "");
        out_json(key);
        out_text(":");
        return;
    }
    out_padded(facts++ ? "" : section, 13);
    out_padded(key, 20);
}

static void fact_end(void) {
    if (format == TABLE)
        out_text("\n");
}

void fact_text(const char *key, const char *value) {
    fact_key(key);
    if (format == JSON)
        out_json(value);
    else
        out_text(*value ? value : "-");
    fact_end();
}

void fact_number(const char *key, long long value) {
    fact_key(key);
    out_number(value);
    fact_end();
}

void fact_flag(const char *key, int value) {
    fact_key(key);
    out_text(format == JSON ? (value ? "true" : "false") : (value ? "yes" : "no"));
    fact_end();
}

/* A map file as "inside outside count; ...", with single blanks. */
static void fact_map(const char *key, const char *path) {
    struct lines l;
    char text[512] = "";
    if (lines_open(&l, path) < 0)
        return;
    for (char *line = lines_next(&l); line; line = lines_next(&l)) {
        if (text[0])
            text_add(text, sizeof(text), "; ");
        char *rest = line;
        int words = 0;
        for (char *word = text_word(&rest, ' '); word; word = text_word(&rest, ' ')) {
            if (!*word)
                continue;
            text_add(text, sizeof(text), words++ ? " " : "");
            text_add(text, sizeof(text), word);
        }
    }
    lines_close(&l);
    fact_text(key, text);
}

static void report_ids(void) {
    gid_t groups[64];
    char text[512] = "";
    int count = getgroups(64, groups);
    section_begin("ids");
    fact_number("uid", getuid());
    fact_number("gid", getgid());
    for (int i = 0; i < count; i++) {
        text_add(text, sizeof(text), i ? " " : "");
        text_add_number(text, sizeof(text), groups[i]);
    }
    fact_text("groups", text);
    fact_map("uid_map", "/proc/self/uid_map");
    fact_map("gid_map", "/proc/self/gid_map");
    if (file_text("/proc/self/setgroups", text, sizeof(text)) > 0)
        fact_text("setgroups", text);
    section_end();
}

static void report_namespaces(void) {
    static const char *const kinds[] = {"user", "mnt", "pid", "net",
                                        "ipc",  "uts", "cgroup", "time"};
    section_begin("namespaces");
    for (size_t i = 0; i < COUNT(kinds); i++) {
        char path[48], target[64];
        text_copy(path, sizeof(path), "/proc/self/ns/");
        text_add(path, sizeof(path), kinds[i]);
        ssize_t length = readlink(path, target, sizeof(target) - 1);
        target[length > 0 ? length : 0] = 0;
        fact_text(kinds[i], target);
    }
    fact_number("own_pid", getpid());
    section_end();
}

/* One line of mountinfo: its fifth field is the place, the sixth the flags, then " - type". */
static void report_mounts(void) {
    struct lines l;
    long count = 0;
    char type[64] = "", flags[128] = "";
    section_begin("mounts");
    if (lines_open(&l, "/proc/self/mountinfo") < 0) {
        fact_text("count", "/proc is not readable");
        section_end();
        return;
    }
    for (char *line = lines_next(&l); line; line = lines_next(&l), count++) {
        char *rest = line, *tail = strstr(line, " - "), *place = NULL;
        for (int field = 0; field < 5; field++)
            place = text_word(&rest, ' ');
        if (!place || strcmp(place, "/") != 0 || !tail)
            continue;
        char *words = tail + 3;
        text_copy(flags, sizeof(flags), text_word(&rest, ' '));
        text_copy(type, sizeof(type), text_word(&words, ' '));
    }
    lines_close(&l);
    fact_number("count", count);
    fact_text("root_type", type);
    fact_text("root_flags", flags);
    section_end();
}

static void report_system(void) {
    struct utsname names;
    section_begin("system");
    if (uname(&names) == 0) {
        fact_text("kernel", names.release);
        fact_text("machine", names.machine);
        fact_text("hostname", names.nodename);
    }
    section_end();
}

void report_all(enum format chosen) {
    format = chosen;
    sections = 0;
    report_system();
    report_ids();
    report_walls();
    report_namespaces();
    report_mounts();
    report_cgroups();
}
