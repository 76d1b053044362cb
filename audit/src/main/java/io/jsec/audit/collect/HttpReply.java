package io.jsec.audit.collect;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One reply of HTTP/1.1 (RFC 9112), read whole. */
final class HttpReply {
    private static final int BODY_MAX = 64 * 1024 * 1024;
    private static final int LINE_MAX = 16 * 1024;
    private static final int HEADERS_MAX = 100;

    private final int status;
    private final byte[] body;

    private HttpReply(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /**
     * Reads a reply.
     *
     * @throws IOException where it is none, is cut off, or is too large
     */
    static HttpReply read(InputStream in) throws IOException {
        String first = line(in);
        String[] words = first.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[0-9]{3}")) {
            throw new IOException("this is no HTTP");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() >= HEADERS_MAX) {
                throw new IOException("the reply's header is damaged");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.put(name, line.substring(colon + 1).strip());
        }
        return new HttpReply(Integer.parseInt(words[1]), body(in, headers));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks(in);
        }
        String length = headers.getOrDefault("content-length", "");
        if (length.isEmpty()) {
            byte[] rest = in.readNBytes(BODY_MAX + 1);
            return check(rest.length, rest);
        }
        if (!length.matches("[0-9]{1,9}")) {
            throw new IOException("the reply's length is no number");
        }
        int wanted = Integer.parseInt(length);
        byte[] body = in.readNBytes(check(wanted));
        if (body.length < wanted) {
            throw new EOFException("the reply was cut off");
        }
        return body;
    }

    private static int check(long length) throws IOException {
        if (length > BODY_MAX) {
            throw new IOException("the reply has more than " + BODY_MAX + " bytes");
        }
        return (int) length;
    }

    private static byte[] check(long length, byte[] body) throws IOException {
        check(length);
        return body;
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(in).split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,8}")) {
                throw new IOException("a chunk of the reply has no size");
            }
            int length = check(Long.parseLong(size, 16));
            if (length == 0) {
                skipTrailers(in);
                return body.toByteArray();
            }
            check((long) body.size() + length);
            byte[] chunk = in.readNBytes(length);
            if (chunk.length < length || !line(in).isEmpty()) {
                throw new EOFException("the reply was cut off");
            }
            body.writeBytes(chunk);
        }
    }

    /** They say nothing here. */
    private static void skipTrailers(InputStream in) throws IOException {
        for (int count = 0; !line(in).isEmpty(); count++) {
            if (count >= HEADERS_MAX) {
                throw new IOException("the reply's trailer is damaged");
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException(
                        line.size() == 0 ? "it closed the connection" : "the reply was cut off");
            }
            if (line.size() > LINE_MAX) {
                throw new IOException("a line of the reply has more than " + LINE_MAX + " bytes");
            }
            line.write(next);
            next = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Its status, e.g. 200. */
    int status() {
        return status;
    }

    /** Its body. */
    byte[] body() {
        return body.clone();
    }

    /** The body as text. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
