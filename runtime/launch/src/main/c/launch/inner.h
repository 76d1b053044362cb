/* The inner half: PID 1 of the engine's pid namespace, root of its user namespace. One event loop
 * for everything. */
#ifndef INNER_H
#define INNER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "fail.h"
#include "halves.h"
#include "plan.h"

#define CONTAINERS_MAX 2048U
#define CLIENTS_MAX 64U
#define SPOOL_BYTES (256U << 10) /* of a container's output; touched only as it writes */
#define DIRECT_BYTES (32U << 10) /* of each stream that goes straight to the caller */
#define INPUT_BYTES (16U << 10)
#define INPUT_MESSAGE_BYTES 4096U /* of one message of an attached client */
#define ATTACHMENTS_MAX 8
#define ATTACHMENT_SHIFT 16 /* in an event's number: the attachment above the container */
#define CGROUPS_MAX 16
#define ID_BYTES 64
#define HIGH_FD                                                                                    \
    256 /* descriptors that outlive a launch are at or above: a launching child drops them at once \
         */

/* Kinds of event sources: the high half of epoll's data. The low half is a container's or client's
 * number. */
enum source {
    SOURCE_CHANNEL = 1,
    SOURCE_SIGNALS,
    SOURCE_TIMER,
    SOURCE_CLIENT,
    SOURCE_STATUS,
    SOURCE_OUT,
    SOURCE_ERR,
    SOURCE_INPUT,
    SOURCE_SINK_OUT,
    SOURCE_SINK_ERR,
    SOURCE_SINK_IN,
    SOURCE_ATTACH,
    SOURCE_ENGINE
};

/* A descriptor in the event loop. A plain one (a file) cannot wait and is always ready. */
struct endpoint {
    int fd; /* -1: closed */
    uint32_t wanted;
    bool plain;
    bool shared; /* the caller's 0-2: never closed by us */
};

struct ring {
    uint8_t *bytes;
    uint32_t size;
    uint64_t head;
    uint64_t tail;
};

/* A client that takes a container's output, and may write its input. */
struct attachment {
    struct endpoint socket; /* closed: nobody */
    uint64_t sent;          /* where in the ring its next frame begins */
    uint64_t offset;        /* of that frame's first byte in all the container wrote */
    bool waits;             /* the container waits for it, rather than give frames up */
    bool input;             /* it may still write */
    bool once;              /* when it leaves, its input has ended */
    bool left;              /* it went, and what it wrote last is still to be read */
};

/* Standard streams of one container. See relay.c. */
struct relay {
    bool framed;   /* one ring of frames, the spool; else two rings of raw bytes */
    bool terminal; /* out is a pty's master */
    uint16_t rows; /* asked for before the pty came; 0: not asked */
    uint16_t columns;
    uint64_t first;    /* framed: the offset at the ring's tail */
    uint64_t written;  /* at its head: all the container wrote */
    uint64_t taken;    /* how far anybody took it */
    uint64_t released; /* position up to which memory was given back */
    struct endpoint from[2];
    struct endpoint to[2];
    struct endpoint input;    /* where the container's input comes from */
    struct endpoint to_input; /* the container's input */
    struct attachment attachments[ATTACHMENTS_MAX];
    struct ring rings[2];
    struct ring pending; /* input on its way */
    bool input_ended;
    uint64_t dropped;
};

enum state { STATE_FREE, STATE_STARTING, STATE_RUNNING, STATE_ENDING, STATE_EXITED };

struct container {
    enum state state;
    uint32_t number;
    char id[ID_BYTES];
    pid_t pid; /* 0: reaped */
    int pidfd;
    struct endpoint status;
    int code;
    int signal;
    const uint8_t *plan;
    uint32_t plan_length;
    uint32_t made; /* cgroup steps whose group we made, a bit each */
    bool has_failed;
    bool ran_out; /* the kernel ended a process of its groups for want of memory */
    struct failure failure;
    bool joined;           /* it joined another container, and has no groups or trees of its own */
    char within[ID_BYTES]; /* which one */
    bool shares_pids;      /* its first process is not process 1: its end ends nothing by itself */
    char pids_of[ID_BYTES]; /* whose process 1 is */
    int held;        /* a descriptor that its client gets back while it runs; -1: none */
    uint32_t client; /* who started it, CLIENTS_MAX: nobody or gone */
    uint64_t seq;
    struct relay relay;
};

