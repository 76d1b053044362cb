/* The program that a container's first process becomes with --init. */
#ifndef INIT_H
#define INIT_H

#include <stdbool.h>

/* What it is called by: jsec-init PID. */
#define INIT_NAME "jsec-init"

bool init_is_asked(int argc, char **argv);

/* Stays until the command ends; the exit status that tells how. */
int init_main(char **argv);

#endif
