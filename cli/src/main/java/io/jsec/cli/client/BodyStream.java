package io.jsec.cli.client;

import java.io.IOException;
import java.io.InputStream;

/** The body of an answer: as long as its header says, in chunks, or up to the end. */
final class BodyStream extends InputStream {
    private static final int CHUNK_LINE_BYTES_MAX = 1_024;

    private final InputStream in;
    private final boolean chunked;

    /** Bytes left of the body or of the chunk; of a body without end, what is never used up. */
    private long left;

    private boolean ended;
    private boolean started;

    private BodyStream(InputStream in, boolean chunked, long left) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
    }

    /** The body that follows a head. */
    static InputStream of(Head head, String method, InputStream in) throws IOException {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return InputStream.nullInputStream();
        }
        if (head.header("transfer-encoding").orElse("").equalsIgnoreCase("chunked")) {
            return new BodyStream(in, true, 0);
        }
        String length = head.header("content-length").orElse("");
        if (length.isEmpty()) {
            return new BodyStream(in, false, Long.MAX_VALUE);
        }
        if (!length.matches("[0-9]{1,18}")) {
            throw new IOException("Content-Length: " + length);
        }
        return new BodyStream(in, false, Long.parseLong(length));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended || left == 0) {
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            ended = true;
            if (left != Long.MAX_VALUE) {
                throw new IOException("the engine broke off in the middle of its answer");
            }
            return -1;
        }
        if (left != Long.MAX_VALUE) {
            left -= count;
        }
        return count;
    }

    private void nextChunk() throws IOException {
        if (started) {
            line();
        }
        started = true;
        String line = line();
        int semicolon = line.indexOf(';');
        String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("a chunk of size " + size);
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            ended = true;
            while (!line().isEmpty()) {
                // A trailer; nothing uses it.
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int b = in.read();
        while (b != '\n') {
            if (b < 0 || line.length() > CHUNK_LINE_BYTES_MAX) {
                throw new IOException("the engine broke off in the middle of its answer");
            }
            line.append((char) b);
            b = in.read();
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }
}
