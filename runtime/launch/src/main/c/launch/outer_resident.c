/* Resident mode from outside: the listening socket, who connects, and the signals that end it. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "options.h"
#include "outer.h"
#include "outer_listen.h"

#define BIT(signal) (1ULL << ((signal)-1))
#define GRACE_MS 10000

/* How long nobody is accepted after there was no room for a connection: a socket that is ready all
 * the while would be asked without a pause. */
#define CROWDED_MS 100

/* How long the kernel may take to end what was in the namespaces of a killed inner half. */
#define END_MS 2000
#define END_STEP_MS 10

static struct listener control;
static struct listener listeners[LISTENS_MAX];
static bool listening;

static void describe_listeners(void) {
    control = (struct listener){.path = options.socket,
                                .served = "a launcher serves that socket already",
                                .type = SOCK_SEQPACKET,
                                .mode = 0600,
                                .fd = -1};
    for (uint32_t i = 0; i < options.listen_count; i++) {
        const struct listen_option *option = &options.listens[i];
        bool named = option->fd < 0 && option->port == 0;
        listeners[i] = (struct listener){.path = named ? option->path : NULL,
                                         .served = "somebody serves that socket already",
                                         .port = option->port,
                                         .six = option->six,
                                         .type = SOCK_STREAM,
                                         .mode = option->mode,
                                         .has_gid = option->has_gid,
                                         .gid = option->gid,
                                         .fd = option->fd};
    }
}

static int start_listening(void) {
    listening = true;
    int error = listener_start(&control);
    for (uint32_t i = 0; error == 0 && i < options.listen_count; i++) {
        error = listener_start(&listeners[i]);
    }
    return error;
}

static void stop_listening(void) {
    listening = false;
    listener_stop(&control);
    for (uint32_t i = 0; i < options.listen_count; i++) {
        listener_stop(&listeners[i]);
    }
}

/* Nobody needs the engine. Each socket in turn takes nobody new; whoever connected is handed in
 * before the inner half hears that it is quiet, and goes on where there was any. What was handed
 * down is its owner's: who connects there waits, and we are started for it. */
static int rest(void) {
    struct inward quiet = {INWARD_QUIET, 0, 0};
    listener_stop(&control);
    for (uint32_t i = 0; i < options.listen_count; i++) {
        bool ours = options.listens[i].fd < 0;
        listener_shut(&listeners[i]);
        while (ours && listener_hand_in(&listeners[i], (uint16_t)i) == 0) {
        }
        if (ours) {
            listener_stop(&listeners[i]);
        }
    }
    listening = false;
    int error = message_send(outer.channel, &quiet, sizeof quiet, -1);
    return error < 0 ? failed(error, "the inner half") : 1;
}

/* Only the engine's own user is a client; the kernel says who connected. */
static int accept_client(void) {
    struct ucred peer = {0, (uid_t)-1, (gid_t)-1};
    int client = sys_accept(control.fd);
    if (client < 0) {
        return client;
    }
    if (sys_peer(client, &peer) == 0 && peer.uid == geteuid()) {
        struct inward message = {INWARD_CLIENT, 0, 0};
        (void)message_send(outer.channel, &message, sizeof message, client);
    }
    (void)sys_close(client);
    return 0;
}

static int32_t status;     /* what the inner half ended with */
static bool inner_is_gone; /* it ended, and did not say so */

static void take_signals(void) {
    struct signalfd_siginfo info;
    while (sys_read(outer.signals, &info, sizeof info) == (ssize_t)sizeof info) {
        struct inward message = {INWARD_SHUTDOWN, GRACE_MS, 0};
        if (info.ssi_signo == SIGHUP) {
            message.op = INWARD_RELOAD;
        } else if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT) {
            outer_notify("STOPPING=1");
        } else {
            continue;
        }
        (void)message_send(outer.channel, &message, sizeof message, -1);
    }
}

/* 1: go on, 0: the inner half has ended in order, else -errno. */
static int take_outward(void) {
    struct outward message;
    uint32_t count = 0;
    ssize_t got = message_receive(outer.channel, &message, sizeof message, NULL, 0, &count);
    if (got == -EINTR || got == -EAGAIN) {
        return 1;
    }
    if (got != (ssize_t)sizeof message) {
        inner_is_gone = true;
        return failed_at("jsec-launch", ECONNRESET, "the inner half ended");
    }
    switch (message.op) {
    case OUTWARD_READY: {
        int error = start_listening();
        return error < 0 ? error : 1;
    }
    case OUTWARD_SERVES:
        outer_notify("READY=1");
        return 1;
    case OUTWARD_RESTS:
        return rest();
    case OUTWARD_FAILED:
        return failed_at(message.failure.call, message.failure.error, message.failure.text);
    default:
        outer_notify("STOPPING=1");
        status = message.a;
        return 0;
    }
}

/* Whether all who connected can be accepted. */
static bool take_connections(const struct pollfd *fds) {
    bool room = fds[0].revents == 0 || !listener_lacks_room(accept_client());
    for (uint32_t i = 0; i < options.listen_count; i++) {
        if (fds[i + 1].revents != 0) {
            room &= !listener_lacks_room(listener_hand_in(&listeners[i], (uint16_t)i));
        }
    }
    return room;
}

static int serve(void) {
    bool room = true;
    for (;;) {
        struct pollfd fds[3 + LISTENS_MAX] = {
            {outer.channel, POLLIN, 0}, {outer.signals, POLLIN, 0}, {control.fd, POLLIN, 0}};
        for (uint32_t i = 0; i < options.listen_count; i++) {
            fds[3 + i] = (struct pollfd){listeners[i].fd, POLLIN, 0};
        }
        uint32_t count = listening && room ? 3 + options.listen_count : 2;
        int ready = sys_poll(fds, count, room ? -1 : CROWDED_MS);
        if (ready < 0 && ready != -EINTR) {
            return failed(ready, "the control socket");
        }
        room = true;
        if (ready <= 0) {
            continue;
        }
        if (fds[1].revents != 0) {
            take_signals();
        }
        if (listening) {
            room = take_connections(fds + 2);
        }
        int more = fds[0].revents != 0 ? take_outward() : 1;
        if (more <= 0) {
            return more;
        }
    }
}

/* What a killed inner half leaves dies with it, but for what a v1 freezer holds: waiting for that
 * would keep another engine from coming, which lets it go. */
static void await_end(void) {
    for (int waited = 0; waited < END_MS; waited += END_STEP_MS) {
        pid_t got = sys_wait4(outer.inner, NULL, WNOHANG);
        if (got == outer.inner || got == -ECHILD) {
            return;
        }
        (void)sys_nanosleep(END_STEP_MS);
    }
}

int outer_resident(void) {
    outer.signals = sys_signalfd(BIT(SIGTERM) | BIT(SIGINT) | BIT(SIGHUP) | BIT(SIGCHLD));
    if (outer.signals < 0) {
        return failed(outer.signals, "signals");
    }
    describe_listeners();
    int error = outer_enter();
    error = error < 0 ? error : serve();
    stop_listening();
    if (inner_is_gone) {
        await_end();
    } else {
        outer_reap();
    }
    return error < 0 ? error : status;
}
