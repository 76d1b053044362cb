/* The resident launcher's control socket, as far as a bench needs it: start, wait for the exit,
 * forget. */
#define _GNU_SOURCE
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    OP_START = 2,
    OP_SUBSCRIBE = 4,
    OP_FORGET = 8,
    OP_OK = 101,
    OP_STARTED = 102,
    OP_EXITED = 201
};

#define MAGIC 0x314c534au

struct message {
    uint32_t magic;
    uint16_t version, op;
    uint64_t seq;
    int32_t a, b;
    uint64_t c;
    char id[64];
    uint32_t text_length, reserved;
    uint64_t reserved2;
    char text[4096];
};

#define HEADER offsetof(struct message, text)
_Static_assert(offsetof(struct message, text) == 112, "the header has 112 bytes");

/* A client runs one container at a time and calls it by its own number. */
static void container_id(struct session *session, char id[64])
{
    memset(id, '0', 64);
    id[62] = (char)('0' + session->client / 10);
    id[63] = (char)('0' + session->client % 10);
}

static void send_message(struct session *session, int op, int fd)
{
    struct message message = {
        .magic = MAGIC, .version = 1, .op = (uint16_t)op, .seq = ++session->seq};
    if (op != OP_SUBSCRIBE)
        container_id(session, message.id);
    struct iovec data = {&message, HEADER};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr header = {.msg_iov = &data, .msg_iovlen = 1};
    if (fd >= 0) {
        header.msg_control = &control;
        header.msg_controllen = sizeof control;
        struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    }
    if (sendmsg(session->socket, &header, MSG_NOSIGNAL) != HEADER)
        die("sendmsg", session->subject->name);
}

/* Receives one message; descriptors that come with it are closed. */
static void receive(struct session *session, struct message *message)
{
    struct iovec data = {message, sizeof *message};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(4 * sizeof(int))];
    } control;
    struct msghdr header = {.msg_iov = &data,
                            .msg_iovlen = 1,
                            .msg_control = &control,
                            .msg_controllen = sizeof control};
    if (recvmsg(session->socket, &header, MSG_CMSG_CLOEXEC) < (ssize_t)HEADER)
        die("recvmsg", session->subject->name);
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&header); c; c = CMSG_NXTHDR(&header, c)) {
        int fds[4];
        size_t bytes = c->cmsg_len - CMSG_LEN(0);
        memcpy(fds, CMSG_DATA(c), bytes);
        for (size_t i = 0; i < bytes / sizeof(int); i++)
            close(fds[i]);
    }
}

static void await(struct session *session, int op)
{
    struct message message;
    char id[64];
    container_id(session, id);
    for (;;) {
        receive(session, &message);
        if (message.op == OP_EXITED && memcmp(message.id, id, 64) != 0)
            continue; /* another client's container */
        if (message.op == op && op == OP_EXITED && message.a != 0)
            die("the container failed", session->subject->name);
        if (message.op == op)
            return;
        if (message.op == OP_STARTED || message.op == OP_EXITED)
            continue;
        fprintf(stderr, "jsec-bench: %s: op %d a %d b %d c %llu %.*s\n", session->subject->name,
                message.op, message.a, message.b, (unsigned long long)message.c,
                (int)message.text_length, message.text);
        exit(2);
    }
}

static int plan_memfd(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    int memory = memfd_create("plan", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    struct stat status;
    if (file < 0 || memory < 0 || fstat(file, &status))
        die("plan", path);
    if (sendfile(memory, file, NULL, (size_t)status.st_size) != status.st_size)
        die("sendfile", path);
    if (fcntl(memory, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE))
        die("seal", path);
    close(file);
    return memory;
}

/* argv: SOCKET PLANFILE, in which %c stands for the client's number. */
void resident_open(struct session *session)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", session->subject->argv[0]);
    session->socket = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (connect(session->socket, (struct sockaddr *)&address, sizeof address))
        die("connect", session->subject->argv[0]);
    char path[1024];
    const char *mark = strstr(session->subject->argv[1], "%c");
    if (mark)
        snprintf(path, sizeof path, "%.*s%d%s", (int)(mark - session->subject->argv[1]),
                 session->subject->argv[1], session->client, mark + 2);
    else
        snprintf(path, sizeof path, "%s", session->subject->argv[1]);
    session->plan = plan_memfd(path);
    send_message(session, OP_SUBSCRIBE, -1);
    await(session, OP_OK);
}

void resident_run(struct session *session)
{
    send_message(session, OP_START, session->plan);
    await(session, OP_EXITED);
    send_message(session, OP_FORGET, -1);
    await(session, OP_OK);
}

void resident_close(struct session *session)
{
    close(session->plan);
    close(session->socket);
}
