package io.jsec.cli;

import io.jsec.linux.abi.Errno;

/**
 * A call of jsec-launch that failed.
 *
 * @param call the system call's name, or the program's it started
 * @param errno its error number, 0 where there is none
 * @param subject what it was called on, or empty
 */
record LaunchFailure(String call, int errno, String subject) {
    /** Whether the call failed with one of these numbers. */
    boolean is(int... numbers) {
        for (int number : numbers) {
            if (number == errno) {
                return true;
            }
        }
        return false;
    }

    /** Such as {@code move_mount(/proc): EPERM (1)}. */
    String shown() {
        String argument = subject.isEmpty() ? "" : "(" + subject + ")";
        return errno == 0 ? call + argument : call + argument + ": " + name() + " (" + errno + ")";
    }

    private String name() {
        return Errno.name(errno);
    }

    /** The failure of a thing, in words: why, with the call behind it in brackets. */
    CliException because(String what, String why, String instead) {
        return CliException.failed(Code.STEP, what, why + " [" + shown() + "]", instead);
    }

    /** What the number alone says. */
    String meaning() {
        return switch (errno) {
            case Errno.EPERM -> "the kernel does not permit it to this user";
            case Errno.EACCES -> "permission denied";
            case Errno.ENOENT -> "no such file or directory";
            case Errno.ENOTDIR -> "a part of the path is not a directory";
            case Errno.ELOOP -> "a symbolic link stands in the path";
            case Errno.EXDEV -> "the path leads out of the container";
            case Errno.EROFS -> "the file system is read-only";
            case Errno.ENOSPC -> "the file system or a kernel limit is full";
            case Errno.ENOMEM -> "the kernel is out of memory";
            case Errno.EMFILE -> "too many files are open";
            case Errno.EBUSY -> "it is in use";
            case Errno.EEXIST -> "it exists already";
            case Errno.EINVAL -> "the kernel does not take it";
            case Errno.ENODEV -> "the kernel does not have it";
            case Errno.ENOSYS -> "the kernel is too old";
            case Errno.EAGAIN -> "a limit on processes or memory is reached";
            default -> "the kernel refused it";
        };
    }
}
