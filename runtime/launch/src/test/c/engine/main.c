/* A stand-in for the engine: it is started by jsec-launch and answers one word of each connection
 * that is handed in.
 *   jsec-engine                    the engine
 *   jsec-engine --ask SOCKET WORD  a client: prints the answer
 *   jsec-engine --fail STATUS      an engine that cannot serve
 *   jsec-engine --brief STATUS     an engine that ends as soon as it serves
 *   jsec-engine --hear SOCKET N    prints N states that a service manager is told
 *   jsec-engine --hand-down SOCKET PROGRAM WORD…
 *                                  what systemd does: the listening socket is 3 in PROGRAM */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define CONTROL 3
#define HAND_IN 4
#define PROCESSES 5
#define SUBSCRIBE 4
#define HEADER 112

struct peer {
    uint32_t pid, uid, gid;
    uint16_t listener, flags;
    uint32_t count;
    uint32_t groups[1024];
};

extern char **environ;

static char answer[16384];

static void add(const char *text) {
    size_t length = strlen(answer);
    snprintf(answer + length, sizeof answer - length, "%s", text);
}

static void add_number(const char *name, unsigned long number) {
    char text[64];
    snprintf(text, sizeof text, "%s%lu", name, number);
    add(text);
}

static void tell_who(const struct peer *peer) {
    add_number("pid ", peer->pid);
    add_number(" uid ", peer->uid);
    add_number(" gid ", peer->gid);
    add_number(" listener ", peer->listener);
    add(" groups");
    for (uint32_t i = 0; i < peer->count; i++) {
        add_number(" ", peer->groups[i]);
    }
}

static void tell_descriptors(void) {
    DIR *dir = opendir("/proc/self/fd");
    for (struct dirent *each = dir == NULL ? NULL : readdir(dir); each != NULL;
         each = readdir(dir)) {
        if (each->d_name[0] != '.' && atoi(each->d_name) != dirfd(dir)) {
            add(each->d_name);
            add(" ");
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
}

static void tell_file(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        add(strerror(errno));
        return;
    }
    size_t length = strlen(answer);
    ssize_t got = read(fd, answer + length, sizeof answer - length - 1);
    answer[length + (size_t)(got > 0 ? got : 0)] = 0;
    (void)close(fd);
}

/* What of this program's place is not as it would be in the launcher's own. */
static void tell_place(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d/%d/comm", PROCESSES, (int)getpid());
    add_number("uid ", geteuid());
    add_number(" pid ", (unsigned long)getpid());
    add_number(" session ", (unsigned long)getsid(0));
    add_number(" nnp ", (unsigned long)prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
    add(" comm ");
    tell_file(path);
}

static volatile sig_atomic_t hang_ups;

static void on_hang_up(int number) {
    (void)number;
    hang_ups = hang_ups + 1;
}

static void obey(const char *word, const struct peer *peer) {
    if (strcmp(word, "who") == 0) {
        tell_who(peer);
    } else if (strcmp(word, "pid") == 0) {
        add_number("", (unsigned long)getpid());
    } else if (strcmp(word, "hang-ups") == 0) {
        add_number("", (unsigned long)hang_ups);
    } else if (strcmp(word, "descriptors") == 0) {
        tell_descriptors();
    } else if (strcmp(word, "environment") == 0) {
        for (char **each = environ; *each != NULL; each++) {
            add(*each);
            add(" ");
        }
    } else if (strcmp(word, "place") == 0) {
        tell_place();
    } else if (strcmp(word, "mount") == 0) {
        add(mount("none", "/mnt", "tmpfs", 0, NULL) == 0 ? "mounted" : strerror(errno));
    } else if (strncmp(word, "read ", 5) == 0) {
        tell_file(word + 5);
    } else if (strncmp(word, "own ", 4) == 0) {
        add(chown(word + 4, 1000, 1000) == 0 ? "owned" : strerror(errno));
    } else if (strncmp(word, "exit ", 5) == 0) {
        _exit(atoi(word + 5));
    } else if (strcmp(word, "sleep") == 0) {
        (void)pause();
    } else {
        add("?");
    }
}

static int receive(struct peer *peer) {
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec vector = {peer, sizeof *peer};
    struct msghdr message = {.msg_iov = &vector,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    int fd = -1;
    ssize_t got;
    do {
        got = recvmsg(HAND_IN, &message, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) {
        exit(1);
    }
    if (message.msg_controllen > 0) {
        memcpy(&fd, CMSG_DATA(&control.header), sizeof fd);
    }
    return fd;
}

static void serve(void) {
    static struct peer peer;
    char word[256] = "";
    int fd = receive(&peer);
    struct pollfd ready = {fd, POLLIN, 0};
    (void)poll(&ready, 1, 10000);
    ssize_t got = read(fd, word, sizeof word - 1);
    word[got > 0 ? got : 0] = 0;
    answer[0] = 0;
    obey(word, &peer);
    (void)!write(fd, answer, strlen(answer));
    (void)close(fd);
}

static int subscribe(void) {
    unsigned char message[HEADER] = {0};
    memcpy(message, "\x4a\x53\x4c\x31\x01", 5);
    message[6] = SUBSCRIBE;
    return send(CONTROL, message, sizeof message, MSG_NOSIGNAL) == HEADER ? 0 : 1;
}

static int ask(const char *path, const char *word) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        printf("connect: %s\n", strerror(errno));
        return 1;
    }
    (void)!write(fd, word, strlen(word));
    ssize_t got = read(fd, answer, sizeof answer - 1);
    answer[got > 0 ? got : 0] = 0;
    printf("%s\n", got > 0 ? answer : "no answer");
    return got > 0 ? 0 : 1;
}

/* What a service manager does: prints the states that it is told, a line each. */
static int hear(const char *path, int count) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || chmod(path, 0666) != 0) {
        perror(path);
        return 1;
    }
    for (; count > 0; count--) {
        ssize_t got = recv(fd, answer, sizeof answer - 1, 0);
        answer[got > 0 ? got : 0] = 0;
        printf("%s\n", answer);
        (void)fflush(stdout);
    }
    return 0;
}

static int hand_down(const char *path, char **words) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 8) != 0) {
        perror(path);
        return 1;
    }
    if (fd != 3 && dup2(fd, 3) != 3) {
        return 1;
    }
    (void)execv(words[0], words);
    perror(words[0]);
    return 1;
}

int main(int argc, char **argv) {
    if (argc > 3 && strcmp(argv[1], "--hand-down") == 0) {
        return hand_down(argv[2], argv + 3);
    }
    if (argc == 4 && strcmp(argv[1], "--ask") == 0) {
        return ask(argv[2], argv[3]);
    }
    if (argc == 4 && strcmp(argv[1], "--hear") == 0) {
        return hear(argv[2], atoi(argv[3]));
    }
    if (argc == 3 && strcmp(argv[1], "--fail") == 0) {
        return atoi(argv[2]);
    }
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGHUP, on_hang_up);
    if (subscribe() != 0) {
        return 1;
    }
    if (argc == 3 && strcmp(argv[1], "--brief") == 0) {
        return read(CONTROL, answer, sizeof answer) > 0 ? atoi(argv[2]) : 1;
    }
    for (;;) {
        serve();
    }
}
