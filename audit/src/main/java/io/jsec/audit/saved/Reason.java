package io.jsec.audit.saved;

import java.io.EOFException;
import java.io.IOException;

/** Why an archive cannot be read, also where Java gives no reason. */
final class Reason {
    private Reason() {}

    static String of(IOException e) {
        String message = e.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        return e instanceof EOFException ? "it is cut off" : e.getClass().getSimpleName();
    }
}
