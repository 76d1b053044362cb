package io.jsec.cli;

import io.jsec.linux.abi.Errno;

/** The sentences for what jsec-launch does around the plan's steps. */
final class LauncherSentences {
    private LauncherSentences() {}

    /** A failure that belongs to no step. */
    static CliException of(LaunchFailure failure) {
        return switch (failure.call()) {
            case "newuidmap", "newgidmap", "uid_map", "gid_map", "setgroups" -> idMap(failure);
            case "clone", "clone3", "unshare" ->
                    failure.because(
                            "making jsec's own namespaces",
                            failure.is(Errno.EPERM, Errno.EACCES)
                                    ? "this host does not let ordinary users make user namespaces"
                                    : failure.meaning(),
                            "jsec doctor, which names the switch");
            case "plan", "decode" ->
                    CliException.refused(
                            Code.PLAN,
                            "the launch plan",
                            "its bytes are damaged: " + failure.subject(),
                            "running the command again; nothing was started");
            default ->
                    failure.because(
                            "starting the container",
                            failure.meaning(),
                            "jsec doctor, which names what this host lacks");
        };
    }

    /** The map of ids, by the setuid programs of the package uidmap. */
    static CliException idMap(LaunchFailure failure) {
        String what = "giving the container its ids";
        if (failure.is(Errno.ENOENT)) {
            return failure.because(
                    what, "newuidmap and newgidmap are not installed", "apt install uidmap");
        }
        if (failure.is(Errno.EPERM, Errno.EACCES, 0)) {
            return failure.because(
                    what,
                    "/etc/subuid or /etc/subgid does not give this user the ids",
                    "usermod --add-subuids and --add-subgids as root, or jsec setup");
        }
        return failure.because(what, failure.meaning(), "jsec doctor");
    }
}
