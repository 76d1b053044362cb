/* A bounded walk over a directory tree by descriptors: no link followed, no mount crossed. */
#ifndef JSEC_VIEWS_TREE_H
#define JSEC_VIEWS_TREE_H

#include <sys/stat.h>

/* Every level holds two descriptors, under the usual limit of 1,024. */
#define DEPTH_MAX 300

/* Room for the next entries of one directory. */
struct listing {
    int fd;
    long length;
    long at;
    char entries[4096] __attribute__((aligned(8)));
};

/* Starts reading at the first entry. */
void list(struct listing *listing, int fd);

/* The next name except "." and "..", NULL at the end (errno 0) or on an error (errno). */
const char *next_name(struct listing *listing);

/* Removes what is below the directory; with rmdir_only only directories (control groups). */
int remove_below(int directory, unsigned depth, int rmdir_only);

#endif
