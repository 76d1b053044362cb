/* The container's terminal: a pty of its own devpts, by descriptor from end to end. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>

#include "abi.h"
#include "child.h"
#include "halves.h"
#include "pty.h"

#ifndef TIOCGPTPEER
#define TIOCGPTPEER 0x5441
#endif

static int open_master(void) {
    struct stat stat;
    if (child.devpts < 0) {
        return failed_at("openat", ENODEV, "a terminal without a devpts mount");
    }
    int master = sys_openat(child.devpts, "ptmx", O_RDWR | O_NOCTTY | O_NOFOLLOW, 0);
    if (master < 0) {
        return failed(master, "ptmx");
    }
    int error = sys_fstat(master, &stat);
    if (error < 0 || !S_ISCHR(stat.st_mode) || stat.st_rdev != makedev(5, 2)) {
        (void)sys_close(master);
        return error < 0 ? failed(error, "ptmx") : failed_at("fstat", ENODEV, "ptmx");
    }
    return master;
}

static int open_peer(int master, const struct step_stdio *step, uint32_t uid) {
    struct winsize size = {(unsigned short)step->rows, (unsigned short)step->columns, 0, 0};
    int unlocked = 0;
    int error = sys_ioctl(master, TIOCSPTLCK, &unlocked);
    int peer = error < 0
                   ? error
                   : sys_ioctl(master, TIOCGPTPEER, (void *)(long)(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (peer < 0) {
        return failed(peer, "pty");
    }
    error = sys_fchownat(peer, "", uid, (gid_t)-1, AT_EMPTY_PATH);
    if (error == 0 && step->rows > 0 && step->columns > 0) {
        error = sys_ioctl(master, TIOCSWINSZ, &size);
    }
    if (error < 0) {
        (void)sys_close(peer);
        return failed(error, "pty");
    }
    return peer;
}

/* /dev/console is the pty itself, whatever number it has. */
static int bind_console(int peer) {
    int tree = sys_open_tree(peer, "", AT_EMPTY_PATH);
    if (tree < 0) {
        return failed(tree, "/dev/console");
    }
    int error = sys_mount_setattr(tree, 0, ATTR_NOSUID | ATTR_NOEXEC, 0);
    error = error < 0 ? failed(error, "/dev/console") : file_bind_new(tree, "/dev/console");
    (void)sys_close(tree);
    return error;
}

int step_stdio(const struct step_stdio *step, const struct step_user *user) {
    if (step->mode < STDIO_TTY) {
        return 0; /* pipes, made by the inner half */
    }
    int master = open_master();
    if (master < 0) {
        return master;
    }
    int peer = open_peer(master, step, user->uid);
    int error = peer < 0 ? peer : 0;
    if (error == 0 && child.launch->joined < 0) { /* the console is the first process's */
        error = bind_console(peer);
    }
    if (error == 0) {
        uint32_t tag = PTY_TAG;
        error = message_send(child.launch->status, &tag, sizeof tag, master);
        error = error < 0 ? failed(error, "pty") : 0;
    }
    (void)sys_close(master);
    child.terminal = peer;
    return error;
}
