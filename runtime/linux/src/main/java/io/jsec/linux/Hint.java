package io.jsec.linux;

import io.jsec.linux.abi.Errno;
import org.jspecify.annotations.Nullable;

/** Error numbers in words: what one means for a call, and what to do about it. */
final class Hint {
    private Hint() {}

    static String of(String call, int errno) {
        String special = special(call, errno);
        return special != null ? special : general(errno);
    }

    private static @Nullable String special(String call, int errno) {
        return switch (call) {
            case "connect" ->
                    switch (errno) {
                        case Errno.ECONNREFUSED ->
                                "nobody listens on this socket; start what serves it";
                        case Errno.ENOENT -> "there is no such socket; start what serves it";
                        default -> null;
                    };
            case "bind" ->
                    errno == Errno.ENAMETOOLONG
                            ? "a socket's path has at most 107 bytes; choose a shorter directory"
                            : null;
            case "openat2" ->
                    switch (errno) {
                        case Errno.EXDEV -> "the path leaves the directory it must stay in";
                        case Errno.ELOOP -> "the path holds a link that must not be followed";
                        case Errno.ENOSYS -> "the kernel is older than 5.6";
                        default -> null;
                    };
            case "execve" ->
                    switch (errno) {
                        case Errno.E2BIG -> "arguments and environment are too long together";
                        case Errno.EACCES -> "the file is not executable, or its mount is noexec";
                        case Errno.ENOEXEC -> "the file is no program for this machine";
                        default -> null;
                    };
            case "memfd_create" ->
                    errno == Errno.EACCES ? "the sysctl vm.memfd_noexec refuses it" : null;
            case "flock" -> errno == Errno.EAGAIN ? "somebody else holds the lock" : null;
            case "recvmsg", "poll" ->
                    errno == Errno.ETIMEDOUT ? "no answer in time; the other side hangs" : null;
            case "sendmsg" ->
                    errno == Errno.EMSGSIZE ? "the message is longer than the socket takes" : null;
            default -> null;
        };
    }

    private static String general(int errno) {
        return switch (errno) {
            case Errno.EPERM -> "this needs a privilege the caller lacks; see jsec doctor";
            case Errno.EACCES -> "permissions refuse it; check the owner and mode of the path";
            case Errno.ENOENT -> "it does not exist; check the path";
            case Errno.ESRCH -> "the process has ended";
            case Errno.EBADF -> "the descriptor is closed";
            case Errno.EEXIST -> "it exists already";
            case Errno.ENOTDIR -> "a component of the path is no directory";
            case Errno.EISDIR -> "it is a directory";
            case Errno.ELOOP -> "too many symbolic links; check the path";
            case Errno.ENAMETOOLONG -> "the path is too long; choose a shorter one";
            case Errno.EMFILE -> "this process has too many open files; raise ulimit -n";
            case Errno.ENOMEM -> "the kernel is out of memory";
            case Errno.ENOSPC -> "the file system or a kernel limit is full";
            case Errno.EROFS -> "the file system is read-only";
            case Errno.EBUSY -> "it is in use; end what uses it first";
            case Errno.EAGAIN -> "a limit is reached or nothing is ready; try again later";
            case Errno.ENOSYS -> "the kernel has no such call; see jsec doctor";
            case Errno.EINVAL ->
                    "the kernel refuses an argument; it may be too old, see jsec doctor";
            case Errno.EPIPE, Errno.ECONNRESET -> "the other side closed the connection";
            case Errno.ETIMEDOUT -> "it took too long";
            case Errno.EOPNOTSUPP -> "the file system or socket cannot do this";
            default -> "see errno(3)";
        };
    }
}
