package io.jsec.image;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings the embedded image into the store, with the digests it has everywhere. */
final class ProbeLoad {
    private final StoreParts parts;

    ProbeLoad(StoreParts parts) {
        this.parts = parts;
    }

    Image add(Path probeBinary) {
        OciBlobs probe = ProbeImage.build(ProbeImage.readProgram(probeBinary));
        ImageDigest layer = ImageDigest.of(probe.layer());
        ImageDigest id = ImageDigest.of(probe.config());
        ImageDigest manifest = ImageDigest.of(probe.manifest());
        ImageReference name = ImageReference.parse(ProbeImage.NAME);
        Image there = parts.catalog().images().get(id);
        if (there != null && there.references().contains(name)) {
            return there;
        }
        try (Pins.Pin _ = parts.pins().hold(List.of(layer, id, manifest))) {
            parts.layers().ensure(layer, () -> new ByteArrayInputStream(probe.layer()));
            parts.blobs().put(probe.layer());
            parts.blobs().put(probe.config());
            parts.blobs().put(probe.manifest());
            parts.catalog()
                    .add(
                            new CatalogEntry(
                                    OciBlobs.MANIFEST_TYPE,
                                    manifest,
                                    probe.manifest().length,
                                    Set.of(name.toString()),
                                    Optional.empty(),
                                    Optional.empty()));
        }
        return ImageLookup.find(parts.catalog().images(), id.hex()).image();
    }
}
