package io.jsec.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * The first line of a file.
 *
 * @param journal the id of the journal, the same in all its files
 * @param number of the file
 * @param reserve whether it is the file that was kept for a full disk
 * @param prev the hash of the last line of the file before
 * @param key the public half of the key that the next checkpoint is signed with
 */
record SegmentHead(String journal, int number, boolean reserve, String prev, String key) {
    static final String KIND = "segment";
    static final String FORMAT = "jsec.journal/1";
    private static final String RESERVE = "reserve";
    private static final String PLAIN = "disk";

    Body body(long seq, Instant time) {
        return new Body(seq, time, KIND)
                .text("format", FORMAT)
                .text("journal", journal)
                .number("number", number)
                .text("place", reserve ? RESERVE : PLAIN)
                .text("prev", prev)
                .text("key", key);
    }

    /** What a line says, if it is one. */
    static Optional<SegmentHead> of(Line line) {
        String prev = line.text("prev").orElse("");
        String key = line.text("key").orElse("");
        boolean formed =
                line.kind().equals(KIND)
                        && line.text("format").orElse("").equals(FORMAT)
                        && Head.isHash(prev)
                        && Head.isHash(key);
        return formed
                ? Optional.of(
                        new SegmentHead(
                                line.text("journal").orElse(""),
                                (int) Math.min(line.number("number").orElse(0), Integer.MAX_VALUE),
                                line.text("place").orElse("").equals(RESERVE),
                                prev,
                                key))
                : Optional.empty();
    }
}
