package io.jsec.audit.saved;

import io.jsec.rules.Fact;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.read.ImageConfigReader;
import io.jsec.rules.read.Node;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the parts of one image into its facts. */
final class ImageReader {
    private static final int LAYERS_MAX = 1_000;

    private final Archive archive;
    private final String place;

    ImageReader(Archive archive, String place) {
        this.archive = archive;
        this.place = place;
    }

    /**
     * An image as far as it can be read.
     *
     * @param facts where its configuration can be read; the files may be unknown
     * @param problem why not all of it can be judged
     */
    record Read(ImageFacts facts, Optional<String> problem) {}

    /**
     * Reads an image.
     *
     * @throws IOException where its configuration cannot be read
     */
    Read read(Target target, ImageParts parts) throws IOException {
        Node config = new Documents(archive).read(parts.config());
        LayerFiles files = new LayerFiles();
        Fact<Long> bytes;
        Fact<List<ImageFile>> known;
        Optional<String> problem = Optional.empty();
        try {
            layers(config, parts.layers(), files);
            bytes = Fact.of(files.bytes(), SourceLocation.whole(place));
            known = Fact.of(files.files(), SourceLocation.whole(place));
        } catch (IOException e) {
            String why = Reason.of(e);
            bytes = Fact.unknown(why);
            known = Fact.unknown(why);
            problem = Optional.of(why);
        }
        return new Read(
                ImageConfigReader.read(target, place, parts.names(), config, bytes, known),
                problem);
    }

    private void layers(Node config, List<ImageParts.Part> layers, LayerFiles files)
            throws IOException {
        List<Digest> contents = new ArrayList<>();
        for (Node each : Documents.items(config, "rootfs", "diff_ids")) {
            String text = each.string().orElse("");
            contents.add(
                    Digest.of(text)
                            .orElseThrow(() ->
                                    new IOException("the digest of a layer is none: " + text)));
        }
        if (contents.size() != layers.size() || layers.size() > LAYERS_MAX) {
            throw new IOException(
                    "the configuration tells of "
                            + contents.size()
                            + " layers, the manifest of "
                            + layers.size()
                            + (layers.size() > LAYERS_MAX ? ", more than " + LAYERS_MAX : ""));
        }
        for (int i = 0; i < layers.size(); i++) {
            layer(layers.get(i), contents.get(i), files);
        }
    }

    /** Both digests are checked: that of the bytes in the archive, and that of the content. */
    private void layer(ImageParts.Part part, Digest content, LayerFiles files) throws IOException {
        String what = "layer " + content.shown();
        if (archive.size(part.name()).isEmpty()) {
            throw new IOException(what + " is missing: " + part.name());
        }
        try (InputStream raw = archive.open(part.name())) {
            Digested outer = new Digested(raw, part.digest().orElse(content));
            Digested inner = new Digested(Inflated.of(outer, archive.budget()), content);
            files.add(content.toString(), new TarReader(inner));
            inner.check("its content");
            if (part.digest().isPresent()) {
                outer.check(part.name());
            }
        } catch (IOException e) {
            throw new IOException(what + ": " + Reason.of(e), e);
        }
    }
}
