/* What a container takes from others that run. Root of the engine's user namespace may enter their
 * namespaces, root of the new container's own may not: so a door child of ours enters them and then
 * makes the container's first process as its sibling, which is born inside. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/vfs.h>

#include "abi.h"
#include "control_wire.h"
#include "inner_launch.h"
#include "mounts.h"

#define TMPFS_MAGIC_NUMBER 0x01021994
#define PROC_MILLISECONDS 5000

/* What the door child says: the process it made, in the engine's numbers, or why it did not. */
struct word {
    pid_t pid;
    struct failure failure;
};

static struct container *donor_of(const struct step_share *step) {
    struct container *donor = inner.once ? NULL : control_find(step->container.at);
    return donor != NULL && !donor->joined && donor->state == STATE_RUNNING && donor->pid > 0
               ? donor
               : NULL;
}

/* Its number in /proc may be another's by now: the descriptor is its own for good. */
static int open_donor(struct container *container, struct launch *launch,
                      const struct step *step) {
    struct plan_flaw flaw;
    struct container *donor = donor_of(&step->fields.share);
    if (donor == NULL) {
        return failed_at("share", ESRCH, "the other container does not run");
    }
    if (!plan_decode(&inner.around, donor->plan, donor->plan_length, &flaw)) {
        return failed_at("plan", EINVAL, "the other container's own plan");
    }
    const char *why = plan_check_donor(launch->plan, &step->fields.share, &inner.around);
    if (why != NULL) {
        return failed_at("share", EINVAL, why);
    }
    if ((step->fields.share.namespaces & NS_NEWPID) != 0) {
        const char *first = donor->shares_pids ? donor->pids_of : donor->id;
        container->shares_pids = true;
        memcpy(container->pids_of, first, ID_BYTES);
    }
    int fd = sys_fcntl(donor->pidfd, F_DUPFD_CLOEXEC, 3);
    if (fd >= HIGH_FD) {
        (void)sys_close(fd);
        return failed_at("fcntl", EMFILE, "more containers than descriptors");
    }
    if (fd < 0) {
        return failed(fd, "the other container's process");
    }
    launch->source[step->index] = (int16_t)fd;
    return 0;
}

int share_open(struct container *container, struct launch *launch) {
    int error = 0;
    for (uint32_t i = 0; error == 0 && i < launch->plan->count; i++) {
        const struct step *step = &launch->plan->steps[i];
        if (step->code == STEP_SHARE) {
            fail_at(step->index, step->code);
            error = open_donor(container, launch, step);
        }
    }
    return error;
}

static int keep_tree(struct launch *launch, const struct step *step, int tree) {
    if (tree >= HIGH_FD) {
        (void)sys_close(tree);
        return failed_at("open_tree", EMFILE, "more mounts than descriptors");
    }
    if (tree >= 0) {
        launch->source[step->index] = (int16_t)tree;
    }
    return tree < 0 ? tree : 0;
}

/* The other container's /dev/shm. Its own mount namespace may copy no tree (it may make no
 * namespace, and a tree by itself counts as one), but a copy of that namespace that is ours may. */
