package io.jsec.image;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The files of an image archive, each under a number in a folder of the store: no name of the
 * archive reaches the file system. Digests are taken on the way in.
 */
final class ArchiveIntake {
    private static final int LINKS_DEEP_MAX = 8;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int NAME_BYTES_MAX = 32 << 20;

    /** Folders, pipes and what is replaced later count too: reading them takes time. */
    static final LayerLimits LIMITS = new LayerLimits(100_000, 256L << 30);

    private final StoreFiles.Work work;
    private final Progress progress;
    private final Map<MemberPath, File> files = new HashMap<>();
    private final Map<MemberPath, MemberPath> links = new HashMap<>();
    private final LayerLimits limits;
    private long bytes;
    private long members;
    private long nameBytes;

    private ArchiveIntake(StoreFiles.Work work, Progress progress, LayerLimits limits) {
        this.limits = limits;
        this.work = work;
        this.progress = progress;
    }

    /** A file of the archive as it lies in the store. */
    record File(Path path, ImageDigest digest, long size) {
        /** A small one's content. */
        byte[] document(String what) {
            if (size > Documents.BYTES_MAX) {
                throw ImageException.tooLarge(what, Documents.BYTES_MAX + " bytes");
            }
            try {
                return Files.readAllBytes(path);
            } catch (IOException e) {
                throw ImageException.failed("reading " + what, e);
            }
        }

        InputStream open() throws IOException {
            return new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
        }
    }

    /**
     * Takes a whole archive in, compressed or not.
     *
     * @throws ImageException INVALID_ARCHIVE, TOO_LARGE, UNSUPPORTED or DISK_FULL
     */
    static ArchiveIntake read(InputStream archive, StoreFiles.Work work, Progress progress) {
        return read(archive, work, progress, LIMITS);
    }

    /** The same with other limits. */
    static ArchiveIntake read(
            InputStream archive, StoreFiles.Work work, Progress progress, LayerLimits limits) {
        ArchiveIntake intake = new ArchiveIntake(work, progress, limits);
        try (InputStream plain = Compression.plain(archive)) {
            intake.take(new TarReader(new Bounded(plain, "image archive", limits.bytesMax())));
            return intake;
        } catch (IllegalArgumentException | EOFException | ZipException e) {
            throw ImageException.invalid("image archive", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw ImageException.failed("reading an image archive", e);
        } catch (LinuxException e) {
            throw ImageException.failed("storing an image archive", e);
        }
    }

    private void take(TarReader archive) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (TarMember member = archive.next(); member != null; member = archive.next()) {
            count(member);
            MemberPath path = MemberPath.parse(member.path());
            switch (member.kind()) {
                case FILE -> takeFile(archive, path, member, buffer);
                case SYMBOLIC_LINK -> links.put(path, target(path, member.link()));
                case HARD_LINK -> links.put(path, MemberPath.parse(member.link()));
                case FOLDER, PIPE, CHARACTER_DEVICE, BLOCK_DEVICE -> {
                    // Nothing of an image is in these.
                }
            }
        }
    }

    /** Names are kept in memory until the archive is in. */
    private void count(TarMember member) {
        nameBytes += member.path().length() + member.link().length();
        if (++members > limits.entriesMax()) {
            throw ImageException.tooLarge("image archive", limits.entriesMax() + " files");
        }
        if (nameBytes > NAME_BYTES_MAX) {
            throw ImageException.tooLarge("image archive", NAME_BYTES_MAX + " bytes of names");
        }
    }

    private static MemberPath target(MemberPath path, String link) {
        return MemberPath.parse(
                link.startsWith("/") || path.isRoot() ? link : path.parent().raw() + "/" + link);
    }

    private void takeFile(TarReader archive, MemberPath path, TarMember member, byte[] buffer)
            throws IOException {
        if (member.extents() != null) {
            throw new IllegalArgumentException("'" + path + "' has holes");
        }
        bytes = Math.addExact(bytes, member.size());
        if (bytes > limits.bytesMax()) {
            throw ImageException.tooLarge("image archive", limits.bytesMax() + " bytes");
        }
        Path place = work.file("file-" + members);
        Sum sum =
                new Sum(
                        new InputStream() {
                            @Override
                            public int read() {
                                throw new IllegalStateException("read by blocks only");
                            }

                            @Override
                            public int read(byte[] into, int offset, int length)
                                    throws IOException {
                                return archive.read(into);
                            }
                        });
        int flags = Fcntl.O_WRONLY | Fcntl.O_CREAT | Fcntl.O_EXCL;
        try (Fd file = Openat2.open(place, flags, 0600)) {
            for (int n = sum.read(buffer); n >= 0; n = sum.read(buffer)) {
                file.write(buffer, n);
            }
        }
        progress.report("", "Reading archive", bytes, 0);
        links.remove(path);
        files.put(path, new File(place, sum.finish(), member.size()));
    }

    /** A file by its path in the archive, links of the archive followed. */
    Optional<File> find(String path) {
        MemberPath at = MemberPath.parse(RawName.ofText(path));
        for (int i = 0; i < LINKS_DEEP_MAX; i++) {
            File file = files.get(at);
            if (file != null) {
                return Optional.of(file);
            }
            MemberPath next = links.get(at);
            if (next == null) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.empty();
    }

    /**
     * A file that the archive's own documents name.
     *
     * @throws ImageException INVALID_ARCHIVE where it is missing
     */
    File need(String path) {
        try {
            return find(path)
                    .orElseThrow(() ->
                            ImageException.invalid(
                                    "image archive",
                                    "it has no file " + RawName.show(RawName.ofText(path))));
        } catch (IllegalArgumentException e) {
            throw ImageException.invalid("image archive", String.valueOf(e.getMessage()));
        }
    }

    /**
     * A blob of an image layout.
     *
     * @throws ImageException INVALID_ARCHIVE where it is missing, DIGEST_MISMATCH where it is
     *     another
     */
    File blob(ImageDigest digest) {
        File file = need("blobs/sha256/" + digest.hex());
        if (!file.digest().equals(digest)) {
            throw ImageException.refused(
                    ImageException.Kind.DIGEST_MISMATCH,
                    "blob " + digest,
                    "its bytes have the digest " + file.digest(),
                    "make the archive again");
        }
        return file;
    }
}
