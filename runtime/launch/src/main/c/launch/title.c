/* A process in a container is seen there before it becomes the command, and with --init for as long
 * as it lives: the engine's command line, which tells of the host, is not for it to show. */
#define _GNU_SOURCE
#include "title.h"

#include <string.h>
#include <sys/prctl.h>

#include "sys.h"

static char *words;
static size_t length;

void title_find(int argc, char **argv) {
    /* The kernel lays the words side by side, each with its end (proc_pid_cmdline(5)). */
    words = argv[0];
    length = (size_t)(argv[argc - 1] + strlen(argv[argc - 1]) + 1 - words);
}

void title_set(const char *name) {
    size_t size = strlen(name) + 1;
    if (length > size) {
        memset(words, 0, length);
        memcpy(words, name, size);
        /* That the last byte is no end says that the first one is: nothing behind it is shown. */
        words[length - 1] = '.';
    }
    (void)sys_prctl(PR_SET_NAME, (unsigned long)name, 0);
}
