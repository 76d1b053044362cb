package io.jsec.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds where a journal ended, and cuts off what a killed writer left unfinished. Only the last
 * file is read; it is cut behind its last good line, never before a checkpoint, and what is cut is
 * told.
 */
final class Recovery {
    private static final String EVIDENCE =
            "keep the directory as evidence, under another name: the next start begins a new"
                    + " journal; jsec journal verify says what is wrong";

    private final Disk disk;
    private final int bytesMax;
    private final int reserveBytes;
    private final List<Own.Cut> cuts = new ArrayList<>();

    Recovery(Disk disk, Limits limits) {
        this.disk = disk;
        this.bytesMax = Math.max(1 << 20, 2 * limits.segmentBytesMax());
        this.reserveBytes = limits.reserveBytes();
    }

    /**
     * Where a journal goes on.
     *
     * @param number of the last file
     * @param reserve whether that is the one that was kept for a full disk
     * @param length of its good part
     * @param key the public half that it announces
     * @param unsealed lines that no checkpoint covers
     */
    record State(
            Head head,
            int number,
            boolean reserve,
            long length,
            String journal,
            String key,
            long unsealed) {}

    /** What was cut off. */
    List<Own.Cut> cuts() {
        return List.copyOf(cuts);
    }

    /** The end of the journal, or nothing where there is none. */
    Optional<State> recover() throws IOException {
        List<Integer> numbers = SegmentName.numbers(disk.names());
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i) != numbers.get(i - 1) + 1) {
                throw damaged(numbers.get(i) - 1, "it is missing");
            }
        }
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        int last = numbers.getLast();
        try (Disk.Bytes file = disk.open(SegmentName.of(last))) {
            byte[] content = file.read(bytesMax);
            SegmentText text = SegmentText.of(content);
            if (!text.lines().isEmpty()) {
                return Optional.of(recover(file, last, content, text.lines()));
            }
            if (text.rest().length() > Line.BYTES_MAX) {
                throw damaged(last, "its first line is damaged");
            }
            cuts(last, content, 0, true);
            remove(file, last, content);
        }
        return recover();
    }

    /** A file without a whole line was being made. The reserve goes back to where it was. */
    private void remove(Disk.Bytes file, int number, byte[] content) throws IOException {
        String name = SegmentName.of(number);
        if (content.length == reserveBytes && content[content.length - 1] == 0) {
            file.write(new byte[reserveBytes], 0);
            file.force();
            disk.delete(SegmentName.RESERVE);
            disk.rename(name, SegmentName.RESERVE);
        } else {
            disk.delete(name);
        }
        disk.sync();
    }

    private State recover(Disk.Bytes file, int number, byte[] content, List<String> lines)
            throws IOException {
        Line first = Line.parse(lines.getFirst()).orElse(null);
        SegmentHead head = first == null ? null : SegmentHead.of(first).orElse(null);
        if (first == null || head == null || first.seq() < 1) {
            throw damaged(number, "its first line is damaged");
        }
        List<Finding> findings = new ArrayList<>();
        ChainCheck good = ChainCheck.from(head, first.seq(), findings::add);
        int length = 0;
        for (int i = 0; i < lines.size(); i++) {
            ChainCheck.Place place = new ChainCheck.Place(number, i + 1);
            good.line(place, lines.get(i));
            if (!findings.isEmpty()) {
                if (i == 0 || sealedBehind(lines, i)) {
                    throw damaged(
                            number, findings.getFirst().sentence() + " (line " + (i + 1) + ")");
                }
                good = replay(head, first.seq(), number, lines.subList(0, i));
                break;
            }
            length += lines.get(i).length() + 1;
        }
        cut(file, number, content, length, good.head().seq(), head.reserve());
        return new State(
                good.head(),
                number,
                head.reserve(),
                length,
                head.journal(),
                good.key(),
                good.unsealed());
    }

    private static boolean sealedBehind(List<String> lines, int from) {
        return lines.subList(from, lines.size()).stream()
                .anyMatch(line -> line.contains("\"kind\":\"" + Checkpoint.KIND + "\""));
    }

    private static ChainCheck replay(SegmentHead head, long seq, int number, List<String> lines) {
        ChainCheck check = ChainCheck.from(head, seq, finding -> {});
        for (int i = 0; i < lines.size(); i++) {
            check.line(new ChainCheck.Place(number, i + 1), lines.get(i));
        }
        return check;
    }

    private void cut(
            Disk.Bytes file, int number, byte[] content, int length, long seq, boolean reserve)
            throws IOException {
        byte[] bytes = cuts(number, content, length, reserve);
        if (bytes.length == 0) {
            return;
        }
        if (new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n') >= 0) {
            // More than the rest of one write: it is kept for whoever wants to look.
            keep(SegmentName.cut(number, seq + 1), bytes);
        }
        if (reserve) {
            file.write(new byte[bytes.length], length);
        } else {
            file.truncate(length);
        }
        file.force();
    }

    /**
     * Notes and gives what stands behind the good part; NUL bytes at the end of a reserve belong
     * there.
     */
    private byte[] cuts(int number, byte[] content, int length, boolean reserve) {
        int end = content.length;
        while (reserve && end > length && content[end - 1] == 0) {
            end--;
        }
        byte[] bytes = Arrays.copyOfRange(content, length, end);
        if (bytes.length > 0) {
            cuts.add(
                    new Own.Cut(new Token(SegmentName.of(number)), bytes.length, Digest.of(bytes)));
        }
        return bytes;
    }

    private void keep(String name, byte[] bytes) throws IOException {
        try (Disk.Bytes kept = disk.open(name)) {
            kept.truncate(0);
            kept.write(bytes, 0);
            kept.force();
        }
        disk.sync();
    }

    private static JournalException damaged(int number, String why) {
        return JournalException.damaged("going on with " + SegmentName.of(number), why, EVIDENCE);
    }

    /** The journal cannot go on, for a reason that is not in its last file. */
    static JournalException damaged(String what, String why) {
        return JournalException.damaged(what, why, EVIDENCE);
    }
}
