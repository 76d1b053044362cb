package io.jsec.image;

import io.jsec.linux.Fd;
import io.jsec.linux.Flock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The images of an engine. Safe for several threads; one process at a time.
 *
 * <p>Whatever moment a process is killed at, the next {@link #open} reads what is there and takes
 * away what was half done. Methods throw {@link ImageException}.
 */
public final class ImageStore implements AutoCloseable {
    private final Fd lock;
    private final StoreParts parts;
    private final List<String> notes;

    private ImageStore(Fd lock, StoreParts parts, List<String> notes) {
        this.lock = lock;
        this.parts = parts;
        this.notes = List.copyOf(notes);
    }

    /**
     * Opens a store, or makes one.
     *
     * @param store the folder, whose parent exists
     * @param use what containers use of it, asked before anything is removed
     * @param architecture of this machine in Go's names: {@code amd64}
     * @throws ImageException IN_USE where another process has it open
     */
    public static ImageStore open(Path store, ImageUse use, Clock clock, String architecture) {
        return open(store, use, clock, architecture, StoreFiles.Steps.IGNORED);
    }

    static ImageStore open(
            Path store, ImageUse use, Clock clock, String architecture, StoreFiles.Steps steps) {
        StoreFiles files = new StoreFiles(store, steps);
        Fd lock = lock(store, files);
        try {
            files.prepare();
            Blobs blobs = new Blobs(files);
            LayerStore layers = new LayerStore(files, Owners.ofThisProcess(), LayerLimits.DEFAULT);
            Catalog catalog = new Catalog(files, blobs, layers, clock);
            List<String> notes = catalog.open();
            StoreParts parts =
                    new StoreParts(
                            files, blobs, layers, catalog, new Pins(), use, clock, architecture);
            StoreSweep.everything(parts);
            return new ImageStore(lock, parts, notes);
        } catch (IOException e) {
            lock.close();
            throw ImageException.failed("opening the image store " + store, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Fd lock(Path store, StoreFiles files) {
        try {
            Files.createDirectories(store);
        } catch (IOException e) {
            throw ImageException.failed("making " + store, e);
        }
        return Flock.tryLock(files.lock())
                .orElseThrow(() ->
                        ImageException.refused(
                                ImageException.Kind.IN_USE,
                                "image store " + store,
                                "another process has it open",
                                "end that process, or use its socket"));
    }

    /** What was dropped at the start because it was damaged, in sentences. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Loads every image of an archive that {@code docker save} wrote, or of an OCI image layout in
     * a tar archive; gzip or uncompressed. Images before a broken one stay.
     *
     * @throws ImageException INVALID_ARCHIVE, DIGEST_MISMATCH, TOO_LARGE, UNSUPPORTED, DISK_FULL
     */
    public LoadResult load(InputStream archive, Progress progress) {
        return new ArchiveLoader(parts).load(archive, progress);
    }

    /**
     * Finds an image by name, by name and digest, or by the start of its id.
     *
     * @throws ImageException NOT_FOUND; BAD_PARAMETER where the start is that of several
     */
    public Image find(String nameOrId) {
        return ImageLookup.find(parts.catalog().images(), nameOrId).image();
    }

    /** Lists images, newest first. */
    public List<Image> list(ImageFilter filter) {
        return ImageListing.list(parts.catalog().images(), filter);
    }

    /**
     * The unpacked layers as lower directories of an overlay, highest first, at least one. Mount
     * with {@code userxattr}.
     */
    public List<Path> lowerDirectories(List<ImageDigest> layers) {
        return parts.layers().lowers(layers);
    }

    /** Keeps layers from being removed until {@link Hold#close}: while a container is made. */
    public Hold hold(Image image) {
        Set<ImageDigest> digests = new HashSet<>(image.layers());
        Pins.Pin pin = parts.pins().hold(digests);
        return pin::close;
    }

    /** Layers that are not removed meanwhile. */
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** Lets another process open the store. */
    @Override
    public void close() {
        lock.close();
    }
}
