package io.jsec.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The images of the store and their names: index.json on disk and the same in memory. Readers see
 * one state or the next; a change is on disk before anybody sees it.
 */
final class Catalog {
    private final StoreFiles files;
    private final Blobs blobs;
    private final LayerStore layers;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private Map<ImageDigest, CatalogEntry> entries = new TreeMap<>(Catalog::byHex);

    private volatile Map<ImageDigest, Image> images = Map.of();

    Catalog(StoreFiles files, Blobs blobs, LayerStore layers, Clock clock) {
        this.files = files;
        this.blobs = blobs;
        this.layers = layers;
        this.clock = clock;
    }

    private static int byHex(ImageDigest a, ImageDigest b) {
        return a.hex().compareTo(b.hex());
    }

    /**
     * Reads index.json. An image whose documents or layers are not there any more is left out.
     *
     * @return what was left out, in sentences
     */
    List<String> open() {
        lock.lock();
        try {
            List<String> notes = new ArrayList<>();
            Map<ImageDigest, CatalogEntry> found = new TreeMap<>(Catalog::byHex);
            Map<ImageDigest, Image> read = new LinkedHashMap<>();
            for (CatalogEntry entry : readIndex()) {
                try {
                    ImageDigest id = manifest(entry).config().digest();
                    CatalogEntry merged = found.containsKey(id) ? found.get(id).and(entry) : entry;
                    read.put(id, image(merged));
                    found.put(id, merged);
                } catch (ImageException e) {
                    if (e.kind() == ImageException.Kind.FAILED) {
                        throw e;
                    }
                    notes.add(
                            "image "
                                    + (entry.names().isEmpty() ? entry.manifest() : entry.names())
                                    + " was dropped: "
                                    + e.getMessage());
                }
            }
            entries = found;
            images = Map.copyOf(read);
            if (!Files.exists(index()) || !notes.isEmpty()) {
                write(found);
            }
            return notes;
        } finally {
            lock.unlock();
        }
    }

    private Path index() {
        return files.layout().resolve("index.json");
    }

    private List<CatalogEntry> readIndex() {
        List<CatalogEntry> all = new ArrayList<>();
        Path layout = files.layout().resolve("oci-layout");
        try {
            if (!Files.exists(layout)) {
                files.write(layout, OciBlobs.LAYOUT.getBytes(UTF_8));
            }
            if (Files.exists(index())) {
                JsonNode node = Documents.read(Files.readAllBytes(index()), index().toString());
                node.path("manifests").forEach(entry -> all.add(CatalogEntry.read(entry)));
            }
            return all;
        } catch (IOException e) {
            throw ImageException.failed("reading " + index(), e);
        }
    }

    private void write(Map<ImageDigest, CatalogEntry> next) {
        List<Map<String, Object>> manifests = new ArrayList<>();
        next.values().forEach(entry -> manifests.addAll(entry.write()));
        files.write(
                index(),
                Documents.write(
                        Documents.ordered(
                                "schemaVersion",
                                2,
                                "mediaType",
                                OciBlobs.INDEX_TYPE,
                                "manifests",
                                manifests)));
    }

    Manifest manifest(CatalogEntry entry) {
        return Manifest.parse(blobs.document(entry.manifest()));
    }

