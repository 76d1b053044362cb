package io.jsec.image;

import io.jsec.image.ArchiveIntake.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the images of an archive into the store: layers first, names last. */
final class ArchiveLoader {
    private final StoreParts parts;

    ArchiveLoader(StoreParts parts) {
        this.parts = parts;
    }

    LoadResult load(InputStream archive, Progress progress) {
        List<LoadResult.Loaded> loaded = new ArrayList<>();
        Set<String> notes = new LinkedHashSet<>();
        try (StoreFiles.Work work = parts.files().work()) {
            ArchiveIntake intake = ArchiveIntake.read(archive, work, progress);
            for (LoadedImage image : ArchiveImages.of(intake, parts.architecture())) {
                loaded.add(add(image, progress, notes));
            }
        }
        return new LoadResult(loaded, List.copyOf(notes));
    }

    /** Puts one image into the store. */
    LoadResult.Loaded add(LoadedImage image, Progress progress, Set<String> notes) {
        byte[] configBlob = image.config().document("image configuration");
        ConfigDocument config = ConfigDocument.parse(configBlob);
        List<ImageDigest> diffIds = config.layers();
        if (diffIds.size() != image.layers().size()) {
            throw ImageException.invalid(
                    "image " + image.config().digest(),
                    "it names " + diffIds.size() + " layers and holds " + image.layers().size());
        }
        checkPlatform(image.config().digest(), config.platform());
        byte[] manifest =
                image.manifest()
                        .map(file -> file.document("image manifest"))
                        .orElseGet(() -> manifest(image));
        Set<ImageDigest> needed = new LinkedHashSet<>(diffIds);
        needed.addAll(Manifest.parse(manifest).blobs());
        needed.add(ImageDigest.of(manifest));
        try (Pins.Pin _ = parts.pins().hold(needed)) {
            for (int i = 0; i < diffIds.size(); i++) {
                ImageDigest diffId = diffIds.get(i);
                File file = image.layers().get(i);
                progress.report(diffId.shortHex(), "Loading layer", 0, file.size());
                notes.addAll(
                        parts.layers()
                                .ensure(diffId, () -> watched(file, diffId, progress))
                                .notes());
                parts.reached("layer " + i);
            }
            image.layers().forEach(file -> parts.blobs().take(file.path(), file.digest()));
            parts.blobs().put(configBlob);
            ImageDigest digest = parts.blobs().put(manifest);
            CatalogEntry entry =
                    new CatalogEntry(
                            image.type(),
                            digest,
                            manifest.length,
                            image.names(),
                            Optional.empty(),
                            Optional.empty());
            Map<String, ImageDigest> moved = parts.catalog().add(entry);
            return new LoadResult.Loaded(
                    image.config().digest(),
                    image.names().stream().sorted().map(ImageReference::parse).toList(),
                    moved);
        }
    }

    private void checkPlatform(ImageDigest id, Image.Platform platform) {
        if (!platform.os().equals("linux")) {
            throw ImageException.refused(
                    ImageException.Kind.UNSUPPORTED,
                    "image " + id,
                    "it is for " + platform.os(),
                    "an image for linux");
        }
    }

    private static InputStream watched(File file, ImageDigest layer, Progress progress)
            throws IOException {
        return new Watched(
                file.open(),
                bytes -> progress.report(layer.shortHex(), "Loading layer", bytes, file.size()));
    }

    private static byte[] manifest(LoadedImage image) {
        List<Manifest.Part> layers = new ArrayList<>();
        for (File file : image.layers()) {
            try (InputStream in = file.open()) {
                Compression compression = Compression.of(in);
                layers.add(Manifest.Part.layer(file.digest(), file.size(), compression));
            } catch (IOException e) {
                throw ImageException.failed("reading a layer", e);
            }
        }
        File config = image.config();
        Manifest.Part part =
                new Manifest.Part(OciBlobs.CONFIG_TYPE, config.digest(), config.size());
        return new Manifest(part, layers).write();
    }
}
