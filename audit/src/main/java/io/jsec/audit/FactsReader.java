package io.jsec.audit;

import io.jsec.audit.saved.SavedImages;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Facts;
import io.jsec.rules.Target;
import io.jsec.rules.compose.ComposeFiles;
import io.jsec.rules.compose.ComposeLoader;
import io.jsec.rules.read.DaemonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Turns found files into facts. */
final class FactsReader {
    private static final int BYTES_MAX = 8 * 1024 * 1024;

    private FactsReader() {}

    /** What a file is called in reports. */
    static Target target(Discovery.Found file) {
        return switch (file.kind()) {
            case DOCKERFILE -> new Target(Target.Kind.DOCKERFILE, file.path());
            case COMPOSE -> new Target(Target.Kind.COMPOSE, file.path());
            case DAEMON -> new Target(Target.Kind.DAEMON, file.path());
            case IMAGE -> new Target(Target.Kind.IMAGE, file.path());
        };
    }

    /**
     * The bytes of a file.
     *
     * @throws IOException where it cannot be read, or is too large
     */
    static byte[] bytes(Path file) throws IOException {
        // It may grow, and a file of the kernel's has no size.
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                long size = Math.max(Files.size(file), bytes.length);
                throw new IOException("the file has " + size + " bytes, more than " + BYTES_MAX);
            }
            return bytes;
        }
    }

    /** The facts of a file; several where it describes several things. */
    static List<Facts> read(Discovery.Found file, byte[] bytes, ComposeFiles files) {
        return switch (file.kind()) {
            case DOCKERFILE -> List.of(DockerfileFacts.of(file.path(), bytes));
            case COMPOSE ->
                    ComposeLoader.load(ComposeProjects.automatic(file.path(), files), files);
            case DAEMON -> List.of(DaemonReader.read(file.path(), bytes));
            case IMAGE -> List.copyOf(SavedImages.read(file.file(), file.path()).images());
        };
    }
}