static int copy_shm(const struct launch *launch, const struct step_mount *step) {
    struct statfs system;
    const struct step *donor = plan_donor(launch->plan, NS_NEWIPC);
    int error = sys_setns(launch->source[donor->index], NS_NEWNS);
    error = error < 0 ? error : sys_unshare(NS_NEWNS);
    int place = error < 0 ? error
                          : sys_openat2(AT_FDCWD, step->target.at, O_PATH | O_DIRECTORY, 0,
                                        RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
    int tree = place < 0 ? place : sys_open_tree(place, "", AT_EMPTY_PATH);
    error = tree < 0 ? tree : sys_fstatfs(tree, &system);
    if (error == 0 && (long)system.f_type != TMPFS_MAGIC_NUMBER) {
        error = -ENODEV;
    }
    error = error < 0 ? error : sys_mount_setattr(tree, 0, step->flags, 0);
    if (place >= 0) {
        (void)sys_close(place);
    }
    if (error < 0) {
        return failed(error, step->target.at);
    }
    error = sys_setns(inner.bare, NS_NEWNS);
    return error < 0 ? failed(error, "bare mount namespace") : tree;
}

/* In a child born in the other container's pid namespace: which processes a /proc shows is who
 * mounts it. */
__attribute__((noreturn)) static void make_proc(const struct step_mount *step, int report) {
    struct word word = {0, {.step = NO_STEP}};
    int tree = mount_from_step(step);
    word.failure = failure;
    (void)message_send(report, &word, sizeof word, tree < 0 ? -1 : tree);
    sys_exit(0);
}

/* A descriptor, or the kept failure that came instead. */
static int hear_tree(int report) {
    struct word word;
    struct pollfd ready = {.fd = report, .events = POLLIN};
    int tree = -1;
    uint32_t count = 0;
    /* With the owner's ids, root of the other container may stop it. */
    int polled = sys_poll(&ready, 1, PROC_MILLISECONDS);
    if (polled <= 0) {
        return failed_at("poll", polled == 0 ? ETIMEDOUT : -polled, "/proc");
    }
    ssize_t got = message_receive(report, &word, sizeof word, &tree, 1, &count);
    if (got == (ssize_t)sizeof word && count == 1) {
        return tree;
    }
    if (got != (ssize_t)sizeof word) {
        return failed_at("read", ECONNRESET, "/proc");
    }
    fail_forget();
    fail_at(word.failure.step, word.failure.code);
    return failed_at(word.failure.call, word.failure.error, word.failure.text);
}

static int fetch_proc(const struct step_mount *step) {
    int pair[2];
    int status = 0;
    int error = sys_socketpair(SOCK_SEQPACKET, pair);
    pid_t maker = error < 0 ? error : sys_clone(0, NULL, -1);
    if (maker == 0) {
        (void)sys_close(pair[0]);
        make_proc(step, pair[1]);
    }
    if (maker < 0) {
        return failed(maker, "/proc");
    }
    (void)sys_close(pair[1]);
    int tree = hear_tree(pair[0]);
    (void)sys_close(pair[0]);
    (void)sys_kill(maker, SIGKILL);
    while (sys_wait4(maker, &status, 0) == -EINTR) {
    }
    return tree;
}

/* What only the owner of a namespace may mount, which the new container is not. */
static int fetch_mount(struct launch *launch, const struct step *step) {
    const struct step_mount *mount = &step->fields.mount;
    fail_at(step->index, step->code);
    if (text_is(&mount->type, "proc")) {
        return keep_tree(launch, step, fetch_proc(mount));
    }
    if (text_is(&mount->type, "tmpfs")) {
        return keep_tree(launch, step, copy_shm(launch, mount));
    }
    int tree = mount_from_step(mount);
    bool missing = tree == -ENODEV && (mount->how & MOUNT_OPTIONAL) != 0;
    if (missing) {
        fail_forget();
    }
    return missing ? 0 : keep_tree(launch, step, tree);
}

static int pass_all(struct launch *launch) {
    int error = 0;
    for (uint32_t i = 0; error == 0 && i < launch->plan->count; i++) {
        const struct step *step = &launch->plan->steps[i];
        if (step->code == STEP_SHARE) {
            fail_at(step->index, step->code);
            error = sys_setns(launch->source[i], step->fields.share.namespaces);
            error = error < 0 ? failed(error, "namespaces of the other container") : 0;
        } else if (step->code == STEP_MOUNT && (step->fields.mount.how & MOUNT_SHARED) != 0) {
            error = fetch_mount(launch, step);
        }
    }
    return error;
}

/* In the door child: returns in the container's first process only. */
static void pass_door(struct launch *launch, int report, uint64_t flags, int into) {
    struct word word = {0, {.step = NO_STEP}};
    int pidfd = -1;
    int error = pass_all(launch);
    if (error == 0) {
        const struct step *own = plan_find(launch->plan, STEP_NAMESPACES);
        fail_at(own->index, own->code);
        word.pid = sys_clone(flags | CLONE_PARENT, &pidfd, into);
        if (word.pid == 0) {
            (void)sys_close(report);
            return;
        }
        if (word.pid < 0) {
            (void)failed(word.pid, "namespaces of the container");
        }
    }
    word.failure = failure;
    (void)message_send(report, &word, sizeof word, pidfd);
    sys_exit(0);
}

/* The door child is in no container's pid namespace: nobody inside can stop it or keep it. */
static pid_t hear_word(int report, int *pidfd) {
    struct word word;
    uint32_t count = 0;
    ssize_t got;
    do {
        got = message_receive(report, &word, sizeof word, pidfd, 1, &count);
    } while (got == -EINTR);
    if (got != (ssize_t)sizeof word) {
        return got < 0 ? failed(got, "the door to the other container")
                       : failed_at("read", ECONNRESET, "the door to the other container");
    }
    if (word.pid <= 0 || count != 1) {
        fail_forget();
        fail_at(word.failure.step, word.failure.code);
        return failed_at(word.failure.call, word.failure.error, word.failure.text);
    }
    return word.pid;
}

pid_t share_clone(struct launch *launch, uint64_t flags, int into, int *pidfd) {
    int pair[2];
    int status = 0;
    int error = sys_socketpair(SOCK_SEQPACKET, pair);
    if (error < 0) {
        return failed(error, "the door to the other container");
    }
    pid_t door = sys_clone(0, NULL, -1);
    if (door == 0) {
        (void)sys_close(pair[0]);
        pass_door(launch, pair[1], flags, into);
        return 0;
    }
    (void)sys_close(pair[1]);
    pid_t pid = door < 0 ? failed(door, "the door to the other container")
                         : hear_word(pair[0], pidfd);
    (void)sys_close(pair[0]);
    if (door > 0) {
        (void)sys_kill(door, SIGKILL);
        while (sys_wait4(door, &status, 0) == -EINTR) {
        }
    }
    return pid;
}
