package io.jsec.audit.saved;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A tar archive of named parts. A plain one is read where its parts lie; one that is compressed as
 * a whole is inflated anew for each part.
 */
final class TarArchive implements Archive {
    private static final int ENTRIES_MAX = 100_000;
    private static final int LINKS_MAX = 8;

    private record Part(long offset, long bytes) {}

    private final FileChannel file;
    private final boolean compressed;
    private final Inflated.Budget budget;
    private final Map<String, Part> parts = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    /**
     * Reads the table of an archive.
     *
     * @throws IOException where it is damaged, or compressed in a way that is not supported
     */
    TarArchive(Path path, Inflated.Budget budget) throws IOException {
        this.budget = budget;
        this.file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            this.compressed = Inflated.isGzip(start(0).readNBytes(2));
            index();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void index() throws IOException {
        TarReader tar = new TarReader(stream());
        Optional<TarEntry> next = tar.next();
        for (int i = 0; next.isPresent(); i++) {
            if (i == ENTRIES_MAX) {
                throw new IOException("the archive has more than " + ENTRIES_MAX + " entries");
            }
            TarEntry entry = next.get();
            String name = LayerPath.of(entry.name()).substring(1);
            parts.remove(name);
            links.remove(name);
            switch (entry.kind()) {
                case FILE -> parts.put(name, new Part(tar.offset(), entry.size()));
                case SYMLINK -> links.put(name, beside(name, entry.link()));
                case HARDLINK -> links.put(name, LayerPath.of(entry.link()).substring(1));
                case FOLDER, OTHER -> {}
            }
            next = tar.next();
        }
        if (parts.isEmpty()) {
            throw new IOException("the archive is empty");
        }
    }

    /** Where a link of the archive leads, within the archive. */
    private static String beside(String name, String link) {
        Deque<String> way = new ArrayDeque<>();
        int slash = name.lastIndexOf('/');
        String all = slash < 0 || link.startsWith("/") ? link : name.substring(0, slash + 1) + link;
        for (String part : all.split("/", -1)) {
            if (part.equals("..")) {
                way.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                way.addLast(part);
            }
        }
        return String.join("/", way);
    }

    /** docker save of old writes a layer that two images share as a link. */
    private Optional<Part> part(String name) {
        String at = LayerPath.of(name).substring(1);
        for (int i = 0; i < LINKS_MAX; i++) {
            String link = links.get(at);
            if (link == null) {
                return Optional.ofNullable(parts.get(at));
            }
            at = link;
        }
        return Optional.empty();
    }

    /** From the begin of the archive, inflated. */
    private InputStream stream() throws IOException {
        InputStream raw = start(0);
        // A plain one is not counted: to skip in it costs nothing.
        if (compressed) {
            return Inflated.of(raw, budget);
        }
        byte[] magic = start(0).readNBytes(Inflated.MAGIC_BYTES);
        Inflated.refuse(magic);
        return raw;
    }

    /** The file from an offset on; skipping in it only moves on. */
    private InputStream start(long offset) {
        return new FileView(file, offset);
    }

    @Override
    public Inflated.Budget budget() {
        return budget;
    }

    @Override
    public Optional<Long> size(String name) {
        return part(name).map(Part::bytes);
    }

    @Override
    public InputStream open(String name) throws IOException {
        Part part = part(name).orElseThrow(() -> new IOException("no file " + name));
        if (!compressed) {
            return new Slice(start(part.offset()), part.bytes());
        }
        InputStream all = stream();
        all.skipNBytes(part.offset());
        return new Slice(all, part.bytes());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
