package io.jsec.daemon.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** By what a file that was changed or replaced is told, without reading it. */
final class FileMark {
    private FileMark() {}

    /** The mark now; nothing where there is no such file, or none that may be looked at. */
    static Optional<String> of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(now.fileKey() + "/" + now.size() + "/" + now.lastModifiedTime());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
