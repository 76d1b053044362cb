package io.jsec.engine;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts one stream into lines of at most {@link LogLine#BYTES_MAX} bytes. */
final class LineSplitter {
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    /** The lines that are complete with these bytes. */
    List<byte[]> add(byte[] data) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        while (from < data.length) {
            int room = LogLine.BYTES_MAX - pending.size();
            int to = from;
            int limit = Math.min(data.length, from + room);
            while (to < limit && data[to] != '\n') {
                to++;
            }
            boolean newline = to < limit;
            to = newline ? to + 1 : to;
            pending.write(data, from, to - from);
            from = to;
            if (newline || pending.size() == LogLine.BYTES_MAX) {
                lines.add(rest());
            }
        }
        return lines;
    }

    /** How many bytes have no line end yet. */
    int pendingBytes() {
        return pending.size();
    }

    /** What has no line end; empty for nothing. */
    byte[] rest() {
        byte[] all = pending.toByteArray();
        pending.reset();
        return all;
    }
}
