/* One life of a container over an engine's socket, without a client program's start. Every run
 * goes the whole way, so that the engine is left as it was found; the time of one step counts. */
#define _GNU_SOURCE
#include "bench.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define ANSWER_BYTES_MAX 65536
#define SENTENCES_MAX 5

struct answer {
    int status; /* 0: no answer came */
    char text[ANSWER_BYTES_MAX];
};

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        die("the socket's path is too long", path);
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        die("connect", path);
    return fd;
}

/* A request of its own connection, which the engine closes after the answer. */
static struct answer *ask(const char *engine, const char *method, const char *path,
                          const char *body)
{
    static __thread struct answer answer;
    char request[2048];
    int length = snprintf(request, sizeof request,
                          "%s /v1.41%s HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n"
                          "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                          method, path, strlen(body), body);
    if (length >= (int)sizeof request)
        die("the request is too long", path);
    int fd = connect_to(engine);
    answer.status = 0;
    if (write(fd, request, (size_t)length) != length)
        die("write", engine);
    size_t used = 0;
    ssize_t count;
    while ((count = read(fd, answer.text + used, sizeof answer.text - 1 - used)) > 0)
        used += (size_t)count;
    close(fd);
    answer.text[used] = 0;
    if (sscanf(answer.text, "HTTP/1.1 %d", &answer.status) != 1)
        answer.status = 0;
    return &answer;
}

/* Whether a request was answered by a success; the first that were not are shown. */
static int done(const struct answer *answer, const char *what)
{
    static int said;
    if (answer->status >= 200 && answer->status < 300)
        return 1;
    const char *body = strstr(answer->text, "\r\n\r\n");
    if (__atomic_add_fetch(&said, 1, __ATOMIC_RELAXED) <= SENTENCES_MAX)
        fprintf(stderr, "jsec-bench: %s: %d %s\n", what, answer->status, body ? body + 4 : "");
    return 0;
}

static int id_of(const struct answer *answer, char *id)
{
    const char *found = strstr(answer->text, "\"Id\":\"");
    return found && sscanf(found, "\"Id\":\"%64[0-9a-f]\"", id) == 1;
}

static int create(const char *engine, const char *image, const char *command, char *id)
{
    char body[1024];
    snprintf(body, sizeof body,
             "{\"Image\": \"%s\", \"Cmd\": [%s], \"StopSignal\": \"SIGKILL\","
             " \"HostConfig\": {\"NetworkMode\": \"none\"}}",
             image, command);
    struct answer *answer = ask(engine, "POST", "/containers/create", body);
    return done(answer, "create") && id_of(answer, id);
}

static int post(const char *engine, const char *id, const char *what)
{
    char path[256];
    snprintf(path, sizeof path, "/containers/%s/%s", id, what);
    return done(ask(engine, "POST", path, ""), what);
}

static int run_exec(const char *engine, const char *id)
{
    char path[256], exec[65];
    snprintf(path, sizeof path, "/containers/%s/exec", id);
    struct answer *answer =
        ask(engine, "POST", path, "{\"Cmd\": [\"/bin/true\"], \"AttachStdout\": true}");
    if (!done(answer, "exec") || !id_of(answer, exec))
        return 0;
    snprintf(path, sizeof path, "/exec/%s/start", exec);
    return done(ask(engine, "POST", path, "{\"Detach\": false, \"Tty\": false}"), "exec start");
}

static int remove_it(const char *engine, const char *id)
{
    char path[256];
    snprintf(path, sizeof path, "/containers/%s?force=1", id);
    return done(ask(engine, "DELETE", path, ""), "remove");
}

/* Create, start, wait for the end of `true`, remove: what `docker run --rm` asks for. */
static double launch(const char *engine, const char *image)
{
    char id[65];
    double begun = now_ms();
    if (!create(engine, image, "\"/bin/true\"", id) || !post(engine, id, "start") ||
        !post(engine, id, "wait") || !remove_it(engine, id))
        return -1;
    return now_ms() - begun;
}

static double step_of_life(const char *engine, const char *image, const char *step)
{
    char id[65];
    double created, started, executed, stopped, begun = now_ms();
    if (!create(engine, image, "\"/bin/sleep\", \"1000000\"", id))
        return -1;
    created = now_ms();
    int well = post(engine, id, "start");
    started = now_ms();
    if (well && !strcmp(step, "stay"))
        return started - begun;
    well = well && run_exec(engine, id);
    executed = now_ms();
    well = well && post(engine, id, "stop");
    stopped = now_ms();
    well = remove_it(engine, id) && well;
    if (!well)
        return -1;
    return !strcmp(step, "create")  ? created - begun
           : !strcmp(step, "start") ? started - created
           : !strcmp(step, "exec")  ? executed - started
           : !strcmp(step, "stop")  ? stopped - executed
                                    : now_ms() - stopped;
}

double api_run(struct subject *subject)
{
    const char *engine = subject->argv[0], *image = subject->argv[1], *step = subject->argv[2];
    return !strcmp(step, "launch") ? launch(engine, image) : step_of_life(engine, image, step);
}

int api_leaves_something(const struct subject *subject)
{
    return subject->kind == KIND_API && !strcmp(subject->argv[2], "stay");
}
