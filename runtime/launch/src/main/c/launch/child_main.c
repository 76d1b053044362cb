/* The steps, strictly in the plan's order. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "abi.h"
#include "cgroup.h"
#include "child.h"
#include "init.h"
#include "inner.h"
#include "title.h"

struct child child = {.root = -1, .proc = -1, .terminal = -1, .devpts = -1, .self = -1};

void child_fail(void) {
    (void)message_send(child.launch->status, &failure, sizeof failure, -1);
    sys_exit(125);
}

/* From here on the child is root of the container's user namespace. */
int child_become_root(const struct step_id_map *map) {
    int error = sys_setresgid(0);
    if (error == 0 && map->setgroups != 0) {
        error = sys_setgroups(0, NULL);
    }
    error = error < 0 ? error : sys_setresuid(0);
    /* The ids changed, which leaves the process as non-dumpable as the host allows: make it
     * certain. */
    error = error < 0 ? error : sys_prctl(PR_SET_DUMPABLE, 0, 0);
    return error < 0 ? failed(error, "root of the container") : 0;
}

static int enter_cgroups(const struct step_namespaces *step) {
    if ((step->flags & NS_NEWCGROUP) == 0) {
        return 0;
    }
    int error = sys_unshare(NS_NEWCGROUP);
    return error < 0 ? failed(error, "cgroup namespace") : 0;
}

/* While this still has the engine's uid: later v1 says EACCES. Of v2 it is a member already. */
static int join_cgroup(const struct step_cgroup *step, int door) {
    return door < 0 ? 0 : cgroup_enter(door, step->path.at);
}

static int carry_out_mounts(const struct step *step) {
    const union step_fields *fields = &step->fields;
    int source = child.launch->source[step->index];
    switch (step->code) {
    case STEP_OVERLAY:
        return step_overlay(&fields->overlay);
    case STEP_MOUNT:
        return step_mount(&fields->mount, source);
    case STEP_BIND:
        return step_bind(&fields->bind, source);
    case STEP_DEVICE:
        return step_device(&fields->device, source);
    case STEP_SYMLINK:
        return step_symlink(&fields->symlink);
    case STEP_DIRECTORY:
        return step_directory(&fields->directory);
    case STEP_MASK:
        return step_mask(&fields->mask);
    case STEP_READ_ONLY:
        return step_read_only(&fields->read_only);
    case STEP_READ_ONLY_ROOT:
        return step_read_only_root();
    case STEP_PIVOT_ROOT:
        return step_pivot_root();
    default:
        return failed_at("step", ENOSYS, plan_step_name(step->code));
    }
}

static int carry_out(const struct step *step) {
    const struct plan *plan = child.launch->plan;
    const union step_fields *fields = &step->fields;
    switch (step->code) {
    case STEP_CLEANUP:
        return 0; /* the inner half's */
    case STEP_CGROUP:
        return join_cgroup(&fields->cgroup, child.launch->source[step->index]);
    case STEP_OOM_SCORE:
        return step_oom_score(&fields->oom_score);
    case STEP_APP_ARMOR:
        return step_app_armor(&fields->app_armor);
    case STEP_SHARE:
        return 0; /* the door child's */
    case STEP_NAMESPACES:
        return enter_cgroups(&fields->namespaces);
    case STEP_ID_MAP:
        return child_become_root(&fields->id_map);
    case STEP_JOIN:
        return step_join(&fields->join);
    case STEP_STDIO:
        return step_stdio(&fields->stdio, &plan_find(plan, STEP_USER)->fields.user);
    case STEP_HOSTNAME:
        return step_hostname(&fields->hostname);
    case STEP_LOOPBACK_UP:
        return step_loopback_up();
    case STEP_SYSCTL:
        return step_sysctl(&fields->sysctl);
    case STEP_RLIMIT:
        return step_rlimit(&fields->rlimit);
    case STEP_LANDLOCK:
        return step_landlock(&fields->landlock);
    case STEP_USER:
        return step_user(&fields->user, child.launch->map);
    case STEP_CAPABILITIES:
        return step_capabilities(&fields->capabilities);
    case STEP_NO_NEW_PRIVS:
        return step_no_new_privs();
    case STEP_SECCOMP:
        return step_seccomp(&fields->seccomp);
    case STEP_EXEC:
        return step_exec(&fields->exec);
    default:
        return carry_out_mounts(step);
    }
}

/* Waits until the inner half attached us to the cgroups of v2 and mapped our ids. */
static int wait_for_go(int status) {
    char go = 0;
    ssize_t got;
    do {
        got = sys_read(status, &go, 1);
    } while (got == -EINTR);
    if (got != 1) {
        return got < 0 ? failed(got, "the inner half")
                       : failed_at("read", ECONNRESET, "the inner half");
    }
    return 0;
}

void child_main(const struct launch *launch) {
    child.launch = launch;
    title_set(INIT_NAME);
    fail_at(NO_STEP, 0);
    /* Descriptors of other containers and clients. */
    int error = sys_close_range(HIGH_FD, ~0U, 0);
    error = error < 0 ? failed(error, "descriptors of the engine") : wait_for_go(launch->status);
    if (error == 0 && (plan_find(launch->plan, STEP_EXEC)->fields.exec.how & EXEC_INIT) != 0) {
        error = init_open();
    }
    for (uint32_t i = 0; error == 0 && i < launch->plan->count; i++) {
        const struct step *step = &launch->plan->steps[i];
        *launch->stage = step->index;
        fail_at(step->index, step->code);
        error = carry_out(step);
    }
    child_fail();
}
