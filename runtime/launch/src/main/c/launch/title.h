/* What /proc/PID/cmdline shows of this process. */
#ifndef TITLE_H
#define TITLE_H

/* Remembers where the kernel reads it. */
void title_find(int argc, char **argv);

/* Shows a name instead of the command line. Nothing of that may be used any more. */
void title_set(const char *name);

#endif
