package io.jsec.audit.saved;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The named parts of a saved image. */
interface Archive extends Closeable {
    /** The size of a part in bytes; empty where there is no such file. */
    Optional<Long> size(String name);

    /**
     * The content of a part that exists.
     *
     * @throws IOException where it cannot be read
     */
    InputStream open(String name) throws IOException;

    /** What may still be inflated of it. */
    Inflated.Budget budget();
}
