package io.jsec.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Damaged journals, kept as evidence in directories {@code damaged-TIME} below the journal's own.
 * Each is a journal by itself, for whoever verifies.
 */
public final class PutAside {
    private static final String PREFIX = "damaged-";
    private static final String FILES = "journal";
    private static final int TRIES_MAX = 100;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private PutAside() {}

    /**
     * Moves the files of a journal into such a directory, its key with them. Nothing is changed or
     * removed; where it is killed in between, the next one moves the rest.
     *
     * @return the directory
     * @throws JournalException where another engine writes it, or the host does not let us
     */
    public static Path move(Path directory, Instant now) {
        try {
            Disk disk = LocalDisk.make(directory);
            try (Closeable _ = locked(disk)) {
                Path aside = make(directory, TIME.format(now));
                for (String name : disk.names()) {
                    if (name.startsWith(FILES) && !name.equals(SegmentName.LOCK)) {
                        Files.move(directory.resolve(name), aside.resolve(name));
                    }
                }
                disk.sync();
                return aside;
            }
        } catch (IOException e) {
            throw new JournalException(
                    "putting the damaged journal in " + directory + " aside",
                    LocalDisk.reason(e),
                    "keep its files elsewhere by hand",
                    e);
        }
    }

    private static Closeable locked(Disk disk) throws IOException {
        return disk.lock(SegmentName.LOCK)
                .orElseThrow(() -> new IOException("another engine writes it"));
    }

    private static Path make(Path directory, String time) throws IOException {
        for (int i = 0; i < TRIES_MAX; i++) {
            Path aside = directory.resolve(PREFIX + time + (i == 0 ? "" : "-" + i));
            if (Files.notExists(aside)) {
                return Files.createDirectory(
                        aside,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
        }
        throw new IOException(TRIES_MAX + " of this second are there already");
    }

    /**
     * The directories that are there, oldest first.
     *
     * @throws JournalException where the directory cannot be read
     */
    public static List<Path> in(Path directory) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(each -> String.valueOf(each.getFileName()).startsWith(PREFIX))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new JournalException(
                    "reading the journal in " + directory,
                    LocalDisk.reason(e),
                    "as the user whose engine it is",
                    e);
        }
    }
}
