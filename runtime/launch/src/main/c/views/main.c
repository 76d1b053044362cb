/*
 * jsec-views: the one program of jsec that root runs after setup, at boot: it makes the idmapped
 * views of the store and of workspaces, hands control groups over, and imports root file systems.
 * It starts nothing, keeps nothing running, and takes no input but its command line.
 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "say.h"
#include "verbs.h"

#define OWNER (NEED_UID | NEED_GID)
#define SLOTS (NEED_STORE | NEED_VIEWS | OWNER | NEED_SUB | NEED_SLOTS)
#define WORKSPACE (NEED_VIEWS | NEED_DIR | NEED_NAME | NEED_AS | OWNER | NEED_SUB | NEED_SLOTS)

static const struct {
    const char *word;
    unsigned needed;
    int (*act)(const struct options *options);
} verbs[] = {
    {"make", SLOTS, slots_make},
    {"check", SLOTS, slots_check},
    {"undo", NEED_VIEWS, slots_undo},
    {"make-workspace", WORKSPACE, workspace_make},
    {"check-workspace", WORKSPACE, workspace_check},
    {"undo-workspace", NEED_VIEWS | NEED_NAME, workspace_undo},
    {"make-directory", NEED_DIR | NEED_MODE | OWNER, directory_make},
    {"make-cgroup", NEED_DIR | OWNER, cgroup_make},
    {"check-cgroup", NEED_DIR | OWNER, cgroup_check},
    {"undo-cgroup", NEED_DIR, cgroup_undo},
    {"import", NEED_SOURCE | NEED_DIR | NEED_NAME | OWNER | NEED_SUB, import_tree},
    {"remove", NEED_DIR, tree_remove},
};

int main(int count, char **words) {
    struct options options;
    unsigned index = 0;
    umask(022);
    if (count < 2) {
        refuse("call", "without a verb", "see jsec setup --dry-run for the calls there are");
        return 3;
    }
    while (index < sizeof verbs / sizeof verbs[0] && strcmp(verbs[index].word, words[1]) != 0) {
        index++;
    }
    if (index == sizeof verbs / sizeof verbs[0]) {
        refuse("verb", words[1], "there is none of that name");
        return 3;
    }
    if (parse_options(words + 2, verbs[index].needed, &options) < 0) {
        return 3;
    }
    if (geteuid() != 0) {
        refuse("verb", words[1], "only root can do this");
        return 1;
    }
    return verbs[index].act(&options) < 0 ? 1 : 0;
}
