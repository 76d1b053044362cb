/*
 * jsec-probe: reports from inside a container how it is jailed, then tries what a jail must refuse.
 *
 * Each try runs in a forked child with a time limit. It performs the dangerous call with arguments
 * that the kernel checks for permission first and that otherwise fail harmlessly, or that change
 * only the child. So the answer is the kernel's and not a guess from the reported settings.
 */
#ifndef JSEC_PROBE_H
#define JSEC_PROBE_H

#include <stddef.h>
#include <stdint.h>

#define DETAIL_BYTES_MAX 120
#define REACHED_MAX 6
#define TRY_SECONDS_MAX 3

/* What a try function returns: >= 0 it worked; -errno the refusal; or one of these. */
enum {
    TRY_NOGAIN = -5001,  /* the call was permitted, but nothing was gained by it */
    TRY_ABSENT = -5002,  /* the thing attacked does not exist here */
    TRY_SILENT = -5003   /* the child ended without an answer */
};

/* Filled by the child on a shared page, read by the parent. */
struct finding {
    long code;
    char detail[DETAIL_BYTES_MAX];
};

struct attempt;
typedef long (*try_fn)(const struct attempt *a, struct finding *f);

/* How a try is judged, beyond its errno. */
enum {
    TRY_CORE = 1,      /* the call is built into every kernel from 5.13: ENOSYS is a refusal */
    TRY_SEGV_GONE = 2  /* SIGSEGV means this kernel has no such entry */
};

/* One forbidden thing. `reached` lists the errnos that only a caller past the permission checks
 * can see: they count as ALLOWED. */
struct attempt {
    const char *id;
    const char *title;
    const char *refs; /* CVEs and attack class, separated by blanks */
    try_fn run;
    const char *path;
    long arg[3];
    short reached[REACHED_MAX];
    unsigned flags;
};

struct topic {
    const char *name;
    const struct attempt *attempts;
    size_t count;
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TOPIC(name, array) {name, array, COUNT(array)}

extern const struct topic mount_topic;
extern const struct topic namespace_topic;
extern const struct topic procfs_topic;
extern const struct topic reading_topic;
extern const struct topic sysfs_topic;
extern const struct topic cgroup_topic;
extern const struct topic device_topic;
extern const struct topic terminal_topic;
extern const struct topic socket_topic;
extern const struct topic network_topic;
extern const struct topic entry_topic;
extern const struct topic kernel_topic;
extern const struct topic memory_topic;
extern const struct topic key_topic;
extern const struct topic host_topic;
extern const struct topic process_topic;
extern const struct topic escape_topic;
extern const struct topic privilege_topic;

/* What the process held when it started, before it opened anything. */
struct inheritance {
    int extra;        /* the first open descriptor above 2, or -1 */
    unsigned count;   /* how many there are */
};
extern struct inheritance inherited;
void inherit_record(void);

enum verdict { REFUSED, ABSENT, KILLED, ALLOWED };

struct judgement {
    enum verdict verdict;
    int error;         /* errno, or 0 */
    struct finding finding;
};

/* Runs one try in a child and judges what came back. */
void attempt_run(const struct attempt *a, struct judgement *j);
const char *verdict_name(enum verdict v);

/* Small pieces the tries share (parts.c). All return -errno on failure. */
long answer(long result);                       /* result, or -errno if it is -1 */
void detail(struct finding *f, const char *text);
void detail_two(struct finding *f, const char *a, const char *b);
void isolate_mounts(void);                      /* own mount namespace, where permitted */
int scratch_file(char *path, size_t size);      /* a new, writable file: its descriptor */
long open_close(const char *path, int flags);   /* TRY_NOGAIN: masked by the null device */
int seccomp_filtered(void);
unsigned long long status_mask(const char *field); /* a hex field of /proc/self/status */

#endif
