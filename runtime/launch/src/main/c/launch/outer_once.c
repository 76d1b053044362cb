/* One container for one caller: signals go in, the exit status comes out. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

#include "abi.h"
#include "options.h"
#include "outer.h"
#include "sealed.h"

#define BIT(signal) (1ULL << ((signal)-1))
#define FORWARDED                                                                                  \
    (BIT(SIGHUP) | BIT(SIGINT) | BIT(SIGQUIT) | BIT(SIGTERM) | BIT(SIGUSR1) | BIT(SIGUSR2) |       \
     BIT(SIGCONT))

int outer_read_plan(void) {
    struct plan_flaw flaw;
    uint32_t length = 0;
    const uint8_t *bytes = sealed_plan(options.plan_fd, &length);
    if (bytes == NULL) {
        return -EINVAL;
    }
    if (!plan_decode(&outer.plan, bytes, length, &flaw) || !plan_check(&outer.plan, &flaw)) {
        fail_at(flaw.index == PLAN_STEPS_MAX ? NO_STEP : flaw.index, flaw.code);
        return failed_at("plan", EINVAL, flaw.why);
    }
    outer.has_plan = true;
    return 0;
}

static bool has_terminal(void) {
    const struct step *stdio = plan_find(&outer.plan, STEP_STDIO);
    return stdio != NULL && stdio->fields.stdio.mode >= STDIO_TTY;
}

static void send_size(void) {
    uint16_t rows = 0;
    uint16_t columns = 0;
    if (terminal_size(&rows, &columns)) {
        struct inward message = {INWARD_RESIZE, rows, columns};
        (void)message_send(outer.channel, &message, sizeof message, -1);
    }
}

static void forward_signals(void) {
    struct signalfd_siginfo info;
    while (sys_read(outer.signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGWINCH) {
            if (has_terminal()) {
                send_size();
            }
        } else if (info.ssi_signo != SIGCHLD) {
            int32_t asked = (int32_t)info.ssi_signo;
            struct inward message = {
                INWARD_SIGNAL, asked == SIGTERM ? options.stop_signal : asked, 0};
            (void)message_send(outer.channel, &message, sizeof message, -1);
        }
    }
}

/* True when the launch is over; *code is its exit status, or -1 if it failed. */
static bool take_outward(int *code) {
    struct outward message;
    uint32_t count = 0;
    ssize_t got = message_receive(outer.channel, &message, sizeof message, NULL, 0, &count);
    /* ECONNRESET: it ended with a signal of ours unread; what it said comes next. */
    if (got == -EINTR || got == -EAGAIN || got == -ECONNRESET) {
        return false;
    }
    if (got < 0) {
        (void)failed(got, "the inner half");
        *code = -1;
        return true;
    }
    if (got != (ssize_t)sizeof message) {
        (void)failed_at("jsec-launch", ECONNRESET, "the inner half ended before the container");
        *code = -1;
        return true;
    }
    switch (message.op) {
    case OUTWARD_STARTED:
        if (has_terminal()) {
            terminal_raw();
            send_size();
        }
        return false;
    case OUTWARD_EXITED:
        *code = message.a;
        return true;
    case OUTWARD_FAILED:
        fail_at(message.failure.step, message.failure.code);
        (void)failed_at(message.failure.call, message.failure.error, message.failure.text);
        *code = -1;
        return true;
    default:
        return false;
    }
}

static int follow(int *code) {
    struct pollfd fds[2] = {{outer.channel, POLLIN, 0}, {outer.signals, POLLIN, 0}};
    for (;;) {
        int ready = sys_poll(fds, 2, -1);
        if (ready < 0 && ready != -EINTR) {
            return failed(ready, "the inner half");
        }
        if (ready > 0 && fds[1].revents != 0) {
            forward_signals();
        }
        if (ready > 0 && fds[0].revents != 0 && take_outward(code)) {
            return 0;
        }
    }
}

int outer_once(void) {
    int code = -1;
    int error = outer_read_plan();
    if (error < 0) {
        return error;
    }
    outer.signals = sys_signalfd(FORWARDED | BIT(SIGWINCH) | BIT(SIGCHLD));
    if (outer.signals < 0) {
        return failed(outer.signals, "signals");
    }
    /* Stopping by hand works as for every program. */
    error = sys_sigmask(~(BIT(SIGTSTP) | BIT(SIGTTIN) | BIT(SIGTTOU)));
    error = error < 0 ? failed(error, "signals") : outer_enter();
    if (error == 0) {
        error = follow(&code);
    }
    terminal_restore();
    outer_reap();
    outer_sweep();
    return error < 0 ? error : code;
}
