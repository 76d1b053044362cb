package io.jsec.engine;

import io.jsec.image.ContainerFiles;
import io.jsec.image.IdRanges;
import io.jsec.image.ImageDigest;
import io.jsec.image.ImageException;
import io.jsec.image.ImageStore;
import io.jsec.image.MergedView;
import io.jsec.linux.Fd;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Fills volumes with what a container's root has in their places: a tar stream from one to the
 * other, so that owners, modes and links are what the image says and nothing leaves either root.
 */
final class LayerCopy implements VolumeStore.VolumeCopy {
    private static final int PIPE_BYTES = 256 * 1024;

    private final ImageStore images;
    private final ContainerStorage storage;

    LayerCopy(ImageStore images, ContainerStorage storage) {
        this.images = images;
        this.storage = storage;
    }

    @Override
    public void copy(ContainerRecord container, String path, Path to) throws IOException {
        List<ImageDigest> layers = container.layers().stream().map(ImageDigest::parse).toList();
        Path directory = storage.directory(container.id());
        try (MergedView view =
                        images.view(layers, directory.resolve("upper"), directory.resolve("work"));
                Fd volume = Openat2.open(to, Fcntl.O_PATH, 0)) {
            if (isFolder(view.files(), path)) {
                stream(view.files(), path, new ContainerFiles(volume, IdRanges.SAME));
            }
        } catch (ImageException e) {
            throw StoredImages.engine(e);
        }
    }

    /** Whether the image has a directory there, through links too. */
    private static boolean isFolder(ContainerFiles files, String path) {
        try {
            files.stat(path + "/");
            return true;
        } catch (ImageException e) {
            return switch (e.kind()) {
                case NOT_FOUND, BAD_PARAMETER -> false;
                case IN_USE,
                        INVALID_ARCHIVE,
                        DIGEST_MISMATCH,
                        TOO_LARGE,
                        UNSUPPORTED,
                        DISK_FULL,
                        DAMAGED,
                        FAILED ->
                        throw e;
            };
        }
    }

    private static void stream(ContainerFiles from, String path, ContainerFiles to)
            throws IOException {
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        try (PipedInputStream in = new PipedInputStream(PIPE_BYTES);
                PipedOutputStream out = new PipedOutputStream(in)) {
            Thread reader =
                    Thread.ofPlatform()
                            .name("jsec-volume-copy")
                            .daemon()
                            .start(() -> {
                                try (out) {
                                    from.get(path + "/.", out);
                                } catch (RuntimeException e) {
                                    failure.set(e);
                                } catch (IOException e) {
                                    failure.set(new java.io.UncheckedIOException(e));
                                }
                            });
            List<String> _ =
                    to.put(
                            "/",
                            in,
                            new ContainerFiles.Put(
                                    false, OptionalLong.empty(), OptionalLong.empty()));
            join(reader);
        }
        RuntimeException why = failure.get();
        if (why != null) {
            throw why;
        }
    }

    private static void join(Thread reader) throws IOException {
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while copying", e);
        }
    }
}
