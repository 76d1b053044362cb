package io.jsec.image;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/** Makes images here: from a tar archive of a root file system, or from a container. */
final class ImageMaking {
    private static final long IMPORT_BYTES_MAX = 64L << 30;

    private final StoreParts parts;

    ImageMaking(StoreParts parts) {
        this.parts = parts;
    }

    /** What {@code docker import} does. */
    Image importRoot(InputStream archive, ImportRequest request, Progress progress) {
        ImageConfig config = ConfigChange.apply(ImageConfig.EMPTY, request.changes());
        String message = request.message().isEmpty() ? "Imported from -" : request.message();
        try (StoreFiles.Work work = parts.files().work();
                InputStream plain = Compression.plain(archive)) {
            ArchiveIntake.File layer =
                    StagedTar.write(
                            work.file("layer"),
                            out -> {
                                long copied = copy(plain, out, progress);
                                if (copied == 0) {
                                    throw ImageException.invalid("archive", "it is empty");
                                }
                            });
            Map<String, Object> step = Documents.ordered("created", now(), "comment", message);
            byte[] document =
                    ConfigWriter.document(head(""), config, List.of(layer.digest()), List.of(step));
            return add(work, List.of(), layer, document, request.name(), Optional.empty());
        } catch (EOFException | ZipException e) {
            throw ImageException.invalid("archive", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw ImageException.failed("importing an image", e);
        }
    }

    private static long copy(InputStream in, OutputStream out, Progress progress)
            throws IOException {
        InputStream watched =
                new Watched(
                        new BufferedInputStream(in),
                        bytes -> {
                            progress.report("", "Importing", bytes, 0);
                            if (bytes > IMPORT_BYTES_MAX) {
                                throw ImageException.tooLarge(
                                        "archive", IMPORT_BYTES_MAX + " bytes");
                            }
                        });
        return watched.transferTo(out);
    }

    /** What {@code docker commit} does. */
    Image commit(CommitRequest request) {
        ImageConfig config = ConfigChange.apply(request.config(), request.changes());
        Image base = ImageLookup.find(parts.catalog().images(), request.base().hex()).image();
        CatalogEntry entry =
                parts.catalog()
                        .entry(base.id())
                        .orElseThrow(() ->
                                ImageException.said(
                                        ImageException.Kind.NOT_FOUND,
                                        "No such image: " + base.id()));
        Manifest manifest = parts.catalog().manifest(entry);
        Set<ImageDigest> below = new LinkedHashSet<>(base.layers());
        below.addAll(manifest.blobs());
        try (Pins.Pin _ = parts.pins().hold(below);
                StoreFiles.Work work = parts.files().work()) {
            ArchiveIntake.File layer =
                    StagedTar.write(work.file("layer"), out -> writeUpper(request, out));
            List<ImageDigest> layers = new ArrayList<>(base.layers());
            layers.add(layer.digest());
            List<Map<String, Object>> history = history(base);
            Map<String, Object> step = Documents.ordered("created", now());
            step.put("created_by", String.join(" ", request.command()));
            if (!request.author().isEmpty()) {
                step.put("author", request.author());
            }
            if (!request.message().isEmpty()) {
                step.put("comment", request.message());
            }
            history.add(step);
            byte[] document =
                    ConfigWriter.document(head(request.author()), config, layers, history);
            return add(
                    work,
                    manifest.layers(),
                    layer,
                    document,
                    request.name(),
                    Optional.of(base.id()));
        } catch (IOException e) {
            throw ImageException.failed("committing a container", e);
        } catch (LinuxException e) {
            throw ImageException.failed("reading " + request.upper(), e);
        }
    }

    private static void writeUpper(CommitRequest request, OutputStream out) throws IOException {
        Set<String> left = relative(request.left());
        TreeTar.Rules rules = new TreeTar.Rules(IdRanges.SAME, true, false, left, Set.of());
        try (TarWriter tar = new TarWriter(out);
                Fd upper = Openat2.open(request.upper(), Fcntl.O_RDONLY, 0)) {
            new TreeTar(tar, rules).contents(upper, "");
        }
    }

    /** Absolute paths as raw relative ones. */
    static Set<String> relative(Set<String> paths) {
        return paths.stream()
                .map(path -> MemberPath.parse(RawName.ofText(path)).raw())
                .collect(Collectors.toSet());
    }

    private static List<Map<String, Object>> history(Image base) {
        List<Map<String, Object>> history = new ArrayList<>();
        for (Image.Step old : base.history()) {
            Map<String, Object> step = Documents.ordered("created", old.created().toString());
            step.put("created_by", old.createdBy());
            if (!old.author().isEmpty()) {
                step.put("author", old.author());
            }
            if (!old.comment().isEmpty()) {
                step.put("comment", old.comment());
            }
            if (old.emptyLayer()) {
                step.put("empty_layer", true);
            }
            history.add(step);
        }
        return history;
    }

    private Map<String, Object> head(String author) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("created", now());
        if (!author.isEmpty()) {
            head.put("author", author);
        }
        head.put("architecture", parts.architecture());
        head.put("os", "linux");
        return head;
    }

    private String now() {
        return parts.clock().instant().toString();
    }

    private Image add(
            StoreFiles.Work work,
            List<Manifest.Part> below,
            ArchiveIntake.File layer,
            byte[] config,
            Optional<ImageReference> name,
            Optional<ImageDigest> parent)
            throws IOException {
        ConfigDocument.parse(config);
        List<Manifest.Part> layers = new ArrayList<>(below);
        layers.add(Manifest.Part.layer(layer.digest(), layer.size(), Compression.NONE));
        Manifest.Part part =
                new Manifest.Part(OciBlobs.CONFIG_TYPE, ImageDigest.of(config), config.length);
        byte[] manifest = new Manifest(part, layers).write();
        List<ImageDigest> needed =
                List.of(layer.digest(), ImageDigest.of(config), ImageDigest.of(manifest));
        try (Pins.Pin _ = parts.pins().hold(needed)) {
            parts.layers().ensure(layer.digest(), layer::open);
            parts.blobs().take(layer.path(), layer.digest());
            parts.blobs().put(config);
            ImageDigest digest = parts.blobs().put(manifest);
            parts.reached("image of " + work.folder().getFileName());
            parts.catalog()
                    .add(
                            new CatalogEntry(
                                    OciBlobs.MANIFEST_TYPE,
                                    digest,
                                    manifest.length,
                                    name.map(r -> Set.of(r.toString())).orElse(Set.of()),
                                    Optional.empty(),
                                    parent));
            return ImageLookup.find(parts.catalog().images(), ImageDigest.of(config).hex()).image();
        }
    }
}
