package io.jsec.audit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The reason of a file system's exception in the words of the C library. */
public final class IoReason {
    private IoReason() {}

    /** A phrase such as {@code permission denied}: Java's own message is often only the path. */
    public static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "no such file or directory";
            case FileAlreadyExistsException exists -> "file exists";
            case NotDirectoryException file -> "not a directory";
            case FileSystemLoopException loop -> "too many links";
            case FileSystemException other when other.getReason() != null -> reason(other);
            default -> String.valueOf(e.getMessage());
        };
    }

    private static String reason(FileSystemException e) {
        String text = String.valueOf(e.getReason());
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
