package io.jsec.audit.collect;

import io.jsec.audit.Unreadable;
import io.jsec.audit.saved.SavedImages;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the images of an archive of {@code docker save}, or of an OCI layout. */
public final class SavedCollector implements Collector {
    private final Path path;
    private final String name;

    /**
     * A collector.
     *
     * @param name what the archive is called in reports
     */
    public SavedCollector(Path path, String name) {
        this.path = path;
        this.name = name;
    }

    @Override
    public Target target() {
        return new Target(Target.Kind.IMAGE, name);
    }

    @Override
    public Collected collect() throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("there is no such file");
        }
        SavedImages.Result read = SavedImages.read(path, name);
        List<Unreadable> unreadable =
                read.problems().stream()
                        .map(each ->
                                new Unreadable(
                                        each.target(), SourceLocation.whole(name), each.why()))
                        .toList();
        return new Collected(List.copyOf(read.images()), unreadable, read.notes());
    }
}
