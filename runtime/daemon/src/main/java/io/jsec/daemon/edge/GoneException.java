package io.jsec.daemon.edge;

import java.io.IOException;

/** The client closed its connection, or did not do what it had to in time. */
public final class GoneException extends IOException {
    private static final long serialVersionUID = 1;

    GoneException(String message) {
        super(message);
    }
}
