package io.jsec.image;

import io.jsec.linux.LinuxException;
import io.jsec.linux.abi.Errno;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** An image or the store holding it is not as it must be; the message says what to do about it. */
public final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What went wrong, for a caller that answers each kind in its own way. */
    public enum Kind {
        /** There is no such image. */
        NOT_FOUND,
        /** Something of the request is not well formed, or names more than one image. */
        BAD_PARAMETER,
        /** A container, another image or another process uses it. */
        IN_USE,
        /** An archive or a document in it is not what it claims to be. */
        INVALID_ARCHIVE,
        /** Bytes do not match the digest they came with. */
        DIGEST_MISMATCH,
        /** A limit is exceeded. */
        TOO_LARGE,
        /** Well formed, and not done here. */
        UNSUPPORTED,
        /** The file system is full. */
        DISK_FULL,
        /** The store does not hold what it must. */
        DAMAGED,
        /** The system failed otherwise. */
        FAILED
    }

    private ImageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    private ImageException(Kind kind, String message, Exception cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** {@code <what> refused: <why>. Instead: <what to do>}. */
    static ImageException refused(String what, String why, String instead) {
        return refused(Kind.DAMAGED, what, why, instead);
    }

    static ImageException refused(Kind kind, String what, String why, String instead) {
        return new ImageException(kind, what + " refused: " + why + ". Instead: " + instead);
    }

    /** A message in words that clients look for. */
    static ImageException said(Kind kind, String words) {
        return new ImageException(kind, words);
    }

    /** A file operation failed: what was done, to what, and how the system put it. */
    static ImageException failed(String what, IOException cause) {
        if (isFull(cause)) {
            return new ImageException(Kind.DISK_FULL, what + " failed: no space left", cause);
        }
        boolean crowded = String.valueOf(cause.getMessage()).contains("Too many open files");
        return new ImageException(
                Kind.FAILED,
                what
                        + " failed: "
                        + cause
                        + (crowded
                                ? ". Instead: again when other clients are gone"
                                : ". Instead: check that the store is writable and not full"),
                cause);
    }

    /** A system call failed. */
    static ImageException failed(String what, LinuxException cause) {
        boolean full = cause.is(Errno.ENOSPC) || cause.is(Errno.EDQUOT);
        return new ImageException(
                full ? Kind.DISK_FULL : Kind.FAILED,
                what + " failed: " + cause.getMessage(),
                cause);
    }

    /** An archive is not what it must be. */
    static ImageException invalid(String what, String why) {
        return refused(Kind.INVALID_ARCHIVE, what, why, "make the archive again and check its sum");
    }

    /** A limit is exceeded. */
    static ImageException tooLarge(String what, String limit) {
        return refused(Kind.TOO_LARGE, what, "it has over " + limit, "a smaller image");
    }

    /** The JDK tells a full disk by words only. */
    private static boolean isFull(IOException e) {
        String words = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return words != null
                && (words.contains("No space left") || words.contains("quota exceeded"));
    }
}
