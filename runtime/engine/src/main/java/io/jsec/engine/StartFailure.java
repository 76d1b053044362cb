package io.jsec.engine;

import io.jsec.launch.LaunchPlan;
import io.jsec.launch.Step;
import io.jsec.linux.abi.Errno;

/**
 * Why a start failed, in a sentence: Docker's words where clients match them to find the exit code.
 *
 * @param exitCode 127 where the command is missing, 126 where it cannot run, else 128
 */
record StartFailure(int exitCode, String sentence) {
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;
    private static final int OTHER = 128;

    static StartFailure of(Launcher.Outcome.Failed failed, LaunchPlan plan) {
        boolean known = failed.step() >= 0 && failed.step() < plan.steps().size();
        if (known && plan.steps().get(failed.step()) instanceof Step.Exec exec) {
            return exec(exec, failed);
        }
        if (known
                && plan.steps().get(failed.step()) instanceof Step.Cgroup
                && failed.errno() == Errno.EOPNOTSUPP) {
            // Of all limits, the kernel has this answer for the weight of a disk only.
            return new StartFailure(
                    OTHER,
                    "failed to start container: weighing a disk refused: nothing weighs it now: "
                            + shown(failed)
                            + ". Instead: enable=1 for it in /sys/fs/cgroup/io.cost.qos or the"
                            + " scheduler bfq, as root, or --device-read-bps and"
                            + " --device-write-bps");
        }
        String step =
                known ? plan.steps().get(failed.step()).getClass().getSimpleName() : "the launcher";
        return new StartFailure(OTHER, "failed to start container: " + step + ": " + shown(failed));
    }

    private static StartFailure exec(Step.Exec exec, Launcher.Outcome.Failed failed) {
        if (failed.call().endsWith("chdir")) {
            return new StartFailure(
                    OTHER,
                    "failed to start container: working directory \""
                            + exec.cwd()
                            + "\": "
                            + shown(failed));
        }
        return ofCommand("failed to start container: ", exec.argv().getFirst(), failed);
    }

    /** The same for a process in a container: whatever failed, it did not run. */
    static StartFailure ofExec(Launcher.Outcome.Failed failed, String command) {
        return ofCommand("OCI runtime exec failed: ", command, failed);
    }

    private static StartFailure ofCommand(
            String what, String command, Launcher.Outcome.Failed failed) {
        String begin = what + "exec: \"" + command + "\": ";
        return switch (failed.errno()) {
            case Errno.ENOENT, Errno.ENOTDIR ->
                    new StartFailure(
                            NOT_FOUND,
                            begin
                                    + (command.indexOf('/') < 0
                                            ? "executable file not found in $PATH"
                                            : "stat " + command + ": no such file or directory"));
            case Errno.EACCES, Errno.EPERM, Errno.EISDIR, Errno.ELOOP ->
                    new StartFailure(NOT_EXECUTABLE, begin + "permission denied");
            case Errno.ENOEXEC -> new StartFailure(NOT_EXECUTABLE, begin + "exec format error");
            default -> new StartFailure(NOT_EXECUTABLE, begin + shown(failed));
        };
    }

    private static String shown(Launcher.Outcome.Failed failed) {
        String argument = failed.argument().isEmpty() ? "" : "(" + failed.argument() + ")";
        return failed.call()
                + argument
                + ": "
                + Errno.name(failed.errno())
                + " ("
                + failed.errno()
                + ")";
    }
}