struct inner {
    int channel;
    int epoll;
    int signals;
    int timer;
    int full; /* mount namespace with the host's mounts */
    int bare; /* mount namespace launches start from */
    int null;
    int proc;            /* procfs of the engine's pid namespace */
    int root;            /* of the bare mount namespace */
    uint32_t places;     /* for layers, in it */
    uint64_t open_files; /* the soft limit the caller had, for containers */
    uint64_t open_files_hard;
    bool once;
    bool outer_gone;
    bool ending;
    bool done;
    int pids;                  /* the engine's pid namespace */
    struct plan plan;          /* the one being looked at */
    struct plan around;        /* of the container that is joined */
    volatile uint32_t *stages; /* shared: how far each launching child came */
    uint8_t *regions;          /* stream buffers, one a container */
    uint32_t used;             /* containers beyond were never in use */
    struct container containers[CONTAINERS_MAX];
};

#define STAGE_NONE 0xffffffffU
#define STAGE_EXEC 0xfffffffeU

extern struct inner inner;

/* inner_bare.c: makes the bare mount namespace and holds both. */
int bare_prepare(void);
int bare_enter(void);
int bare_leave(void);

/* Makes sure that the bare root has this many places for layers. */
int bare_make_places(uint32_t count);

/* inner_launch.c: starts a container; on failure nothing of it is left and the failure is kept. */
int launch_start(struct container *container, const int *direct);

/* The same for a process that joins the running container `around`. */
int launch_join(struct container *container, struct container *around, const int *direct);

/* Undoes what a container needed on the host: kills, cgroups, trees. */
void launch_sweep(struct container *container);

/* Decodes and checks the container's plan into inner.plan. */
int launch_read_plan(struct container *container);

/* inner_join.c: reads both plans, into inner.plan and inner.around, and holds one against the
 * other. */
int join_read_plan(struct container *container, const struct container *around);

/* Whether one of the groups of inner.around is frozen: who is attached there would not start. */
bool join_is_frozen(void);

/* Children of this process are born in the container's pid namespace, and in the engine's again. */
int join_enter(const struct container *around);
void join_leave(void);

/* once.c: the one container of one-shot mode. */
int once_start(void);

/* inner_reap.c */
void reap_children(void);
void status_ready(struct container *container);
void container_advance(struct container *container);
int container_kill(struct container *container, int signal);
void everything_ends(void);
void end_if_empty(void);
struct container *container_new(void);
uint32_t container_count(enum state from, enum state to);
void container_free(struct container *container);

/* relay.c */
void relay_reset(struct relay *relay, uint32_t number);
void relay_ready(struct container *container, enum source source, uint32_t index,
                 uint32_t events);
void relay_pump(struct container *container);
bool relay_is_empty(const struct relay *relay);
void relay_resize(struct relay *relay, uint16_t rows, uint16_t columns);

/* How a client wants to be attached. */
enum { ATTACH_WAITS = 1, ATTACH_INPUT = 2, ATTACH_ONCE = 4 };
enum { ATTACH_UNTAKEN, ATTACH_NOW, ATTACH_AT };

struct attach_wish {
    uint32_t flags;
    uint32_t from;
    uint64_t offset;
};

/* Attaches; *offset: of the first byte it gets. -EBUSY: eight are, -ERANGE: nothing was written
 * that far, -EOPNOTSUPP: no spool. */
int relay_attach(struct container *container, int fd, const struct attach_wish *wish,
                 uint64_t *offset);

/* From now on no attached client keeps the container waiting. */
void relay_wait_for_nobody(struct relay *relay);

/* What was written up to here is kept elsewhere: the spool may let it go. */
void spool_kept(struct relay *relay, uint64_t offset);
void relay_close(struct relay *relay);
void relay_abandon(struct container *container, int stream);

/* inner_loop.c */
void endpoint_open(struct endpoint *endpoint, int fd, bool shared);
void endpoint_want(struct endpoint *endpoint, enum source source, uint32_t number, uint32_t events);
void endpoint_close(struct endpoint *endpoint);
int fd_high(int fd);

/* What the rest of the world is told: by the channel (once) or to clients (resident). */
void tell_started(struct container *container);
void tell_failed(struct container *container);
void tell_exited(struct container *container);

/* control.c, resident mode */
void control_prepare(void);
void control_shutdown(int32_t grace);
void control_stop(int32_t grace);
void timer_ready(void);
void control_accept(int fd, bool engine);
void control_ready(uint32_t client, uint32_t events);
void control_started(struct container *container);
void control_failed(struct container *container);
void control_exited(struct container *container);

#endif
