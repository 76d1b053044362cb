#define _GNU_SOURCE
#include "probe.h"
#include "text.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the child: bounded in time, without a core file, with default signal actions. */
static void child(const struct attempt *a, struct finding *f) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    signal(SIGALRM, SIG_DFL);
    alarm(TRY_SECONDS_MAX);
    f->code = a->run(a, f);
    _exit(0);
}

static int is_reached(const struct attempt *a, int error) {
    for (size_t i = 0; i < REACHED_MAX; i++)
        if (a->reached[i] == error && error)
            return 1;
    return 0;
}

/* Errnos by which a kernel says that it has no such thing. */
static int is_absence(const struct attempt *a, int error) {
    switch (error) {
    case ENOSYS:
        return !(a->flags & TRY_CORE) || !seccomp_filtered();
    case ENOENT:
    case ENXIO:
    case ENODEV:
    case ENOTDIR:
    case EAFNOSUPPORT:
    case EPFNOSUPPORT:
    case EPROTONOSUPPORT:
    case ESOCKTNOSUPPORT:
        return 1;
    default:
        return 0;
    }
}

static void judge_code(const struct attempt *a, struct judgement *j) {
    long code = j->finding.code;
    if (code >= 0) {
        j->verdict = ALLOWED;
    } else if (code == TRY_NOGAIN) {
        j->verdict = REFUSED;
        if (!j->finding.detail[0])
            detail(&j->finding, "nothing gained");
    } else if (code == TRY_ABSENT) {
        j->verdict = ABSENT;
    } else if (code == TRY_SILENT) {
        /* An answer that never came proves nothing: it must not pass for a refusal. */
        j->verdict = ALLOWED;
        detail(&j->finding, "the try ended without an answer");
    } else {
        j->error = (int)-code;
        j->verdict = is_reached(a, j->error) ? ALLOWED
                     : is_absence(a, j->error) ? ABSENT
                                               : REFUSED;
        if (j->verdict == ALLOWED && !j->finding.detail[0])
            detail(&j->finding, "past the permission checks");
    }
}

static void judge_signal(const struct attempt *a, int signal_number, struct judgement *j) {
    if (signal_number == SIGALRM) {
        j->verdict = ALLOWED;
        detail(&j->finding, "no answer within the time limit");
    } else if (signal_number == SIGSEGV && (a->flags & TRY_SEGV_GONE)) {
        j->verdict = ABSENT;
    } else {
        j->verdict = KILLED;
        detail(&j->finding, signal_number == SIGSYS ? "SIGSYS" : "signal ");
        if (signal_number != SIGSYS)
            text_add_number(j->finding.detail, DETAIL_BYTES_MAX, signal_number);
    }
}

static struct finding *shared_page(void) {
    static struct finding *page;
    if (!page) {
        void *fresh = mmap(NULL, sizeof(*page), PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (fresh == MAP_FAILED)
            die("jsec-probe: mmap: ", errno_name(errno), "");
        page = fresh;
    }
    return page;
}

void attempt_run(const struct attempt *a, struct judgement *j) {
    struct finding *page = shared_page();
    int status = 0;
    memset(page, 0, sizeof(*page));
    page->code = TRY_SILENT;
    pid_t pid = fork();
    if (pid < 0)
        die("jsec-probe: fork: ", errno_name(errno), ": allow more processes with --pids-limit");
    if (pid == 0)
        child(a, page);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    j->error = 0;
    j->finding = *page;
    j->finding.detail[DETAIL_BYTES_MAX - 1] = 0;
    if (WIFSIGNALED(status))
        judge_signal(a, WTERMSIG(status), j);
    else
        judge_code(a, j);
}

const char *verdict_name(enum verdict v) {
    switch (v) {
    case REFUSED:
        return "refused";
    case ABSENT:
        return "absent";
    case KILLED:
        return "killed";
    case ALLOWED:
        break;
    }
    return "ALLOWED";
}
