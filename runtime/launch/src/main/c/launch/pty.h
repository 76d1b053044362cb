/* The message with which a child hands its pty to the inner half. */
#ifndef PTY_H
#define PTY_H

#define PTY_TAG 0x7974702eU

/* step_files.c: binds a detached mount of a file onto a new file in one of our tmpfs. */
int file_bind_new(int tree, const char *path);

#endif
