package io.jsec.audit.collect;

import io.jsec.audit.Damage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** Any reply of an engine is read or refused, and its body is no longer than what was sent. */
public final class HttpReplyFuzz {
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/x\r\n\r\n{}",
                    "HTTP/1.1 500 x\r\nTransfer-Encoding: chunked\r\n\r\n3;a\r\nabc\r\n0\r\n\r\n",
                    "HTTP/1.0 404 Not Found\n\nno such container");

    private HttpReplyFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            HttpReply reply = HttpReply.read(new ByteArrayInputStream(data));
            if (reply.body().length > data.length || reply.status() > 999) {
                throw new AssertionError("a body of " + reply.body().length + " bytes");
            }
        } catch (IOException refused) {
            if (String.valueOf(refused.getMessage()).isBlank()) {
                throw new AssertionError("refused without a reason", refused);
            }
        }
    }
}
