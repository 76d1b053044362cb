package io.jsec.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The embedded image {@code jsec/probe}: one static program of ours that reports from the inside
 * how a container is jailed. The image is made from that program alone and always comes out the
 * same, to the byte.
 */
public final class ProbeImage {
    /** The image's name. */
    public static final String NAME = "jsec/probe:latest";

    private static final int PROBE_BYTES_MAX = 1024 * 1024;
    private static final String PROGRAM = "jsec-probe";

    private static final String PASSWD =
            """
            root:x:0:0:root:/:/nonexistent
            nobody:x:65534:65534:nobody:/:/nonexistent
            """;
    private static final String GROUP =
            """
            root:x:0:
            nogroup:x:65534:
            """;

    private ProbeImage() {}

    /** How the image asks to be run: as root, without arguments. */
    public static ImageConfig config() {
        return new ImageConfig(
                List.of("/" + PROGRAM),
                List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                "",
                "");
    }

    /**
     * Makes sure that the store holds the image, and returns its root file system. What is there
     * already is verified first; what is not is built beside and appears by one rename, so that
     * several callers may do this at once and none may be killed at a bad moment.
     *
     * @param store the store's folder, which is made if it is missing
     * @param probeBinary the program, {@code lib/jsec-probe} of the distribution
     * @return {@code STORE/images/DIGEST12/rootfs}
     * @throws ImageException if the program is not one, or if the image in the store is corrupted
     */
    public static Path ensureRootfs(Path store, Path probeBinary) {
        byte[] program = readProgram(probeBinary);
        OciBlobs blobs = build(program);
        Path images = store.resolve("images");
        Path image = images.resolve(ImageDigest.of(blobs.manifest()).shortHex());
        try {
            if (!Files.exists(image, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(images);
                install(blobs, images, image);
            }
            // The layer is ours, to the byte: nothing else needs to be understood here.
            if (!Arrays.equals(new OciLayout(image).layer(), blobs.layer())) {
                throw ImageException.refused(
                        "image in " + image,
                        "it was made from another program",
                        "remove " + image + " and start again");
            }
            List<TarEntry> entries = entries(program);
            new RootFolder(image.resolve("rootfs")).verify(entries);
        } catch (IOException e) {
            throw ImageException.failed("unpacking " + NAME + " to " + image, e);
        }
        return image.resolve("rootfs");
    }

    /**
     * Writes the image as an OCI image layout.
     *
     * @param probeBinary the program, {@code lib/jsec-probe} of the distribution
     * @param folder an existing folder
     */
    public static void writeLayout(Path probeBinary, Path folder) {
        OciBlobs blobs = build(readProgram(probeBinary));
        try {
            new OciLayout(folder).write(blobs);
        } catch (IOException e) {
            throw ImageException.failed("writing " + NAME + " to " + folder, e);
        }
    }

    static OciBlobs build(byte[] program) {
        return OciBlobs.of(
                Tar.write(entries(program)), config(), NAME, ElfMachine.architecture(program));
    }

    private static List<TarEntry> entries(byte[] program) {
        return List.of(
                TarEntry.folder("dev", 0755),
                TarEntry.folder("etc", 0755),
                TarEntry.file("etc/group", 0644, text(GROUP)),
                TarEntry.file("etc/passwd", 0644, text(PASSWD)),
                TarEntry.file(PROGRAM, 0755, program),
                TarEntry.folder("proc", 0555),
                TarEntry.folder("run", 0755),
                TarEntry.folder("sys", 0555),
                TarEntry.folder("tmp", 01777));
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    static byte[] readProgram(Path probeBinary) {
        String instead = "build the distribution again with mvn package";
        if (!Files.isRegularFile(probeBinary)) {
            throw ImageException.refused("probe " + probeBinary, "there is no such file", instead);
        }
        try {
            if (Files.size(probeBinary) > PROBE_BYTES_MAX) {
                throw ImageException.refused(
                        "probe " + probeBinary,
                        "it is larger than " + PROBE_BYTES_MAX + " bytes",
                        instead);
            }
            byte[] program = Files.readAllBytes(probeBinary);
            if (!ElfMachine.isProgram(program)) {
                throw ImageException.refused(
                        "probe " + probeBinary, "it is not an ELF program", instead);
            }
            return program;
        } catch (IOException e) {
            throw ImageException.failed("reading " + probeBinary, e);
        }
    }

    private static void install(OciBlobs blobs, Path images, Path image) throws IOException {
        Path work = Files.createTempDirectory(images, ".probe-");
        try {
            new OciLayout(work).write(blobs);
            new RootFolder(work.resolve("rootfs")).unpack(Tar.read(blobs.layer()));
            Files.setAttribute(work, "unix:mode", 0755);
            Files.move(work, image, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IllegalStateException("a rename within one folder", e);
        } catch (IOException e) {
            // Somebody else was faster: theirs is verified like any other.
            if (!Files.isDirectory(image, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        } finally {
            remove(work);
        }
    }

    private static void remove(Path work) throws IOException {
        if (!Files.exists(work)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(work)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
