package io.jsec.daemon.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what a file that was changed or replaced is told, without reading it. It is asked for at each
 * handshake and request, so that nothing is made a text.
 *
 * @param key which file it is
 * @param size in bytes
 * @param modified when it was written last
 */
record FileMark(@Nullable Object key, long size, FileTime modified) {
    /** The mark now; nothing where there is no such file, or none that may be looked at. */
    static Optional<FileMark> of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new FileMark(now.fileKey(), now.size(), now.lastModifiedTime()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
