package io.jsec.cli;

import io.jsec.launch.Step;
import io.jsec.linux.abi.Errno;

/** The sentences for the command itself, in the words Docker's users know, with its exit codes. */
final class ExecSentences {
    private ExecSentences() {}

    static CliException of(Step.Exec step, LaunchFailure failure) {
        if (failure.call().equals("chdir") || failure.call().equals("fchdir")) {
            return failure.because(
                    "-w " + step.cwd(), failure.meaning(), "-w with a directory of the container");
        }
        String command = step.argv().getFirst();
        if (failure.is(Errno.ENOENT, Errno.ENOTDIR)) {
            return notFound(command, failure);
        }
        if (failure.is(Errno.EACCES, Errno.EPERM, Errno.ENOEXEC, Errno.ELOOP, Errno.EISDIR)
                || failure.is(Errno.E2BIG, Errno.EINVAL)) {
            return notExecutable(command, failure);
        }
        return failure.because(
                "exec: \"" + command + "\"", failure.meaning(), "running it again, or jsec doctor");
    }

    private static CliException notFound(String command, LaunchFailure failure) {
        String why =
                command.indexOf('/') < 0
                        ? "executable file not found in $PATH"
                        : "no such file or directory (the file, or the interpreter it names)";
        return CliException.failed(
                        Code.COMMAND_NOT_FOUND,
                        "exec: \"" + command + "\"",
                        why + " [" + failure.shown() + "]",
                        "a command that is in the root file system")
                .withExit(ExitCode.NOT_FOUND);
    }

    private static CliException notExecutable(String command, LaunchFailure failure) {
        String why =
                switch (failure.errno()) {
                    case Errno.ENOEXEC -> "exec format error: no program for this machine";
                    case Errno.E2BIG -> "arguments and environment are too long together";
                    case Errno.ELOOP -> "its symbolic links lead in a circle";
                    case Errno.EINVAL -> "its format is damaged";
                    default -> "permission denied";
                };
        return CliException.failed(
                        Code.COMMAND_NOT_EXECUTABLE,
                        "exec: \"" + command + "\"",
                        why + " [" + failure.shown() + "]",
                        "chmod +x, or a program of the root file system")
                .withExit(ExitCode.NOT_EXECUTABLE);
    }
}
