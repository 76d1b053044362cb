package io.jsec.image;

import java.io.IOException;

/** An image or the store holding it is not as it must be; the message says what to do about it. */
public final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ImageException(String message) {
        super(message);
    }

    private ImageException(String message, IOException cause) {
        super(message, cause);
    }

    /** {@code <what> refused: <why>. Instead: <what to do>}. */
    static ImageException refused(String what, String why, String instead) {
        return new ImageException(what + " refused: " + why + ". Instead: " + instead);
    }

    /** A file operation failed: what was done, to what, and how the system put it. */
    static ImageException failed(String what, IOException cause) {
        return new ImageException(
                what
                        + " failed: "
                        + cause
                        + ". Instead: check that the store is writable and not full",
                cause);
    }
}
