#define _GNU_SOURCE
#include "numbers.h"
#include "probe.h"
#include "report.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static void fact_capabilities(const char *key, const char *field) {
    unsigned long long mask = status_mask(field);
    char text[768] = "";
    for (unsigned i = 0; i < CAPABILITIES; i++) {
        if (!(mask >> i & 1))
            continue;
        text_add(text, sizeof(text), text[0] ? " " : "");
        text_add(text, sizeof(text), capability_name(i));
    }
    fact_text(key, text);
}

static long status_number(const char *field) {
    struct lines l;
    size_t length = strlen(field);
    long number = -1;
    if (lines_open(&l, "/proc/self/status") < 0)
        return -1;
    for (char *line = lines_next(&l); line; line = lines_next(&l))
        if (text_starts(line, field) && line[length] == ':')
            text_number(line + length + 1 + strspn(line + length + 1, " \t"), &number);
    lines_close(&l);
    return number;
}

static const char *seccomp_mode(void) {
    switch (status_number("Seccomp")) {
    case 0:
        return "off";
    case 1:
        return "strict";
    case 2:
        return "filter";
    default:
        return "unknown";
    }
}

/* A process may write its own comm by every rule but Landlock's; where /proc is read-only the
 * kernel answers that first, and the question stays open. */
static const char *landlock_domain(void) {
    long result = open_close("/proc/self/comm", O_WRONLY);
    return result == 0 ? "none" : result == -EACCES ? "applies" : "not told";
}

static void fact_security_label(void) {
    char label[256];
    if (file_text("/proc/self/attr/current", label, sizeof(label)) > 0)
        fact_text("security_label", label);
}

void report_walls(void) {
    section_begin("walls");
    fact_capabilities("cap_effective", "CapEff");
    fact_capabilities("cap_permitted", "CapPrm");
    fact_capabilities("cap_inheritable", "CapInh");
    fact_capabilities("cap_bounding", "CapBnd");
    fact_capabilities("cap_ambient", "CapAmb");
    fact_flag("no_new_privs", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
    fact_text("seccomp", seccomp_mode());
    fact_number("seccomp_filters", status_number("Seccomp_filters"));
    fact_number("landlock_abi", syscall(NR_LANDLOCK_CREATE_RULESET, NULL, 0, 1));
    fact_text("landlock_domain", landlock_domain());
    fact_security_label();
    section_end();
}
