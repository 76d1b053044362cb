package io.jsec.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.linux.Fd;
import io.jsec.linux.FileAttributes;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Layers of images, each unpacked once: a folder and a record beside it. */
final class LayerStore {
    /** 96 bits; the record holds all of them, so two layers cannot be taken for one another. */
    private static final int NAME_DIGITS = 24;

    private static final String RECORD = ".json";

    private final StoreFiles files;
    private final UnpackRules rules;
    private final LayerLimits limits;
    private final Map<ImageDigest, ReentrantLock> locks = new ConcurrentHashMap<>();

    LayerStore(StoreFiles files, Owners owners, LayerLimits limits) {
        this.files = files;
        this.rules = UnpackRules.layer(owners);
        this.limits = limits;
    }

    /** Opens the bytes of a layer, compressed or not. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /** The folder of a layer, whether or not it is there. */
    Path folder(ImageDigest layer) {
        return files.layers().resolve(name(layer));
    }

    private static String name(ImageDigest layer) {
        return layer.hex().substring(0, NAME_DIGITS);
    }

    private Path record(ImageDigest layer) {
        return files.layers().resolve(name(layer) + RECORD);
    }

    boolean has(ImageDigest layer) {
        return Files.isDirectory(folder(layer), LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(record(layer), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * What is known about a layer that is there.
     *
     * @throws ImageException DAMAGED
     */
    LayerReport report(ImageDigest layer) {
        try {
            JsonNode node = Documents.read(Files.readAllBytes(record(layer)), "layer record");
            if (!node.path("diffId").asText().equals(layer.toString())) {
                throw ImageException.refused(
                        "layer " + layer,
                        "another layer has the same short name",
                        "remove the image that holds the other one");
            }
            return new LayerReport(
                    node.path("entries").asLong(),
                    node.path("bytes").asLong(),
                    node.path("opaqueRoot").asBoolean(),
                    Documents.texts(node.path("notes")));
        } catch (IOException e) {
            throw ImageException.failed("reading " + record(layer), e);
        }
    }

    /**
     * Makes sure that a layer is unpacked.
     *
     * @param layer digest of the uncompressed bytes
     * @throws ImageException DIGEST_MISMATCH where they are others; what unpacking throws
     */
    LayerReport ensure(ImageDigest layer, Source source) {
        ReentrantLock lock = locks.computeIfAbsent(layer, digest -> new ReentrantLock());
        lock.lock();
        try {
            if (!has(layer)) {
                unpack(layer, source);
            }
            return report(layer);
        } catch (IOException e) {
            throw ImageException.failed("unpacking layer " + layer, e);
        } finally {
            lock.unlock();
        }
    }

    private void unpack(ImageDigest layer, Source source) throws IOException {
        try (StoreFiles.Work work = files.work();
                InputStream bytes = source.open();
                InputStream plain = limits.bounded(Compression.plain(bytes), "layer")) {
            Path root = Files.createDirectory(work.file("root"));
            Path trash = Files.createDirectory(work.file("trash"));
            Sum sum = new Sum(plain);
            LayerReport report;
            try (Fd rootFd = Openat2.open(root, Fcntl.O_RDONLY, 0);
                    Fd trashFd = Openat2.open(trash, Fcntl.O_RDONLY, 0)) {
                FileAttributes.mode(rootFd, 0755);
                report = LayerUnpacker.unpack(sum, rootFd, trashFd, rules, limits);
                ImageDigest actual = sum.finish();
                if (!actual.equals(layer)) {
                    throw mismatch(layer, actual);
                }
                FileAttributes.syncFileSystem(rootFd);
            }
            files.reached("unpacked " + layer.shortHex());
            remove(layer);
            files.write(record(layer), document(layer, report));
            files.place(root, folder(layer));
        }
    }

    static ImageException mismatch(ImageDigest expected, ImageDigest actual) {
        return ImageException.refused(
                ImageException.Kind.DIGEST_MISMATCH,
                "layer " + expected,
                "its bytes have the digest " + actual,
                "fetch the image again, from where it is not damaged");
    }

    private static byte[] document(ImageDigest layer, LayerReport report) {
        return Documents.write(
                Documents.ordered(
                        "diffId",
                        layer.toString(),
                        "entries",
                        report.entries(),
                        "bytes",
                        report.bytes(),
                        "opaqueRoot",
                        report.opaqueRoot(),
                        "notes",
                        report.notes()));
    }

    /** Removes a layer; first its record, so that half a layer is never taken for a whole one. */
    void remove(ImageDigest layer) {
        removeNamed(name(layer));
    }

    private void removeNamed(String name) {
        TreeRemoval.remove(files.layers().resolve(name + RECORD));
        files.reached("record of " + name + " gone");
        Path folder = files.layers().resolve(name);
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (StoreFiles.Work work = files.work()) {
            Files.move(folder, work.file("layer"));
            files.reached("layer " + name + " moved away");
        } catch (IOException e) {
            throw ImageException.failed("removing " + folder, e);
        }
    }

    /** Removes everything but these layers. */
    void keepOnly(Set<ImageDigest> layers) {
        Set<String> kept = new HashSet<>();
        kept.add(String.valueOf(files.noLayer().getFileName()));
        layers.stream().filter(this::has).forEach(layer -> kept.add(name(layer)));
        for (String file : StoreFiles.names(files.layers())) {
            String name =
                    file.endsWith(RECORD)
                            ? file.substring(0, file.length() - RECORD.length())
                            : file;
            if (!kept.contains(name)) {
                removeNamed(name);
            }
        }
    }

    /**
     * The folders of an image's layers as an overlay takes them.
     *
     * @param layers lowest first
     * @return at least one, highest first, up to the one that hides all below it
     */
    List<Path> lowers(List<ImageDigest> layers) {
        List<Path> lowers = new ArrayList<>();
        for (ImageDigest layer : layers.reversed()) {
            lowers.add(folder(layer));
            if (report(layer).opaqueRoot()) {
                break;
            }
        }
        return lowers.isEmpty() ? List.of(files.noLayer()) : lowers;
    }
}
