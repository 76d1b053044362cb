package io.jsec.audit.collect;

import io.jsec.audit.Unreadable;
import io.jsec.rules.Target;
import io.jsec.rules.read.InspectReader;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads what {@code docker inspect} printed, from a file or a pipe. */
public final class InspectCollector implements Collector {
    private static final int BYTES_MAX = 64 * 1024 * 1024;

    private final String name;
    private final Source source;

    /** Opens the document. */
    public interface Source {
        /**
         * Opens it.
         *
         * @throws IOException where it cannot be read
         */
        InputStream open() throws IOException;
    }

    /**
     * A collector.
     *
     * @param name of the document in places, {@code stdin} for a pipe
     */
    public InspectCollector(String name, Source source) {
        this.name = name;
        this.source = source;
    }

    @Override
    public Target target() {
        return new Target(Target.Kind.ENGINE, name);
    }

    @Override
    public Collected collect() throws IOException {
        byte[] bytes;
        try (InputStream in = source.open()) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        }
        if (bytes.length > BYTES_MAX) {
            throw new IOException("the document has more than " + BYTES_MAX + " bytes");
        }
        try {
            InspectReader.Result result = InspectReader.readAll(name, bytes);
            return new Collected(
                    result.facts(),
                    result.problems().stream().map(this::unreadable).toList(),
                    List.of());
        } catch (ReadException e) {
            return new Collected(List.of(), List.of(unreadable(e)), List.of());
        }
    }

    private Unreadable unreadable(ReadException e) {
        return new Unreadable(target(), e.at(), String.valueOf(e.getMessage()));
    }
}
