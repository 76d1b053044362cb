package io.jsec.image;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.OverlayMount;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The files of a container as the container sees them, while it does not run. Nobody else sees the
 * mount; it goes with {@link #close}.
 */
public final class MergedView implements AutoCloseable {
    private static final int OPTION_BYTES_MAX = 4095;

    private final Fd root;

    private MergedView(Fd root) {
        this.root = root;
    }

    static MergedView mount(StoreFiles files, List<Path> lowers, Path upper, Path work) {
        Path base = files.layers();
        String below =
                lowers.stream()
                        .map(lower -> base.relativize(lower).toString())
                        .collect(Collectors.joining(":"));
        String options =
                "lowerdir="
                        + below
                        + ",upperdir="
                        + upper.toAbsolutePath()
                        + ",workdir="
                        + work.toAbsolutePath()
                        + ",userxattr";
        if (options.length() > OPTION_BYTES_MAX) {
            throw ImageException.refused(
                    ImageException.Kind.TOO_LARGE,
                    "view of " + lowers.size() + " layers",
                    "their names have over " + OPTION_BYTES_MAX + " bytes",
                    "a store with a shorter path");
        }
        if (options.contains("\\") || upper.toString().matches(".*[,:].*")) {
            throw ImageException.refused(
                    ImageException.Kind.BAD_PARAMETER,
                    "upper directory " + upper,
                    "an overlay takes no comma, colon or backslash in it",
                    "a store with a plain path");
        }
        try {
            return new MergedView(OverlayMount.detached(base, files.mountPoint(), options));
        } catch (LinuxException e) {
            throw ImageException.failed("mounting the files of a container", e);
        }
    }

    /** The root, open for reading until {@link #close}. */
    public Fd root() {
        return root;
    }

    /** The files, with ids in owner form. */
    public ContainerFiles files() {
        return new ContainerFiles(root, IdRanges.SAME);
    }

    @Override
    public void close() {
        root.close();
    }
}
