/* Messages of the control socket: a header, then text. Little endian, as every machine we build
 * for; the layout is specified in the package documentation of io.jsec.launch. */
#ifndef CONTROL_WIRE_H
#define CONTROL_WIRE_H

#include "inner.h"

#define WIRE_MAGIC 0x314c534aU
#define WIRE_VERSION 1U
#define WIRE_TEXT_MAX 4096U

/* Beside the signal of an exit: memory ran out. */
#define EXIT_RAN_OUT 256

enum request_op {
    REQUEST_HELLO = 1,
    REQUEST_START,
    REQUEST_LIST,
    REQUEST_SUBSCRIBE,
    REQUEST_KILL,
    REQUEST_ATTACH,
    REQUEST_RESIZE,
    REQUEST_FORGET,
    REQUEST_SHUTDOWN,
    REQUEST_STATS,
    REQUEST_EXEC,
    REQUEST_PLAN,
    REQUEST_KEPT,
    REQUEST_HELD
};

enum reply_op {
    REPLY_OK = 101,
    REPLY_STARTED,
    REPLY_FAILED,
    REPLY_ENTRY,
    REPLY_END,
    REPLY_ATTACHED,
    REPLY_PLAN,
    REPLY_HELD,
    REPLY_ERROR = 199,
    EVENT_EXITED = 201
};

struct wire {
    uint32_t magic;
    uint16_t version;
    uint16_t op;
    uint64_t seq;
    int32_t a;
    int32_t b;
    uint64_t c;
    char id[ID_BYTES];
    uint32_t text_length;
    uint32_t reserved;
    uint64_t reserved_too;
};

_Static_assert(sizeof(struct wire) == 112, "the header has 112 bytes");

struct client {
    struct endpoint socket;
    uint32_t number;
    bool engine; /* the connection of the engine we started */
    bool subscribed;
    bool listing; /* entries from list_next on still have to be sent */
    uint32_t list_next;
    uint64_t list_seq;
    uint32_t owed; /* exits that did not fit into the socket, marked below by number */
    uint8_t exits[CONTAINERS_MAX / 8];
};

/* A request with the descriptors that came with it; an operation that keeps one puts -1 there. */
#define REQUEST_FDS_MAX 5U
struct request {
    struct wire head;
    char text[WIRE_TEXT_MAX];
    int fds[REQUEST_FDS_MAX];
    uint32_t fd_count;
};

/* Sends a message; a client that does not take it is let go. -errno then. */
int wire_send(struct client *client, struct wire *head, const char *text, uint32_t length, int fd);

/* Answers a request: the op, with its seq and id. */
int wire_answer(struct client *client, const struct request *request, enum reply_op op, int32_t a);
int wire_refuse(struct client *client, const struct request *request, int error, const char *why);

/* What comes with the plan of a start, in this order: bits of its a. */
enum { START_STREAMS = 1, START_HELD = 2 };

/* control_start.c */
void control_start(struct client *client, struct request *request);
void control_exec(struct client *client, struct request *request);
void control_plan(struct client *client, const struct request *request,
                  const struct container *container);

/* control_ops.c: who has this id, or NULL; and one request. */
struct container *control_find(const char *id);
void control_request(struct client *client, struct request *request);

/* A container that ended is dropped: nobody is told of its exit any more. */
void control_forgotten(const struct container *container);

/* Goes on with a list that did not fit into the socket. */
void control_list(struct client *client);

#endif
