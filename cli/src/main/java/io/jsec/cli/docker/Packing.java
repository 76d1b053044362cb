package io.jsec.cli.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A file or folder of this host as an archive. Links are not followed. */
final class Packing {
    private static final int LOWER_BITS = 07777;
    private static final int KIND_BITS = 0170000;
    private static final int FOLDER = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int PIPE = 0010000;

    private final Path root;
    private final String name;
    private final Map<Object, String> linked = new HashMap<>();

    /**
     * For one file or folder.
     *
     * @param root on this host
     * @param name what it is called in the archive
     */
    Packing(Path root, String name) {
        this.root = root;
        this.name = name;
    }

    void writeTo(OutputStream out) throws IOException {
        TarWriter tar = new TarWriter(out);
        add(tar, root, name);
        tar.end();
    }

    private void add(TarWriter tar, Path file, String as) throws IOException {
        Map<String, Object> facts =
                Files.readAttributes(
                        file,
                        "unix:mode,uid,gid,size,lastModifiedTime,nlink,ino,dev",
                        LinkOption.NOFOLLOW_LINKS);
        int mode = number(facts, "mode");
        TarEntry entry = entry(file, as, facts, mode);
        if (entry == null) {
            return;
        }
        boolean shared = number(facts, "nlink") > 1;
        if (entry.kind() == TarEntry.Kind.FILE && shared) {
            String first = linked.putIfAbsent(List.of(fact(facts, "dev"), fact(facts, "ino")), as);
            if (first != null) {
                entry =
                        new TarEntry(
                                TarEntry.Kind.HARD_LINK,
                                as,
                                first,
                                entry.mode(),
                                entry.uid(),
                                entry.gid(),
                                0,
                                entry.modified());
            }
        }
        if (entry.kind() == TarEntry.Kind.FILE) {
            try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                tar.write(entry, content);
            }
        } else {
            tar.write(entry, InputStream.nullInputStream());
        }
        if (entry.kind() == TarEntry.Kind.FOLDER) {
            List<Path> below;
            try (Stream<Path> files = Files.list(file)) {
                below = files.sorted().toList();
            }
            for (Path each : below) {
                add(tar, each, as + "/" + each.getFileName());
            }
        }
    }

    private static Object fact(Map<String, Object> facts, String name) {
        return Objects.requireNonNull(facts.get(name), name);
    }

    private static int number(Map<String, Object> facts, String name) {
        return (Integer) fact(facts, name);
    }

    /** Sockets have no place in an archive. */
    private static @org.jspecify.annotations.Nullable TarEntry entry(
            Path file, String as, Map<String, Object> facts, int mode) throws IOException {
        TarEntry.Kind kind;
        String link = "";
        switch (mode & KIND_BITS) {
            case FOLDER -> kind = TarEntry.Kind.FOLDER;
            case REGULAR -> kind = TarEntry.Kind.FILE;
            case LINK -> {
                kind = TarEntry.Kind.SYMBOLIC_LINK;
                link = Files.readSymbolicLink(file).toString();
            }
            case PIPE -> kind = TarEntry.Kind.PIPE;
            default -> {
                return null;
            }
        }
        return new TarEntry(
                kind,
                as,
                link,
                mode & LOWER_BITS,
                Integer.toUnsignedLong(number(facts, "uid")),
                Integer.toUnsignedLong(number(facts, "gid")),
                kind == TarEntry.Kind.FILE ? ((Number) fact(facts, "size")).longValue() : 0,
                ((FileTime) fact(facts, "lastModifiedTime")).toInstant());
    }
}
