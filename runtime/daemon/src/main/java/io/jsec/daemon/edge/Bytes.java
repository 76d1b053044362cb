package io.jsec.daemon.edge;

import java.nio.charset.StandardCharsets;

/** Text of the protocol as bytes. */
final class Bytes {
    private Bytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
