/* The engine: a child of ours in our namespaces, started again whenever it dies. What it is handed
 * in waits in a socket that outlives it. */
#define _GNU_SOURCE
#include "inner_engine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "abi.h"
#include "inner.h"
#include "options.h"

#define PAUSE_MS_MIN 100U
#define PAUSE_MS_MAX 5000U
#define PAUSE_MS_SERVED 800U /* the longest after one that served: its start did not fail */
#define QUICK_DEATHS 8U /* in a row: one that dies as often will not be mended by the next start */
#define STEADY_MS 1000U /* an engine that served so long did not fail at its start */
#define STOP_MS 10000U
#define FIRST_FREE 6 /* above what the engine is given */
#define REFUSED 3    /* the exit status by which it says that starting it again is of no use */
#define IDLE 4       /* that nobody needs it */

enum stage {
    ENGINE_ABSENT, /* there is none, or no more */
    ENGINE_RUNS,
    ENGINE_PAUSES, /* it died and waits for its next start */
    ENGINE_STOPS,
    ENGINE_RESTS /* it ended because nobody needs it; the outer half looks who comes */
};

static struct {
    enum stage stage;
    pid_t pid;
    int timer;
    int handing;      /* our end of its hand-in channel */
    int handed;       /* its end, for every engine anew */
    uint64_t serving; /* when it subscribed, in milliseconds; 0: not yet */
    uint32_t pause;
    uint32_t deaths; /* in a row */
    void (*after)(void);
    int32_t status;
} engine = {.timer = -1, .handing = -1, .handed = -1};

static void say(const char *what, uint64_t number, const char *more, uint64_t other,
                const char *end) {
    char line[200];
    uint32_t at = text_add(line, 0, sizeof line, "jsec-launch: the engine ");
    at = text_add(line, at, sizeof line, what);
    at = text_add_number(line, at, sizeof line, number);
    at = text_add(line, at, sizeof line, more);
    at = text_add_number(line, at, sizeof line, other);
    at = text_add(line, at, sizeof line, end);
    (void)sys_write(2, line, at);
}

int engine_prepare(void) {
    int pair[2];
    int error = sys_socketpair(SOCK_SEQPACKET, pair);
    if (error < 0) {
        return failed(error, "the engine's hand-in channel");
    }
    engine.handing = fd_high(pair[0]);
    engine.handed = fd_high(pair[1]);
    engine.timer = fd_high(sys_timerfd());
    error = engine.handing < 0 ? engine.handing : engine.handed;
    error = error < 0 ? error : engine.timer;
    error = error < 0 ? error
                      : sys_epoll_ctl(inner.epoll, EPOLL_CTL_ADD, engine.timer, EPOLLIN,
                                      (uint64_t)SOURCE_ENGINE << 32);
    return error < 0 ? failed(error, "the engine") : 0;
}

/* A mount namespace of its own: what it mounts ends with it and reaches no launch. */
static int part(void) {
    int error = sys_unshare(NS_NEWNS);
    error = error < 0 ? error : sys_prctl(PR_SET_NO_NEW_PRIVS, 1, 0);
    error = error < 0 ? error : sys_setsid();
    return error < 0 ? error : sys_sigmask(0);
}

/* 0 nothing, 1 and 2 ours, 3 the control connection, 4 the hand-in channel, 5 the /proc of its pid
 * namespace. */
static int place_descriptors(int control, int proc) {
    int from[4] = {inner.null, control, engine.handed, proc};
    static const int TO[4] = {0, 3, 4, 5};
    for (int i = 0; i < 4; i++) {
        from[i] = sys_fcntl(from[i], F_DUPFD_CLOEXEC, FIRST_FREE);
        if (from[i] < 0) {
            return from[i];
        }
    }
    for (int i = 0; i < 4; i++) {
        int error = sys_dup3(from[i], TO[i], 0);
        if (error < 0) {
            return error;
        }
    }
    return sys_close_range(FIRST_FREE, ~0U, 0);
}

__attribute__((noreturn)) static void become(int control) {
    int proc = sys_openat(inner.proc, ".", O_RDONLY | O_DIRECTORY, 0);
    int error = proc < 0 ? proc : part();
    error = error < 0 ? error : place_descriptors(control, proc);
    error = error < 0 ? error
                      : sys_execveat(AT_FDCWD, options.engine[0], options.engine,
                                     options.engine_env, 0);
    (void)failed(error, options.engine[0]);
    fail_print(&failure);
    sys_exit(fail_exit_code(&failure));
}

static int start(void) {
    int pair[2];
    int error = sys_socketpair(SOCK_SEQPACKET, pair);
    if (error < 0) {
        return error;
    }
    pid_t pid = sys_clone(0, NULL, -1);
    if (pid == 0) {
        become(pair[1]);
    }
    (void)sys_close(pair[1]);
    if (pid < 0) {
        (void)sys_close(pair[0]);
        return pid;
    }
    engine.stage = ENGINE_RUNS;
    engine.pid = pid;
    engine.serving = 0;
    control_accept(pair[0], true);
    return 0;
}

