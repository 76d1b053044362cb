/* What a file carries besides its content, shifted from image ids into owner form. */
#ifndef JSEC_VIEWS_IMPORT_H
#define JSEC_VIEWS_IMPORT_H

#include <sys/stat.h>

#include "options.h"

/* The host id of an image id in owner form: 0 is the engine's, k the range's k-th; -1 beyond. */
int64_t shifted(uint32_t id, uint32_t zero, uint32_t sub);

/*
 * Gives target (a descriptor, or parent's symbolic link by name when it is -1) the owner in owner
 * form, the mode, extended attributes and times of the source. -1 after a message.
 */
int copy_metadata(int source, int target, const struct stat *status, const char *name,
                  const struct options *options);

/* As copy_metadata for a symbolic link or fifo, by name below a directory. */
int copy_owner_and_times(int directory, const char *name, const struct stat *status,
                         const struct options *options);

/* Copies a regular file's bytes, keeping holes. -1 after a message. */
int copy_bytes(int source, int target, const char *name);

#endif
