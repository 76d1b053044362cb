package io.jsec.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file's content, divided: whole lines, the rest behind the last line feed, and what follows the
 * first NUL.
 *
 * @param lines without their line feeds
 * @param rest an unfinished line, or empty
 * @param paddingBytes from the first NUL to the end
 * @param cleanPadding whether all of those are NUL
 */
record SegmentText(List<String> lines, String rest, int paddingBytes, boolean cleanPadding) {
    SegmentText {
        lines = List.copyOf(lines);
    }

    static SegmentText of(byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != 0) {
            end++;
        }
        boolean clean = true;
        for (int i = end; i < content.length; i++) {
            clean &= content[i] == 0;
        }
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < end; i++) {
            if (content[i] == '\n') {
                lines.add(new String(content, from, i - from, StandardCharsets.ISO_8859_1));
                from = i + 1;
            }
        }
        String rest = new String(content, from, end - from, StandardCharsets.ISO_8859_1);
        return new SegmentText(lines, rest, content.length - end, clean);
    }
}
