/* Removing a tree of files. */
#ifndef TREE_H
#define TREE_H

/* rm -rf of one directory: follows no link, crosses no mount, however deep. 0 if it is gone, else
 * -errno. */
int tree_remove(const char *path);

#endif
