/* The kernel's keyrings, which no namespace separates fully. */
#define _GNU_SOURCE
#include "numbers.h"
#include "probe.h"

#include <errno.h>
#include <unistd.h>

#define SESSION_KEYRING (-3)
#define USER_KEYRING (-4)

static long add(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(SYS_add_key, "user", a->path, "x", 1, a->arg[0]));
}

static long request(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(SYS_request_key, "user", a->path, 0, 0));
}

static long control(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(syscall(SYS_keyctl, a->arg[0], a->arg[1], 0, 0, 0));
}

#define KEYS "CVE-2016-0728 keyring kernel-lpe"

static const struct attempt attempts[] = {
    /* The process keyring ends with the child: nothing stays behind. */
    {"add-key", "add a key", KEYS, .run = add, .path = "jsec-probe", .arg = {-2},
     .reached = {EDQUOT, EINVAL}},
    {"request-key", "look for a key", KEYS, .run = request, .path = "jsec-probe",
     .reached = {ENOKEY, EINVAL}},
    {"keyctl-session", "find the session's keyring", KEYS, .run = control,
     .arg = {0, SESSION_KEYRING}, .reached = {ENOKEY, EINVAL}},
    {"keyctl-user", "find the user's keyring", KEYS, .run = control, .arg = {0, USER_KEYRING},
     .reached = {ENOKEY, EINVAL}},
    {"keyctl-unknown", "reach the keyring call at all", KEYS, .run = control, .arg = {0x7fff, 0},
     .reached = {EOPNOTSUPP, EINVAL}},
};

const struct topic key_topic = TOPIC("keyrings", attempts);
