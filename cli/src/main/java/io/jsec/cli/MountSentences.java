package io.jsec.cli;

import io.jsec.launch.Step;
import io.jsec.linux.abi.Errno;

/** The sentences for the steps that build the container's file system. */
final class MountSentences {
    private static final int ENXIO = 6;

    private MountSentences() {}

    static CliException overlay(Step.Overlay step, LaunchFailure failure) {
        String root =
                step.lowers().isEmpty()
                        ? step.base()
                        : step.base() + "/" + step.lowers().getFirst();
        String what = "putting an overlay over the root file system " + root.replace("//", "/");
        if (failure.is(Errno.ENODEV)) {
            return failure.because(
                    what, "the kernel has no overlay file system", "modprobe overlay, as root");
        }
        if (failure.is(Errno.EPERM)) {
            return failure.because(
                    what,
                    "this kernel does not let an ordinary user mount one",
                    "a kernel of 5.11 or later");
        }
        if (failure.is(Errno.EINVAL, Errno.EOPNOTSUPP)) {
            return failure.because(
                    what,
                    "its file system, or the store's, cannot be part of an overlay",
                    "a root and a store on ext4, xfs, btrfs or tmpfs");
        }
        if (failure.is(Errno.EACCES, Errno.ENOENT)) {
            return failure.because(
                    what,
                    failure.meaning() + " on the way to it",
                    "a directory this user can reach, chmod o+x on its parents");
        }
        return plain(failure, what);
    }

    static CliException mount(Step.Mount step, LaunchFailure failure) {
        String what = "mounting " + step.type() + " on " + step.target();
        if (linked(failure)) {
            return hostile(failure, what, step.target());
        }
        if (failure.is(Errno.EPERM) && step.type().equals("proc")) {
            return failure.because(
                    what,
                    "the host's own /proc is partly hidden, as inside another container",
                    "jsec outside of that container");
        }
        if (failure.is(Errno.ENODEV)) {
            return failure.because(
                    what,
                    "the kernel has no such file system",
                    "jsec doctor, which names what this host lacks");
        }
        return missing(failure, what, step.target());
    }

    static CliException bind(Step.Bind step, LaunchFailure failure) {
        String what = "binding " + step.source() + " on " + step.target();
        if (failure.is(Errno.EACCES)) {
            return failure.because(
                    what,
                    "jsec's user cannot reach it",
                    "chmod on " + step.source() + " and its parents");
        }
        if (linked(failure)) {
            return hostile(failure, what, step.target());
        }
        if (failure.is(Errno.ENOTDIR, Errno.EISDIR)) {
            return failure.because(
                    what,
                    "one of them is a directory and the other a file, or a file is in the path",
                    "a target of the source's kind");
        }
        return missing(failure, what, step.target());
    }

    static CliException device(Step.Device step, LaunchFailure failure) {
        String what = "giving the container /dev/" + step.name();
        if (failure.is(Errno.ENODEV, Errno.ENOENT, ENXIO)) {
            return failure.because(
                    what,
                    "the host's /dev/" + step.name() + " is missing or another device",
                    "a host whose /dev is in order: ls -l /dev/" + step.name());
        }
        return plain(failure, what);
    }

    /** For the steps that hide, protect or make one path. */
    static CliException place(String path, LaunchFailure failure) {
        String what = "preparing " + path;
        return linked(failure) ? hostile(failure, what, path) : missing(failure, what, path);
    }

    private static boolean linked(LaunchFailure failure) {
        return failure.is(Errno.ELOOP, Errno.EXDEV);
    }

    private static CliException hostile(LaunchFailure failure, String what, String path) {
        return failure.because(
                what,
                "the root file system has a symbolic link there, which could lead elsewhere",
                "a root in which " + path + " and its parents are no links");
    }

    private static CliException missing(LaunchFailure failure, String what, String path) {
        if (failure.is(Errno.ENOTDIR)) {
            return failure.because(
                    what,
                    "the root file system has a file where a directory must be",
                    "a root in which " + path + " is a directory");
        }
        if (failure.is(Errno.ENOENT)) {
            return failure.because(
                    what, "it is not there and cannot be made", "a root that has " + path);
        }
        return plain(failure, what);
    }

    private static CliException plain(LaunchFailure failure, String what) {
        return failure.because(
                what, failure.meaning(), "jsec doctor, which names what this host lacks");
    }
}