static void start_later(void) {
    engine.stage = ENGINE_PAUSES;
    (void)sys_timerfd_set(engine.timer, engine.pause);
    engine.pause = engine.pause * 2 < PAUSE_MS_MAX ? engine.pause * 2 : PAUSE_MS_MAX;
}

void engine_start(void) {
    int error = start();
    if (error >= 0) {
        return;
    }
    engine.deaths++;
    engine.pause = engine.pause == 0 ? PAUSE_MS_MIN : engine.pause;
    say("cannot be started: errno ", (uint64_t)-error, ", next try in ", engine.pause, " ms\n");
    start_later();
}

static int tell_outer(enum outward_op op) {
    struct outward message = {op, 0, {.step = NO_STEP}};
    return message_send(inner.channel, &message, sizeof message, -1);
}

void engine_serves(void) {
    engine.serving = sys_milliseconds();
    (void)tell_outer(OUTWARD_SERVES);
}

static void say_death(int status) {
    bool killed = WIFSIGNALED(status);
    char end[64];
    uint32_t at = text_add(end, 0, sizeof end, " ms, after ");
    at = text_add_number(end, at, sizeof end, engine.deaths);
    (void)text_add(end, at, sizeof end, engine.deaths == 1 ? " death\n" : " deaths in a row\n");
    say(killed ? "was ended by signal " : "ended with status ",
        (uint64_t)(killed ? WTERMSIG(status) : WEXITSTATUS(status)), "; it is started again in ",
        engine.pause, end);
}

static void gone(void) {
    engine.stage = ENGINE_ABSENT;
    if (engine.timer >= 0) {
        (void)sys_timerfd_set(engine.timer, 0);
    }
    if (engine.after != NULL) {
        engine.after();
    }
}

static void died(int status) {
    bool steady =
        engine.serving != 0 && sys_milliseconds() - engine.serving >= STEADY_MS;
    if (steady || engine.pause == 0) {
        engine.deaths = 0;
        engine.pause = PAUSE_MS_MIN;
    }
    engine.deaths++;
    if (engine.serving != 0 && engine.deaths <= QUICK_DEATHS && engine.pause > PAUSE_MS_SERVED) {
        engine.pause = PAUSE_MS_SERVED;
    }
    say_death(status);
    start_later();
}

/* Whether somebody waits whom no engine has taken. */
static bool somebody_waits(void) {
    struct pollfd waiting = {engine.handed, POLLIN, 0};
    return sys_poll(&waiting, 1, 0) != 0;
}

static void rest(void) {
    engine.stage = ENGINE_RESTS;
    if (somebody_waits() || container_count(STATE_STARTING, STATE_ENDING) > 0 ||
        tell_outer(OUTWARD_RESTS) < 0) {
        engine_start();
    }
}

void engine_wanted(void) {
    if (engine.stage == ENGINE_RESTS) {
        engine_start();
    }
}

void engine_quiet(void) {
    if (container_count(STATE_STARTING, STATE_ENDING) > 0) {
        engine_wanted();
    }
    if (engine.stage == ENGINE_RESTS) {
        engine.stage = ENGINE_ABSENT;
        control_shutdown(0);
    } else if (tell_outer(OUTWARD_READY) < 0) {
        /* Nobody could reach it any more. */
        control_stop(STOP_MS);
    }
}

void engine_reload(void) {
    if (engine.stage == ENGINE_RUNS) {
        (void)sys_kill(engine.pid, SIGHUP);
    }
}

bool engine_reaped(pid_t pid, int status) {
    if (pid != engine.pid || engine.pid == 0) {
        return false;
    }
    engine.pid = 0;
    bool idle = container_count(STATE_STARTING, STATE_ENDING) == 0;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (engine.stage == ENGINE_STOPS) {
        gone();
    } else if (code == IDLE) {
        rest();
    } else if (code == 0 || (code == REFUSED && idle)) {
        engine.stage = ENGINE_ABSENT;
        engine.status = code;
        control_shutdown(STOP_MS);
    } else {
        died(status);
    }
    return true;
}

void engine_stop(void (*after)(void)) {
    engine.after = after;
    switch (engine.stage) {
    case ENGINE_RUNS:
        engine.stage = ENGINE_STOPS;
        (void)sys_kill(engine.pid, SIGTERM);
        (void)sys_timerfd_set(engine.timer, STOP_MS);
        break;
    case ENGINE_STOPS:
        break; /* what is to follow may have changed */
    case ENGINE_PAUSES:
    case ENGINE_RESTS:
    case ENGINE_ABSENT:
        gone();
        break;
    }
}

void engine_timer(void) {
    uint64_t times = 0;
    (void)sys_read(engine.timer, &times, sizeof times);
    if (engine.stage == ENGINE_PAUSES) {
        engine_start();
    } else if (engine.stage == ENGINE_STOPS) {
        (void)sys_kill(engine.pid, SIGKILL);
    }
}

int32_t engine_status(void) {
    return engine.status;
}

void engine_hand_in(const struct peer *peer, uint32_t length, int connection) {
    (void)message_send(engine.handing, peer, length, connection);
    (void)sys_close(connection);
    engine_wanted();
}
