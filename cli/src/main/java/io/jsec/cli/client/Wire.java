package io.jsec.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One connection, both ways of which may be used at the same time. */
interface Wire extends AutoCloseable {
    /** What comes, buffered; its close closes nothing. */
    InputStream in();

    /** What goes, not buffered; its close closes nothing. */
    OutputStream out();

    /** Tells the other end that nothing more comes, and goes on reading. */
    void endOutput() throws IOException;

    @Override
    void close() throws IOException;
}
