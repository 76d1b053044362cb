package io.jsec.cli.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The first lines of an answer.
 *
 * @param status of HTTP, 100 to 599
 * @param headers by name in lower case
 */
record Head(int status, Map<String, String> headers) {
    private static final int HEAD_BYTES_MAX = 256 * 1024;

    Head {
        headers = Map.copyOf(headers);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Reads one. */
    static Head read(InputStream in) throws IOException {
        int[] left = {HEAD_BYTES_MAX};
        String first = line(in, left);
        if (!first.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        int status = Integer.parseInt(first.substring(9, 12));
        Map<String, String> headers = new LinkedHashMap<>();
        String line = line(in, left);
        while (!line.isEmpty()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("a header without a colon");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
            line = line(in, left);
        }
        return new Head(status, headers);
    }

    private static String line(InputStream in, int[] left) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int b = in.read();
        while (b != '\n') {
            if (b < 0) {
                throw new IOException("the engine closed the connection");
            }
            if (--left[0] < 0) {
                throw new IOException("headers of more than " + HEAD_BYTES_MAX + " bytes");
            }
            bytes.write(b);
            b = in.read();
        }
        String line = bytes.toString(StandardCharsets.UTF_8);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
