/* The verbs of the helper; each 0, or -1 after a message. */
#ifndef JSEC_VIEWS_VERBS_H
#define JSEC_VIEWS_VERBS_H

#include "options.h"

int slots_make(const struct options *options);
int slots_check(const struct options *options);
int slots_undo(const struct options *options);
int workspace_make(const struct options *options);
int workspace_check(const struct options *options);
int workspace_undo(const struct options *options);
int directory_make(const struct options *options);
int cgroup_make(const struct options *options);
int cgroup_check(const struct options *options);
int cgroup_undo(const struct options *options);
int import_tree(const struct options *options);
int tree_remove(const struct options *options);

/* Unmounts and removes the views 0, 1, 2 … below a directory; other names are left alone. */
int remove_numbered(int views);

#endif