    private Image image(CatalogEntry entry) {
        Manifest manifest = manifest(entry);
        ConfigDocument config = ConfigDocument.parse(blobs.document(manifest.config().digest()));
        List<ImageDigest> diffIds = config.layers();
        if (diffIds.size() != manifest.layers().size()) {
            throw ImageException.invalid(
                    "image " + manifest.config().digest(),
                    "manifest and configuration have different numbers of layers");
        }
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            ImageDigest blob = manifest.layers().get(i).digest();
            if (!blobs.has(blob)) {
                throw Blobs.damaged(blob, "it is missing");
            }
            sizes.add(layers.ensure(diffIds.get(i), () -> blobs.open(blob)).bytes());
        }
        List<ImageReference> names =
                entry.names().stream().sorted().map(ImageReference::parse).toList();
        return new Image(
                manifest.config().digest(),
                entry.manifest(),
                names,
                config.created(),
                entry.tagged(),
                entry.parent(),
                config.platform(),
                config.author(),
                config.comment(),
                config.config(),
                diffIds,
                config.history(sizes),
                sizes.stream().mapToLong(Long::longValue).sum());
    }

    /** The images now, by id. */
    Map<ImageDigest, Image> images() {
        return images;
    }

    /** An image that is in the catalog, or was until just now. */
    Optional<CatalogEntry> entry(ImageDigest id) {
        lock.lock();
        try {
            return Optional.ofNullable(entries.get(id));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds an image whose blobs and layers are in place, or names to one that is there. A name that
     * another image has moves to this one.
     *
     * @return the id of the image that lost a name, for each that moved
     */
    Map<String, ImageDigest> add(CatalogEntry entry) {
        ImageDigest id = manifest(entry).config().digest();
        Map<String, ImageDigest> moved = new TreeMap<>();
        change(next -> {
            for (Map.Entry<ImageDigest, CatalogEntry> other : next.entrySet()) {
                if (!other.getKey().equals(id)) {
                    other.getValue().names().stream()
                            .filter(entry.names()::contains)
                            .forEach(name -> moved.put(name, other.getKey()));
                }
            }
            next.replaceAll((key, value) -> value.withoutNames(entry.names()));
            CatalogEntry there = next.get(id);
            CatalogEntry base = there == null ? unnamed(entry) : there;
            next.put(id, base.withNames(entry.names(), clock.instant()));
            return next;
        });
        return moved;
    }

    private static CatalogEntry unnamed(CatalogEntry entry) {
        return entry.withoutNames(entry.names());
    }

    /**
     * Gives an image a name, which another one loses.
     *
     * @param mayLose asked of the image that has it now, while nothing else changes
     * @throws ImageException NOT_FOUND where the image went just now; IN_USE where another keeps
     *     the name
     */
    void tag(ImageDigest id, ImageReference name, Predicate<Image> mayLose) {
        Set<String> names = Set.of(name.toString());
        change(next -> {
            for (Image other : images.values()) {
                boolean loses = !other.id().equals(id) && other.references().contains(name);
                if (loses && !mayLose.test(other)) {
                    throw ImageException.said(
                            ImageException.Kind.IN_USE,
                            "the name " + name.familiar() + " is another image's");
                }
            }
            CatalogEntry entry = next.get(id);
            if (entry == null) {
                throw ImageException.said(ImageException.Kind.NOT_FOUND, "No such image: " + id);
            }
            next.replaceAll((key, value) -> key.equals(id) ? value : value.withoutNames(names));
            next.put(id, entry.withNames(names, clock.instant()));
            return next;
        });
    }

    /** Takes names away from whatever image has them. */
    void untag(Set<String> names) {
        change(next -> {
            next.replaceAll((id, entry) -> entry.withoutNames(names));
            return next;
        });
    }

    /** Forgets an image. */
    void remove(ImageDigest id) {
        change(next -> {
            next.remove(id);
            return next;
        });
    }

    private void change(UnaryOperator<Map<ImageDigest, CatalogEntry>> change) {
        lock.lock();
        try {
            Map<ImageDigest, CatalogEntry> next = new TreeMap<>(Catalog::byHex);
            next.putAll(entries);
            next = change.apply(next);
            Map<ImageDigest, Image> read = new LinkedHashMap<>();
            for (Map.Entry<ImageDigest, CatalogEntry> entry : next.entrySet()) {
                Image old = images.get(entry.getKey());
                boolean same = entry.getValue().equals(entries.get(entry.getKey()));
                read.put(entry.getKey(), old != null && same ? old : image(entry.getValue()));
            }
            write(next);
            entries = next;
            images = Map.copyOf(read);
        } finally {
            lock.unlock();
        }
    }

    /** Blobs that images use. */
    Set<ImageDigest> usedBlobs() {
        lock.lock();
        try {
            Set<ImageDigest> used = new HashSet<>();
            for (CatalogEntry entry : entries.values()) {
                used.add(entry.manifest());
                used.addAll(manifest(entry).blobs());
            }
            return used;
        } finally {
            lock.unlock();
        }
    }
}
