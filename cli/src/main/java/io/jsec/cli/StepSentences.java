package io.jsec.cli;

import io.jsec.launch.Step;
import io.jsec.linux.Resource;
import io.jsec.linux.abi.Errno;

/** The one sentence for each step that can fail: what, why, and what to do. */
final class StepSentences {
    private static final String DOCTOR = "jsec doctor, which names what this host lacks";

    private static final int EUSERS = 87;

    private StepSentences() {}

    /** The sentence for a step and the call that failed in it. */
    static CliException of(Step step, LaunchFailure failure) {
        return switch (step) {
            case Step.Cgroup s -> cgroup(s, failure);
            case Step.Namespaces s -> namespaces(failure);
            case Step.IdMap s -> LauncherSentences.idMap(failure);
            case Step.Overlay s -> MountSentences.overlay(s, failure);
            case Step.Mount s -> MountSentences.mount(s, failure);
            case Step.Bind s -> MountSentences.bind(s, failure);
            case Step.Device s -> MountSentences.device(s, failure);
            case Step.Symlink s ->
                    plain(failure, "making the link " + s.link(), "a root without " + s.link());
            case Step.Directory s -> MountSentences.place(s.path(), failure);
            case Step.Mask s -> MountSentences.place(s.path(), failure);
            case Step.ReadOnly s -> MountSentences.place(s.path(), failure);
            case Step.PivotRoot s -> plain(failure, "entering the root file system", DOCTOR);
            case Step.Hostname s ->
                    plain(failure, "setting the host name " + s.name(), "--hostname NAME");
            case Step.Sysctl s -> sysctl(s, failure);
            case Step.Rlimit s -> rlimit(s, failure);
            case Step.Landlock s ->
                    plain(
                            failure,
                            "closing the file system with Landlock",
                            "--security-opt jsec.landlock=off, or a kernel of 5.19 or later");
            case Step.User s -> user(s, failure);
            case Step.Capabilities s -> plain(failure, "dropping capabilities", DOCTOR);
            case Step.NoNewPrivs s -> plain(failure, "setting no_new_privs", DOCTOR);
            case Step.Seccomp s -> seccomp(failure);
            case Step.Stdio s -> stdio(failure);
            case Step.Exec s -> ExecSentences.of(s, failure);
            case Step.ReadOnlyRoot s ->
                    plain(failure, "making the root read-only", "the command without --read-only");
            case Step.OomScore s -> plain(failure, "setting the OOM score", DOCTOR);
            case Step.AppArmor s ->
                    failure.because(
                            "entering the AppArmor profile " + s.profile(),
                            failure.is(Errno.ENOENT) ? "it is not loaded" : failure.meaning(),
                            "jsec setup, as root, which loads it");
            case Step.Cleanup s ->
                    plain(failure, "removing " + s.path(), "jsec rm, once it is free again");
            case Step.Share s ->
                    plain(
                            failure,
                            "taking namespaces of the container " + s.container(),
                            "a container that is still running");
            case Step.Join s ->
                    plain(
                            failure,
                            "entering the container " + s.container(),
                            "a container that is still running");
            case Step.LoopbackUp s ->
                    plain(failure, "switching loopback on", "--network host, or jsec doctor");
        };
    }

    private static CliException plain(LaunchFailure failure, String what, String instead) {
        return failure.because(what, failure.meaning(), instead);
    }

    private static CliException cgroup(Step.Cgroup step, LaunchFailure failure) {
        String what = "limiting the container in " + step.path();
        String degrade = "--security-opt jsec.degrade=1 to go without the limit";
        if (failure.is(Errno.EACCES, Errno.EPERM)) {
            return failure.because(
                    what,
                    "this control group is not delegated to this user",
                    "jsec setup as root, or " + degrade);
        }
        if (failure.is(Errno.ENOENT, Errno.ENODEV)) {
            return failure.because(
                    what, "this host lacks the controller or the group is gone", degrade);
        }
        if (failure.is(Errno.EINVAL, Errno.ERANGE)) {
            return failure.because(
                    what,
                    "the kernel does not take the value",
                    "another value for --cpus, --cpu-shares, --cpuset-cpus, --memory or"
                            + " --pids-limit");
        }
        if (failure.is(Errno.EBUSY)) {
            return failure.because(what, "something is left in the group", "running it again");
        }
        return plain(failure, what, degrade);
    }

    private static CliException namespaces(LaunchFailure failure) {
        String what = "making the container's namespaces";
        if (failure.is(Errno.EPERM, Errno.EACCES)) {
            return failure.because(
                    what,
                    "this host does not let ordinary users make user namespaces",
                    "jsec setup as root, or sysctl kernel.unprivileged_userns_clone=1");
        }
        if (failure.is(Errno.ENOSPC, EUSERS)) {
            return failure.because(
                    what,
                    "the limit on namespaces is reached",
                    "sysctl user.max_user_namespaces and its neighbours, with higher numbers");
        }
        if (failure.is(Errno.EINVAL)) {
            return failure.because(what, "the kernel lacks one of them", DOCTOR);
        }
        return plain(failure, what, DOCTOR);
    }

    private static CliException sysctl(Step.Sysctl step, LaunchFailure failure) {
        String what = "writing " + step.value() + " to the sysctl " + step.name();
        return plain(failure, what, DOCTOR);
    }

    private static CliException rlimit(Step.Rlimit step, LaunchFailure failure) {
        String name =
                Resource.ofNumber(step.resource())
                        .map(Resource::optionName)
                        .orElse("number " + step.resource());
        String what = "setting the ulimit " + name;
        return failure.is(Errno.EPERM)
                ? failure.because(
                        what,
                        "it is above the hard limit jsec itself has",
                        "--ulimit " + name + "= with a lower number")
                : plain(failure, what, "--ulimit " + name + "= with another number");
    }

    private static CliException user(Step.User step, LaunchFailure failure) {
        String what = "becoming the user " + step.uid() + ":" + step.gid();
        return failure.is(Errno.EINVAL)
                ? failure.because(
                        what,
                        "the id has no place in the container's map",
                        "-u with an id below 65536")
                : plain(failure, what, "-u with another user");
    }

    private static CliException seccomp(LaunchFailure failure) {
        String what = "installing the system call filter";
        return failure.is(Errno.EINVAL)
                ? failure.because(
                        what,
                        "the kernel does not take the program",
                        "--security-opt seccomp=hardened")
                : plain(failure, what, DOCTOR);
    }

    private static CliException stdio(LaunchFailure failure) {
        String what = "making the container's terminal or pipes";
        return failure.is(Errno.ENOSPC, Errno.EMFILE)
                ? failure.because(
                        what, "the host has no terminal or descriptor left", "ending others first")
                : plain(failure, what, "the command without -t, or jsec doctor");
    }
}
