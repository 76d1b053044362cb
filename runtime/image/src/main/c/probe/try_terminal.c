/* Terminals: input pushed into the terminal of the one who started the container. */
#define _GNU_SOURCE
#include "probe.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TIOCSTI_NUMBER 0x5412UL
#define TIOCLINUX_NUMBER 0x541cUL
#define TIOCGPTPEER_NUMBER 0x5441UL

/* A terminal of the child's own, as its controlling one; without a devpts, standard input. */
static int own_terminal(void) {
    int unlock = 0;
    int master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || setsid() < 0 || ioctl(master, TIOCSPTLCK, &unlock) < 0)
        return STDIN_FILENO;
    int slave = ioctl(master, TIOCGPTPEER_NUMBER, O_RDWR | O_NOCTTY);
    if (slave < 0 || ioctl(slave, TIOCSCTTY, 0) < 0)
        return STDIN_FILENO;
    return slave;
}

static long terminal_call(const struct attempt *a, struct finding *f) {
    char byte = (char)a->arg[1]; /* what is pushed: a NUL; to TIOCLINUX: read the shift state */
    (void)f;
    return answer(syscall(SYS_ioctl, own_terminal(), (unsigned long)a->arg[0], &byte));
}

static long hang_up(const struct attempt *a, struct finding *f) {
    (void)a;
    (void)f;
    /* Without a controlling terminal there is nothing to hang up. */
    setsid();
    return answer(syscall(SYS_vhangup));
}

static const struct attempt attempts[] = {
    {"tiocsti", "push input into a terminal", "CVE-2017-5226 tty", .run = terminal_call,
     .arg = {(long)TIOCSTI_NUMBER}, .reached = {ENOTTY, EFAULT}},
    {"tiocsti-high", "the same with high bits in the command", "CVE-2017-5226 tty",
     .run = terminal_call, .arg = {(long)(1UL << 32 | TIOCSTI_NUMBER)},
     .reached = {ENOTTY, EFAULT}},
    {"tioclinux", "drive the console's selection", "CVE-2017-5226 tty", .run = terminal_call,
     .arg = {(long)TIOCLINUX_NUMBER, 6}, .reached = {ENOTTY, EFAULT, EINVAL}},
    {"vhangup", "hang up the terminal", "tty", .run = hang_up},
};

const struct topic terminal_topic = TOPIC("terminals", attempts);
