#define _GNU_SOURCE
#include "print.h"

#include "text.h"

#include <sys/utsname.h>
#include <time.h>

#ifndef JSEC_VERSION
#define JSEC_VERSION "0.1.0"
#endif

static void print_envelope(void) {
    char stamp[32] = "";
    struct utsname names;
    struct tm utc;
    time_t now = time(NULL);
    out_text("{\"schema\":\"jsec.probe/1\",\"tool\":{\"name\":\"jsec-probe\",\"version\":");
    out_json(JSEC_VERSION);
    out_text("},\"host\":");
    out_json(uname(&names) == 0 ? names.nodename : "");
    if (gmtime_r(&now, &utc))
        strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", &utc);
    out_text(",\"time\":");
    out_json(stamp);
    out_text(",\"data\":{");
}

static void print_refs(const char *refs) {
    char words[256], *rest = words;
    int count = 0;
    text_copy(words, sizeof(words), refs);
    out_text("[");
    for (char *word = text_word(&rest, ' '); word; word = text_word(&rest, ' ')) {
        out_text(count++ ? "," : "");
        out_json(word);
    }
    out_text("]");
}

static void print_json_try(const char *topic, const struct attempt *a,
                           const struct judgement *j) {
    out_text("\n{\"id\":");
    out_json(a->id);
    out_text(",\"topic\":");
    out_json(topic);
    out_text(",\"title\":");
    out_json(a->title);
    out_text(",\"refs\":");
    print_refs(a->refs);
    if (j) {
        out_text(",\"verdict\":");
        out_json(verdict_name(j->verdict));
        out_text(",\"errno\":");
        out_json(j->error ? errno_name(j->error) : "");
        out_text(",\"detail\":");
        out_json(j->finding.detail);
    }
    out_text("}");
}

static void print_table_try(const struct attempt *a, const struct judgement *j) {
    out_padded(j ? verdict_name(j->verdict) : "", j ? 9 : 0);
    out_padded(a->id, 26);
    if (!j) {
        out_padded(a->title, 62);
        out_text(a->refs);
        out_text("\n");
        return;
    }
    out_padded(j->error ? errno_name(j->error) : "", 17);
    out_text(a->title);
    if (j->finding.detail[0]) {
        out_text(" (");
        out_text(j->finding.detail);
        out_text(")");
    }
    out_text("\n");
}

void print_try(const struct options *o, const char *topic, const struct attempt *a,
               const struct judgement *j, int first) {
    if (o->format == TABLE) {
        print_table_try(a, j);
        return;
    }
    out_text(first ? "" : ",");
    print_json_try(topic, a, j);
}

void print_summary(const struct options *o, const struct totals *t) {
    static const char *const names[] = {"refused", "absent", "killed", "allowed"};
    if (o->format == JSON) {
        out_text("],\"summary\":{\"tries\":");
        out_number(t->all);
        for (size_t i = 0; i <= ALLOWED && !o->list; i++) {
            out_text(",");
            out_json(names[i]);
            out_text(":");
            out_number(t->count[i]);
        }
        out_text("}}}\n");
        return;
    }
    if (o->list)
        return;
    out_text("\n");
    out_number(t->all);
    out_text(" tries: ");
    out_number(t->count[REFUSED]);
    out_text(" refused, ");
    out_number(t->count[KILLED]);
    out_text(" killed, ");
    out_number(t->count[ABSENT]);
    out_text(" absent, ");
    out_number(t->count[ALLOWED]);
    out_text(" ALLOWED\n");
}

void print_heading(const struct options *o) {
    if (o->format == TABLE) {
        if (!o->list) {
            report_all(TABLE);
            out_text("\n");
        }
        return;
    }
    print_envelope();
    if (!o->list) {
        out_text("\"report\":{");
        report_all(JSON);
        out_text("},");
    }
    out_text("\"tries\":[");
}
