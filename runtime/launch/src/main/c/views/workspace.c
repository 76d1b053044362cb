#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel.h"
#include "place.h"
#include "say.h"
#include "verbs.h"
#include "view.h"

/*
 * Layout below --views (0700, the engine's): NAME/dir is a symbolic link that says which directory
 * it is, NAME/ID/SLOT the view in which its owner is the container's user ID of that slot. A map
 * is one to one, so each container id that may write has its own view.
 */

#define LINK "dir"

struct workspace {
    const struct options *options;
    int source;
    int home;
    uint32_t uid;
    uint32_t gid;
};

static struct id_map single(const struct workspace *workspace, uint32_t as, uint32_t slot) {
    uint32_t shown = slot_base(workspace->options, slot) + as;
    struct id_map map = {.lines = 1,
                         .uids = {{workspace->uid, shown, 1}},
                         .gids = {{workspace->gid, shown, 1}}};
    return map;
}

/* The directory, whose owner must be one that may be given away. */
static int open_source(const struct options *options, struct workspace *workspace) {
    struct stat status;
    workspace->options = options;
    workspace->source = open_directory(options->dir);
    if (workspace->source < 0) {
        return -1;
    }
    if (fstat(workspace->source, &status) < 0) {
        return fail("fstat", options->dir, NULL);
    }
    if (status.st_uid == 0 || status.st_gid == 0) {
        return refuse("workspace", options->dir, "it belongs to root, not to an ordinary user");
    }
    if (status.st_uid == options->uid) {
        return refuse("workspace", options->dir, "it belongs to the engine's own user");
    }
    workspace->uid = status.st_uid;
    workspace->gid = status.st_gid;
    return 0;
}

static int link_source(int home, const char *path) {
    if (symlinkat(path, home, LINK) == 0) {
        return 0;
    }
    char text[4096];
    ssize_t length = errno == EEXIST ? readlinkat(home, LINK, text, sizeof text) : -1;
    if (length == (ssize_t)strlen(path) && memcmp(text, path, (size_t)length) == 0) {
        return 0;
    }
    return refuse("workspace", path, "its name is already taken by another directory");
}

static int make_views(const struct workspace *workspace, uint32_t as) {
    char digits[21];
    int made = 0;
    int parent = make_numbered(workspace->home, as);
    if (parent < 0) {
        return -1;
    }
    if (fchmod(parent, 0755) < 0) {
        return fail("fchmod", "workspace", NULL);
    }
    for (uint32_t slot = 0; slot < workspace->options->slots; slot++) {
        struct id_map map = single(workspace, as, slot);
        int result = view_make(workspace->source, parent, decimal(slot, digits), &map);
        if (result < 0) {
            return -1;
        }
        made += result;
    }
    close(parent);
    return made;
}

static int open_home(const struct options *options) {
    int views = make_directory(options->views, 0700, options->uid, options->gid);
    views = views < 0 ? -1 : make_private_mount(views, options->views);
    int home = views < 0 ? -1 : make_below(views, options->name);
    if (home < 0 || fchmod(home, 0755) < 0) {
        return -1;
    }
    close(views);
    return home;
}

int workspace_make(const struct options *options) {
    struct workspace workspace;
    uint32_t made = 0;
    if (open_source(options, &workspace) < 0) {
        return -1;
    }
    workspace.home = open_home(options);
    if (workspace.home < 0 || link_source(workspace.home, options->dir) < 0) {
        return -1;
    }
    for (uint32_t i = 0; i < options->as_count; i++) {
        int result = make_views(&workspace, options->as[i]);
        if (result < 0) {
            return -1;
        }
        made += (uint32_t)result;
    }
    tell("workspace views made: ", made, "");
    tell("workspace views kept: ", options->slots * options->as_count - made, "");
    return 0;
}

static uint32_t wrong_views(const struct workspace *workspace, uint32_t as) {
    char digits[21];
    uint32_t wrong = 0;
    int parent = open_plain(workspace->home, decimal(as, digits), O_RDONLY | O_DIRECTORY);
    if (parent < 0) {
        return workspace->options->slots;
    }
    for (uint32_t slot = 0; slot < workspace->options->slots; slot++) {
        struct id_map map = single(workspace, as, slot);
        enum view_state state = view_state(workspace->source, parent, decimal(slot, digits), &map);
        wrong += state != VIEW_RIGHT;
    }
    close(parent);
    return wrong;
}

int workspace_check(const struct options *options) {
    struct workspace workspace;
    uint32_t wrong = 0;
    if (open_source(options, &workspace) < 0) {
        return -1;
    }
    int views = open_owned(options->views, options->uid);
    workspace.home = views < 0 ? -1 : open_plain(views, options->name, O_RDONLY | O_DIRECTORY);
    if (workspace.home < 0) {
        return refuse("workspace", options->name, "it has no views");
    }
    for (uint32_t i = 0; i < options->as_count; i++) {
        wrong += wrong_views(&workspace, options->as[i]);
    }
    tell("workspace views missing or different: ", wrong, "");
    return wrong ? -1 : 0;
}

static int undo_below(int views, const char *name) {
    char digits[21];
    int home = open_plain(views, name, O_RDONLY | O_DIRECTORY);
    if (home < 0) {
        return 0;
    }
    for (uint32_t as = 0; as < SLOT_IDS; as++) {
        int parent = open_plain(home, decimal(as, digits), O_RDONLY | O_DIRECTORY);
        if (parent < 0) {
            continue;
        }
        if (remove_numbered(parent) < 0) {
            return -1;
        }
        close(parent);
        if (unlinkat(home, digits, AT_REMOVEDIR) < 0) {
            return fail("rmdir", digits, NULL);
        }
    }
    unlinkat(home, LINK, 0);
    close(home);
    return unlinkat(views, name, AT_REMOVEDIR) < 0 ? fail("rmdir", name, NULL) : 0;
}

int workspace_undo(const struct options *options) {
    int views = open_plain(AT_FDCWD, options->views, O_RDONLY | O_DIRECTORY);
    if (views < 0) {
        tell("no workspaces at ", -1, options->views);
        return 0;
    }
    int result = undo_below(views, options->name);
    close(views);
    return result < 0 ? -1 : remove_place(options->views);
}
