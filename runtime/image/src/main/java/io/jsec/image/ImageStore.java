package io.jsec.image;

import io.jsec.linux.Fd;
import io.jsec.linux.Flock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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

    /**
     * Makes an image from a tar archive of its root file system, gzip or uncompressed.
     *
     * @throws ImageException INVALID_ARCHIVE, TOO_LARGE, UNSUPPORTED, DISK_FULL; BAD_PARAMETER for
     *     a change that is not understood
     */
    public Image importRoot(InputStream archive, ImportRequest request, Progress progress) {
        return new ImageMaking(parts).importRoot(archive, request, progress);
    }

    /**
     * Makes an image of a container: a layer of its upper directory on top of its image.
     *
     * @throws ImageException NOT_FOUND where that image is gone; BAD_PARAMETER for a change that is
     *     not understood
     */
    public Image commit(CommitRequest request) {
        return new ImageMaking(parts).commit(request);
    }

    /**
     * Writes images as an archive for {@code docker load}, which is an OCI image layout too.
     *
     * @param names each a name, a repository (all its tags) or an id (no name)
     * @param out stays open
     * @throws ImageException NOT_FOUND before anything is written; DAMAGED
     */
    public void save(List<String> names, OutputStream out) {
        new ArchiveSaver(parts).save(names, out);
    }

    /**
     * Gives an image another name, which another image may lose by that.
     *
     * @throws ImageException NOT_FOUND; BAD_PARAMETER for a name with a digest
     */
    public void tag(String nameOrId, ImageReference name) {
        tag(nameOrId, name, loser -> true);
    }

    /**
     * The same, unless an image would lose the name that may not.
     *
     * @param mayLose asked of the image that has the name now, if one has
     * @throws ImageException IN_USE where it may not
     */
    public void tag(String nameOrId, ImageReference name, Predicate<Image> mayLose) {
        if (name.tag().isEmpty()) {
            throw ImageException.said(
                    ImageException.Kind.BAD_PARAMETER,
                    "refusing to create a tag with a digest reference");
        }
        Image image = find(nameOrId);
        parts.catalog().tag(image.id(), name, mayLose);
    }

    /**
     * Removes a name, and with its last one the image; or by id an image with its names.
     *
     * @param force also with several names, and below stopped containers, which keep its layers
     * @param prune also parents without names that nothing else needs
     * @return what went, in order
     * @throws ImageException NOT_FOUND; IN_USE in dockerd's words
     */
    public List<Removal> remove(String nameOrId, boolean force, boolean prune) {
        return new ImageRemoval(parts).remove(nameOrId, force, prune);
    }

    /** Removes images that no container and no other image uses. */
    public PruneResult prune(PruneFilter filter) {
        return new ImageRemoval(parts).prune(filter);
    }

    /** How much room the images take. */
    public DiskUse diskUse() {
        return DiskUse.of(parts);
    }

    /**
     * How a container's files differ from those of its image, by path.
     *
     * @param layers of the container's image, lowest first
     * @param upper its upper directory
     * @param left absolute paths that the engine made for its mounts
     */
    public List<Change> changes(List<ImageDigest> layers, Path upper, Set<String> left) {
        return UpperDiff.of(upper, lowerDirectories(layers), ImageMaking.relative(left));
    }

    /**
     * Opens the files of a container that does not run: its layers with its upper directory on top,
     * to read and to write. The container must not start meanwhile.
     *
     * @param layers of its image, lowest first
     * @param work its work directory
     * @throws ImageException FAILED where overlays cannot be mounted
     */
    public MergedView view(List<ImageDigest> layers, Path upper, Path work) {
        return MergedView.mount(parts.files(), lowerDirectories(layers), upper, work);
    }

    /** The image's configuration as JSON, as it stands in its blob. */
    public byte[] configuration(Image image) {
        return parts.blobs().document(image.id());
    }

    /**
     * Makes sure that the embedded image {@code jsec/probe} is there.
     *
     * @param probeBinary the program, {@code lib/jsec-probe} of the distribution
     */
    public Image addProbe(Path probeBinary) {
        return new ProbeLoad(parts).add(probeBinary);
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
