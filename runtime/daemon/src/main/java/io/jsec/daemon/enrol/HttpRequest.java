package io.jsec.daemon.enrol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one request of a connection (RFC 9112), as much of it as the four routes need: no chunks, no
 * second request, no folded lines.
 *
 * @param method such as {@code POST}
 * @param path as sent
 * @param body empty where there is none
 */
record HttpRequest(String method, String path, String body) {
    private static final Pattern FIRST_LINE =
            Pattern.compile("([A-Z]{1,16}) (/[\\x21-\\x7e]{0,255}) HTTP/1\\.[01]");
    private static final Pattern HEADER =
            Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}):[ \\t]*([\\t\\x20-\\xff]*)");
    private static final String HEAD_END = "\r\n\r\n";
    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** A request that cannot be answered otherwise. */
    static final class BadRequestException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        BadRequestException(int status, String why) {
            super(why);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Whoever waits for a word before it sends a body gets it here. */
    interface Continued {
        /** Sends bytes. */
        void send(byte[] bytes) throws IOException;
    }

    /**
     * Reads it; nothing where the peer sent nothing at all.
     *
     * @throws BadRequestException for what is none, and for what is too long
     */
    static Optional<HttpRequest> read(InputStream in, Continued client)
            throws IOException, BadRequestException {
        List<String> lines = head(in);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Matcher first = FIRST_LINE.matcher(lines.getFirst());
        if (!first.matches()) {
            throw new BadRequestException(400, "the first line is none of HTTP/1.1");
        }
        Map<String, String> headers = headers(lines.subList(1, lines.size()));
        int length = length(first.group(1), headers);
        if (length > 0 && "100-continue".equalsIgnoreCase(headers.get("expect"))) {
            client.send(CONTINUE);
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new BadRequestException(400, "the body ends too early");
        }
        return Optional.of(
                new HttpRequest(
                        first.group(1), first.group(2), new String(body, StandardCharsets.UTF_8)));
    }

    private static List<String> head(InputStream in) throws IOException, BadRequestException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < HEAD_END.length()) {
            int next = in.read();
            if (next < 0) {
                if (bytes.size() == 0) {
                    return List.of();
                }
                throw new BadRequestException(400, "the headers end too early");
            }
            bytes.write(next);
            if (bytes.size() > EnrolLimits.HEAD_BYTES_MAX) {
                throw new BadRequestException(
                        431, "the headers are longer than " + EnrolLimits.HEAD_BYTES_MAX);
            }
            matched = next == HEAD_END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        return List.of(text.substring(0, text.length() - HEAD_END.length()).split("\r\n", -1));
    }

    private static Map<String, String> headers(List<String> lines) throws BadRequestException {
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines) {
            Matcher header = HEADER.matcher(line);
            if (!header.matches()) {
                throw new BadRequestException(400, "a header is none");
            }
            String name = header.group(1).toLowerCase(Locale.ROOT);
            if (headers.put(name, header.group(2).strip()) != null
                    && name.equals("content-length")) {
                throw new BadRequestException(400, "the length of the body is said twice");
            }
        }
        return headers;
    }

    private static int length(String method, Map<String, String> headers)
            throws BadRequestException {
        if (headers.containsKey("transfer-encoding")) {
            throw new BadRequestException(411, "a body in chunks is not taken: say its length");
        }
        String text = headers.get("content-length");
        if (text == null) {
            if (method.equals("POST")) {
                throw new BadRequestException(411, "the length of the body is not said");
            }
            return 0;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new BadRequestException(400, "the length of the body is none");
        }
        long length = Long.parseLong(text);
        if (length > EnrolLimits.BODY_BYTES_MAX) {
            throw new BadRequestException(
                    413, "the body is longer than " + EnrolLimits.BODY_BYTES_MAX + " bytes");
        }
        return (int) length;
    }
}
