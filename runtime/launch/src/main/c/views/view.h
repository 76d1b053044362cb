/* One view: a directory mounted once more, idmapped, nosuid, nodev, private. */
#ifndef JSEC_VIEWS_VIEW_H
#define JSEC_VIEWS_VIEW_H

#include "idmap.h"

enum view_state { VIEW_MISSING, VIEW_DIFFERENT, VIEW_RIGHT };

/* The file of the store that shows, through a view, where the map's last id goes. */
#define MARKER ".last-id"

/*
 * What is mounted at name below parent, compared with a view of source under the map: the same
 * directory, flags, owner as seen through it and, if the map has two lines, the marker's owner.
 */
enum view_state view_state(int source, int parent, const char *name, const struct id_map *map);

/* Makes the view, replacing what is there if it is different: 1 made, 0 was right, -1 message. */
int view_make(int source, int parent, const char *name, const struct id_map *map);

/* Unmounts (lazily) whatever is stacked at name below parent and removes the directory. */
int view_remove(int parent, const char *name);

/* Makes the marker in the store, owned by the last id of the map's second line. */
int marker_make(int store, const struct id_map *map);

#endif
