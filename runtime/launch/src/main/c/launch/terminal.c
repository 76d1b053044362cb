/* The caller's terminal: raw while a container has it, restored on every way out. */
#define _GNU_SOURCE
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "halves.h"

static struct termios kept;
static bool have;

void terminal_keep(void) {
    have = sys_ioctl(0, TCGETS, &kept) == 0;
}

void terminal_raw(void) {
    struct termios raw = kept;
    if (!have) {
        return;
    }
    raw.c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    raw.c_oflag &= ~(tcflag_t)OPOST;
    raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    raw.c_cflag = (raw.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    (void)sys_ioctl(0, TCSETS, &raw);
}

void terminal_restore(void) {
    if (have) {
        /* From the background this would stop us: SIGTTOU blocked, it does not. */
        (void)sys_sigmask(~0ULL);
        (void)sys_ioctl(0, TCSETS, &kept);
    }
}

bool terminal_is_kept(void) {
    return have;
}

bool terminal_size(uint16_t *rows, uint16_t *columns) {
    struct winsize size;
    if (sys_ioctl(0, TIOCGWINSZ, &size) != 0 && sys_ioctl(1, TIOCGWINSZ, &size) != 0) {
        return false;
    }
    *rows = size.ws_row;
    *columns = size.ws_col;
    return true;
}
