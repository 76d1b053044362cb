package io.jsec.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The blobs of the store, each under its SHA-256. */
final class Blobs {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final StoreFiles files;

    Blobs(StoreFiles files) {
        this.files = files;
    }

    Path path(ImageDigest digest) {
        return files.blobs().resolve(digest.hex());
    }

    boolean has(ImageDigest digest) {
        return Files.isRegularFile(path(digest));
    }

    long size(ImageDigest digest) {
        try {
            return Files.size(path(digest));
        } catch (IOException e) {
            throw ImageException.failed("reading blob " + digest, e);
        }
    }

    /** Puts a document there, and returns its digest. */
    ImageDigest put(byte[] document) {
        ImageDigest digest = ImageDigest.of(document);
        if (!has(digest)) {
            files.write(path(digest), document);
        }
        return digest;
    }

    /**
     * Gives a file whose digest was taken when it was written its place here, too: another image of
     * the same archive may need it where it was.
     */
    void take(Path staged, ImageDigest digest) {
        if (has(digest)) {
            return;
        }
        try {
            files.link(staged, path(digest));
        } catch (IOException e) {
            throw ImageException.failed("storing blob " + digest, e);
        }
    }

    /**
     * Reads a document and checks its digest.
     *
     * @throws ImageException DAMAGED where it is missing or not what it was
     */
    byte[] document(ImageDigest digest) {
        Path path = path(digest);
        if (!has(digest)) {
            throw damaged(digest, "it is missing");
        }
        try {
            if (Files.size(path) > Documents.BYTES_MAX) {
                throw damaged(digest, "it is larger than " + Documents.BYTES_MAX + " bytes");
            }
            byte[] bytes = Files.readAllBytes(path);
            if (!ImageDigest.of(bytes).equals(digest)) {
                throw damaged(digest, "its content does not match its digest");
            }
            return bytes;
        } catch (IOException e) {
            throw ImageException.failed("reading blob " + digest, e);
        }
    }

    /** Opens a blob; its digest is the reader's to check. */
    InputStream open(ImageDigest digest) {
        try {
            return new BufferedInputStream(Files.newInputStream(path(digest)), BUFFER_BYTES);
        } catch (IOException e) {
            throw ImageException.failed("reading blob " + digest, e);
        }
    }

    void delete(ImageDigest digest) {
        try {
            Files.deleteIfExists(path(digest));
        } catch (IOException e) {
            throw ImageException.failed("removing blob " + digest, e);
        }
    }

    /** Every blob there is; a file with another name goes. */
    List<ImageDigest> all() {
        List<ImageDigest> all = new ArrayList<>();
        for (String name : StoreFiles.names(files.blobs())) {
            try {
                all.add(new ImageDigest(name));
            } catch (IllegalArgumentException e) {
                TreeRemoval.remove(files.blobs().resolve(name));
            }
        }
        return all;
    }

    static ImageException damaged(ImageDigest digest, String why) {
        return ImageException.refused(
                "blob " + digest, why, "remove the image and load or pull it again");
    }
}
