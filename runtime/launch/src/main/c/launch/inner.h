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

#define CONTAINERS_MAX 1024U
#define CLIENTS_MAX 64U
#define SPOOL_BYTES (64U << 10)
#define INPUT_BYTES 4096U
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

/* Standard streams of one container. See relay.c. */
struct relay {
    bool framed;   /* one ring of frames (spool, attach), else two rings of raw bytes */
    bool attached; /* a client takes the frames */
    bool terminal; /* out is a pty's master */
    uint16_t rows; /* asked for before the pty came; 0: not asked */
    uint16_t columns;
    uint64_t sent; /* framed: how far the client took them */
    struct endpoint from[2];
    struct endpoint to[2];
    struct endpoint input;    /* where the container's input comes from */
    struct endpoint to_input; /* the container's input */
    struct endpoint attach;
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
    struct failure failure;
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
    struct plan plan;          /* the one being looked at */
    volatile uint32_t *stages; /* shared: how far each launching child came */
    uint8_t *regions;          /* stream buffers, one a container */
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

/* Undoes what a container needed on the host: kills, cgroups, trees. */
void launch_sweep(struct container *container);

/* Decodes and checks the container's plan into inner.plan. */
int launch_read_plan(struct container *container);

/* once.c: the one container of one-shot mode. */
int once_start(void);

/* inner_reap.c */
void reap_children(void);
void status_ready(struct container *container);
void container_advance(struct container *container);
void container_kill(struct container *container, int signal, bool everything);
void everything_ends(void);
void end_if_empty(void);
struct container *container_new(void);
uint32_t container_count(enum state from, enum state to);
void container_free(struct container *container);

/* relay.c */
void relay_reset(struct relay *relay, uint32_t number);
void relay_ready(struct container *container, enum source source, uint32_t events);
void relay_pump(struct container *container);
bool relay_is_empty(const struct relay *relay);
void relay_resize(struct relay *relay, uint16_t rows, uint16_t columns);
int relay_attach(struct container *container, int fd);
void relay_detach(struct container *container);
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
