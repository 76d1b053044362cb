package io.jsec.rules.catalogue;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Facts;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Turns a fixture's bytes into facts, by the end of its name. Each kind of facts adds a line. */
final class FixtureReaders {
    /**
     * Reads one fixture.
     *
     * <p>Paths in the facts' places are {@code name}.
     */
    interface Reader {
        List<? extends Facts> read(String name, byte[] text) throws IOException;
    }

    /** By the end of the fixture's name, e.g. {@code .dockerfile}. */
    static final Map<String, Reader> READERS =
            Map.ofEntries(
                    Map.entry(
                            ".dockerfile",
                            (name, text) -> List.of(DockerfileFacts.of(name, text))));

    private FixtureReaders() {}

    /** The facts of a fixture. */
    static List<? extends Facts> read(String name, byte[] text) throws IOException {
        for (Map.Entry<String, Reader> reader : READERS.entrySet()) {
            if (name.endsWith(reader.getKey())) {
                return reader.getValue().read(name, text);
            }
        }
        throw new IOException("no reader for the fixture " + name);
    }
}
