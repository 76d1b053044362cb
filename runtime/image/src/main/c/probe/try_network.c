/* The network: its configuration, and engine interfaces that answer without asking who calls. */
#define _GNU_SOURCE
#include "probe.h"
#include "text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define RTM_NEWLINK_NUMBER 16
#define RTM_NEWADDR_NUMBER 20
#define RTM_NEWROUTE_NUMBER 24
#define RTM_NEWQDISC_NUMBER 36
#define NLM_F_REQUEST_ACK 5
#define NLMSG_ERROR_NUMBER 2
#define CONNECT_MILLIS_MAX 300

struct netlink_request {
    uint32_t length;
    uint16_t type, flags;
    uint32_t sequence, port;
    unsigned char body[32];
};

/* An empty body: refused for permission first, then for what it lacks. */
static long change(const struct attempt *a, struct finding *f) {
    struct netlink_request request = {.length = sizeof(request),
                                      .type = (uint16_t)a->arg[0],
                                      .flags = NLM_F_REQUEST_ACK,
                                      .sequence = 1};
    struct {
        struct netlink_request head;
        unsigned char rest[256];
    } reply;
    int32_t error;
    (void)f;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    if (send(fd, &request, sizeof(request), 0) < 0)
        return -errno;
    long got = answer(recv(fd, &reply, sizeof(reply), 0));
    if (got < 0)
        return got;
    if (got < 20 || reply.head.type != NLMSG_ERROR_NUMBER)
        return 0;
    memcpy(&error, reply.head.body, sizeof(error));
    return error;
}

static long finish_connect(int fd) {
    struct pollfd wait = {.fd = fd, .events = POLLOUT};
    int error = 0;
    socklen_t size = sizeof(error);
    if (poll(&wait, 1, CONNECT_MILLIS_MAX) <= 0)
        return -ETIMEDOUT;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0)
        return -errno;
    return -error;
}

static long connect_inet(const struct attempt *a, struct finding *f) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)a->arg[0])};
    (void)f;
    to.sin_addr.s_addr = inet_addr(a->path);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
        return 0;
    return errno == EINPROGRESS ? finish_connect(fd) : -errno;
}

static long connect_unix(const struct attempt *a, struct finding *f) {
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    (void)f;
    text_copy(to.sun_path, sizeof(to.sun_path), a->path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return fd < 0 ? -errno : answer(connect(fd, (struct sockaddr *)&to, sizeof(to)));
}

/* Abstract sockets belong to a network namespace: any in sight belongs to someone else. */
static long abstract_sockets(const struct attempt *a, struct finding *f) {
    struct lines l;
    long result = lines_open(&l, a->path);
    if (result < 0)
        return result;
    result = TRY_NOGAIN;
    detail(f, "none in sight");
    for (char *line = lines_next(&l); line && result < 0; line = lines_next(&l)) {
        char *name = strchr(line, '@');
        if (!name)
            continue;
        detail(f, name);
        result = 0;
    }
    lines_close(&l);
    return result;
}

#define API "CVE-2025-9074 api-exposure"
#define NETLINK(id, title, kind) \
    { \
        id, title, "CVE-2022-2588 CVE-2023-4623 kernel-lpe", .run = change, .arg = {kind}, \
            .reached = {EINVAL, ENODEV, ENOENT, EOPNOTSUPP, EAFNOSUPPORT, EEXIST} \
    }

static const struct attempt attempts[] = {
    NETLINK("net-link-add", "add a network device", RTM_NEWLINK_NUMBER),
    NETLINK("net-address-add", "add an address", RTM_NEWADDR_NUMBER),
    NETLINK("net-route-add", "add a route", RTM_NEWROUTE_NUMBER),
    NETLINK("net-qdisc-add", "add a traffic filter", RTM_NEWQDISC_NUMBER),
    {"api-2375", "reach an engine's open port on loopback", API, .run = connect_inet,
     .path = "127.0.0.1", .arg = {2375}},
    {"api-2376", "reach an engine's TLS port on loopback", API, .run = connect_inet,
     .path = "127.0.0.1", .arg = {2376}},
    {"api-gateway", "reach an engine through a desktop's gateway", API, .run = connect_inet,
     .path = "192.168.65.7", .arg = {2375}},
    {"api-metadata", "reach the cloud's metadata service", "api-exposure", .run = connect_inet,
     .path = "169.254.169.254", .arg = {80}},
    {"api-docker-socket", "connect to docker's socket", API, .run = connect_unix,
     .path = "/var/run/docker.sock"},
    {"api-containerd-socket", "connect to containerd's socket", "CVE-2020-15257 api-exposure",
     .run = connect_unix, .path = "/run/containerd/containerd.sock"},
    {"api-podman-socket", "connect to podman's socket", API, .run = connect_unix,
     .path = "/run/podman/podman.sock"},
    {"api-jsec-socket", "connect to jsec's socket", API, .run = connect_unix,
     .path = "/run/jsec/jsec.sock"},
    {"api-launch-socket", "connect to jsec's control socket", API, .run = connect_unix,
     .path = "/run/jsec/launch.sock"},
    {"api-systemd-socket", "connect to systemd", "api-exposure", .run = connect_unix,
     .path = "/run/systemd/private"},
    {"api-dbus-socket", "connect to the system bus", "api-exposure", .run = connect_unix,
     .path = "/run/dbus/system_bus_socket"},
    {"abstract-sockets", "see abstract sockets of others", "CVE-2020-15257 abstract-socket",
     .run = abstract_sockets, .path = "/proc/net/unix"},
};

const struct topic network_topic = TOPIC("network", attempts);
