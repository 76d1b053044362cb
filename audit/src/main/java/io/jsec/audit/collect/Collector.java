package io.jsec.audit.collect;

import io.jsec.rules.Target;
import java.io.IOException;

/** One source that an audit reads. It reads only, and may be interrupted. */
public interface Collector {
    /** What is said to be unreadable where it fails as a whole or does not end in time. */
    Target target();

    /**
     * Reads the source.
     *
     * @throws IOException where nothing of it can be read; its message says what, and why
     * @throws InterruptedException where its time is over
     */
    Collected collect() throws IOException, InterruptedException;
}
