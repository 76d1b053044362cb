/* Directories, opened so that nobody but root can redirect what root does below them. */
#ifndef JSEC_VIEWS_PLACE_H
#define JSEC_VIEWS_PLACE_H

#include <stdint.h>
#include <sys/types.h>

/* Opens a directory without following any symbolic link; -1 after a message. */
int open_directory(const char *path);

/* As open_directory, and its owner must be uid. */
int open_owned(const char *path, uint32_t uid);

/*
 * Makes the directory path and, if missing, its one parent (0755), owned by uid and gid, with the
 * mode; an existing one gets owner and mode. Opens it. -1 after a message.
 */
int make_directory(const char *path, mode_t mode, uint32_t uid, uint32_t gid);

/* Opens (and makes, 0700, root's) the directory name below parent; -1 after a message. */
int make_below(int parent, const char *name);

/* As make_below for a number. */
int make_numbered(int parent, uint32_t number);

/*
 * Makes the directory at path a private mount of itself if it is not a mount yet, so that what is
 * mounted below it reaches no other mount namespace; a descriptor of its top, which replaces fd.
 */
int make_private_mount(int fd, const char *path);

/* Unmounts a directory that is a mount of itself, and removes it; one that is not empty stays. */
int remove_place(const char *path);

#endif
