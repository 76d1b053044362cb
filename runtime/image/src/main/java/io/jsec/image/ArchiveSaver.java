package io.jsec.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes images as one archive that {@code docker load} takes and that is an OCI image layout too:
 * manifest.json and index.json name the same blobs.
 */
final class ArchiveSaver {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final StoreParts parts;
    private final Map<ImageDigest, Set<ImageReference>> wanted = new LinkedHashMap<>();

    ArchiveSaver(StoreParts parts) {
        this.parts = parts;
    }

    /** Saves what the names mean: one name, every tag of a repository, or by id without a name. */
    void save(List<String> typed, OutputStream out) {
        typed.forEach(this::want);
        Set<ImageDigest> held = new LinkedHashSet<>();
        Map<ImageDigest, Manifest> manifests = new LinkedHashMap<>();
        try (Pins.Pin _ = parts.pins().hold(all(held, manifests));
                TarWriter tar = new TarWriter(out)) {
            folder(tar, "blobs/");
            folder(tar, "blobs/sha256/");
            for (ImageDigest blob : held) {
                copy(tar, blob);
            }
            document(tar, "index.json", index());
            document(tar, "manifest.json", dockerManifest(manifests));
            document(tar, "oci-layout", Documents.ordered("imageLayoutVersion", "1.0.0"));
            Map<String, Map<String, String>> repositories = repositories(manifests);
            if (!repositories.isEmpty()) {
                document(tar, "repositories", repositories);
            }
        } catch (IOException e) {
            throw ImageException.failed("saving images", e);
        }
    }

    private void want(String typed) {
        Map<ImageDigest, Image> images = parts.catalog().images();
        boolean byRepository = false;
        try {
            ImageReference name = ImageReference.parse(typed);
            if (name.isNameOnly()) {
                for (Image image : images.values()) {
                    for (ImageReference r : image.references()) {
                        if (r.repository().equals(name.repository()) && r.tag().isPresent()) {
                            wanted.computeIfAbsent(image.id(), id -> new LinkedHashSet<>()).add(r);
                            byRepository = true;
                        }
                    }
                }
            }
        } catch (ImageException e) {
            // No name: then it is an id, or nothing.
        }
        if (!byRepository) {
            ImageLookup.Found found = ImageLookup.find(images, typed);
            Set<ImageReference> names =
                    wanted.computeIfAbsent(found.image().id(), id -> new LinkedHashSet<>());
            found.name().filter(r -> r.tag().isPresent()).ifPresent(names::add);
        }
    }

    private Set<ImageDigest> all(Set<ImageDigest> blobs, Map<ImageDigest, Manifest> manifests) {
        for (ImageDigest id : wanted.keySet()) {
            CatalogEntry entry = entry(id);
            Manifest manifest = parts.catalog().manifest(entry);
            manifests.put(id, manifest);
            blobs.add(entry.manifest());
            blobs.addAll(manifest.blobs());
        }
        return blobs;
    }

    private CatalogEntry entry(ImageDigest id) {
        return parts.catalog()
                .entry(id)
                .orElseThrow(() ->
                        ImageException.said(ImageException.Kind.NOT_FOUND, "No such image: " + id));
    }

    private static void folder(TarWriter tar, String path) throws IOException {
        tar.member(TarMember.builder(path, TarKind.FOLDER).mode(0755).build());
    }

    private static void document(TarWriter tar, String path, Object content) throws IOException {
        byte[] bytes = Documents.write(content);
        tar.file(TarMember.builder(path, TarKind.FILE).size(bytes.length).build(), bytes);
    }

    private void copy(TarWriter tar, ImageDigest blob) throws IOException {
        tar.member(
                TarMember.builder(path(blob), TarKind.FILE).size(parts.blobs().size(blob)).build());
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = parts.blobs().open(blob)) {
            Sum sum = new Sum(in);
            for (int n = sum.read(buffer); n >= 0; n = sum.read(buffer)) {
                tar.write(buffer, n);
            }
            if (!sum.finish().equals(blob)) {
                throw Blobs.damaged(blob, "its content does not match its digest");
            }
        }
    }

    private static String path(ImageDigest blob) {
        return "blobs/sha256/" + blob.hex();
    }

    private Map<String, Object> index() {
        List<Map<String, Object>> descriptors = new ArrayList<>();
        wanted.forEach((id, names) -> {
            CatalogEntry entry = entry(id);
            List<String> texts = names.stream().map(ImageReference::toString).toList();
            for (String name : texts.isEmpty() ? List.of("") : texts) {
                Map<String, Object> one =
                        Documents.descriptor(entry.type(), entry.manifest(), entry.size());
                if (!name.isEmpty()) {
                    one.put(
                            "annotations",
                            Documents.ordered(
                                    "io.containerd.image.name", name, CatalogEntry.NAME, name));
                }
                descriptors.add(one);
            }
        });
        return Documents.ordered(
                "schemaVersion", 2, "mediaType", OciBlobs.INDEX_TYPE, "manifests", descriptors);
    }

    private List<Map<String, Object>> dockerManifest(Map<ImageDigest, Manifest> manifests) {
        List<Map<String, Object>> list = new ArrayList<>();
        wanted.forEach((id, names) -> {
            Map<String, Object> one = Documents.ordered("Config", path(id));
            one.put("RepoTags", names.stream().map(ImageReference::familiar).toList());
            one.put("Layers", layers(manifests, id));
            list.add(one);
        });
        return list;
    }

    private static List<String> layers(Map<ImageDigest, Manifest> manifests, ImageDigest id) {
        Manifest manifest = manifests.get(id);
        return manifest == null
                ? List.of()
                : manifest.layers().stream().map(layer -> path(layer.digest())).toList();
    }

    /** The index of clients before Docker 1.10; others ignore it. */
    private Map<String, Map<String, String>> repositories(Map<ImageDigest, Manifest> manifests) {
        Map<String, Map<String, String>> repositories = new TreeMap<>();
        wanted.forEach((id, names) -> {
            Manifest manifest = manifests.get(id);
            if (manifest == null || manifest.layers().isEmpty()) {
                return;
            }
            String top = manifest.layers().getLast().digest().hex();
            for (ImageReference name : names) {
                repositories
                        .computeIfAbsent(name.familiarName(), key -> new TreeMap<>())
                        .put(name.tag().orElse(""), top);
            }
        });
        return repositories;
    }
}
