package io.jsec.audit.saved;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** An OCI image layout as a folder. Links are not followed, on no part of the way. */
final class FolderArchive implements Archive {
    private static final Pattern NAMES =
            Pattern.compile("oci-layout|index\\.json|manifest\\.json|blobs/sha[0-9]{3}/[0-9a-f]+");

    private final Path root;
    private final Inflated.Budget budget;

    FolderArchive(Path root, Inflated.Budget budget) throws IOException {
        this.root = root.toRealPath();
        this.budget = budget;
    }

    @Override
    public Inflated.Budget budget() {
        return budget;
    }

    @Override
    public Optional<Long> size(String name) {
        Path file = root.resolve(name);
        try {
            boolean plain =
                    NAMES.matcher(name).matches()
                            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            && file.toRealPath().equals(file);
            return plain ? Optional.of(Files.size(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        long bytes = size(name).orElseThrow(() -> new IOException("no file " + name));
        InputStream in = Files.newInputStream(root.resolve(name), LinkOption.NOFOLLOW_LINKS);
        return new Slice(in, bytes);
    }

    @Override
    public void close() {
        // Nothing is open between reads.
    }
}
