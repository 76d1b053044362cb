package io.jsec.audit.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;

/**
 * Closes a socket at the end of a time, whatever it is used for then. A limit for each read would
 * let a server that sends byte after byte hold its client for hours.
 */
final class Deadline implements AutoCloseable {
    private final Thread watch;
    private volatile boolean over;

    Deadline(Socket socket, Duration time) {
        watch = Thread.ofVirtual().start(() -> await(socket, time));
    }

    private void await(Socket socket, Duration time) {
        try {
            Thread.sleep(time);
            over = true;
            socket.close();
        } catch (InterruptedException e) {
            // The work was done in time.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the time has ended. */
    boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
