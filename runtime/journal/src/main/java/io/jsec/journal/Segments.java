package io.jsec.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of an open journal and the head they end with. What a method wrote is on the disk when
 * it returns; where it throws, nothing of it counts. Not safe for several threads.
 */
final class Segments implements Closeable {
    private final Disk disk;
    private final Limits limits;
    private final CheckpointKeys keys;
    private final Witness witness;
    private final String journal;
    private volatile Head head;
    private SegmentFile file;
    private int number;
    private long unsealed;
    private boolean reserveReady;
    private @Nullable Repair repair;

    private Segments(
            Disk disk,
            Limits limits,
            CheckpointKeys keys,
            Witness witness,
            Recovery.State state,
            SegmentFile file) {
        this.disk = disk;
        this.limits = limits;
        this.keys = keys;
        this.witness = witness;
        this.journal = state.journal();
        this.head = state.head();
        this.number = state.number();
        this.unsealed = state.unsealed();
        this.file = file;
    }

    /** What must be done before anything else is written. */
    private interface Repair {
        void run() throws IOException;
    }

    /** Starts a journal that has no file yet. */
    static Segments create(
            Disk disk,
            Limits limits,
            CheckpointKeys keys,
            Witness witness,
            String journal,
            Instant now)
            throws IOException {
        String name = SegmentName.of(1);
        Disk.Bytes bytes = disk.open(name);
        try {
            bytes.truncate(0);
            SegmentFile file = new SegmentFile(bytes, false, 0, 0);
            Recovery.State state = new Recovery.State(Head.EMPTY, 1, false, 0, journal, "", 0);
            Segments segments = new Segments(disk, limits, keys, witness, state, file);
            segments.put(segments.first(1, false, now));
            disk.sync();
            return segments;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** Goes on where a journal ended. */
    static Segments resume(
            Disk disk, Limits limits, CheckpointKeys keys, Witness witness, Recovery.State state)
            throws IOException {
        Disk.Bytes bytes = disk.open(SegmentName.of(state.number()));
        try {
            SegmentFile file =
                    new SegmentFile(bytes, state.reserve(), state.length(), bytes.size());
            Segments segments = new Segments(disk, limits, keys, witness, state, file);
            segments.findReserve();
            return segments;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** The last line that is on the disk. */
    Head head() {
        return head;
    }

    /** Whether the file that was kept for a full disk is being written. */
    boolean inReserve() {
        return file.padded();
    }

    /** How many lines no checkpoint covers. */
    long unsealed() {
        return unsealed;
    }

    /** Writes entries, in one write. */
    List<Head> write(List<? extends Entry> entries, Instant now) throws IOException {
        repair();
        Rendered rendered = render(entries, now);
        boolean full = file.length() + rendered.text.length() > limits.segmentBytesMax();
        if (full && !file.padded()) {
            checkpoint(now);
            openNext(now);
            rendered = render(entries, now);
        }
        put(rendered);
        return rendered.heads;
    }

    private Rendered render(List<? extends Entry> entries, Instant now) {
        StringBuilder text = new StringBuilder();
        List<Head> heads = new ArrayList<>();
        Head last = head;
        for (Entry entry : entries) {
            last = append(text, last, EntryText.body(last.seq() + 1, now, entry));
            heads.add(last);
        }
        return new Rendered(text.toString(), heads);
    }

    private static Head append(StringBuilder text, Head before, Body body) {
        String plain = body.toString();
        String hash = Chain.hash(before.hash(), plain);
        text.append(Chain.line(plain, hash)).append('\n');
        return new Head(before.seq() + 1, hash);
    }

    /** Lines, all ASCII, and the head after each. */
    private record Rendered(String text, List<Head> heads) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private void put(Rendered rendered) throws IOException {
        if (!rendered.heads.isEmpty()) {
            file.write(rendered.bytes());
            head = rendered.heads.getLast();
            unsealed += rendered.heads.size();
        }
    }

    /** Signs what was written since the last time, erases the key, and tells the witness. */
    void checkpoint(Instant now) throws IOException {
        repair();
        if (unsealed == 0) {
            keys.eraseOld();
            return;
        }
        Head before = head;
        Body body = new Body(before.seq() + 1, now, Checkpoint.KIND).text("next", keys.prepare());
        body.text("sig", keys.sign(before.hash() + body));
        put(rendered(body));
        unsealed = 0;
        keys.advance();
        witness.tell(head);
    }

    private void openNext(Instant now) throws IOException {
        String name = SegmentName.of(number + 1);
        Disk.Bytes bytes = disk.open(name);
        repair =
                () -> {
                    bytes.close();
                    disk.delete(name);
                    disk.sync();
                };
        try {
            bytes.truncate(0);
            goOver(new SegmentFile(bytes, false, 0, 0), now);
        } catch (IOException e) {
            throw giveUp(e);
        }
    }

    private Rendered first(int file, boolean reserve, Instant now) {
        SegmentHead line = new SegmentHead(journal, file, reserve, head.hash(), keys.announced());
        return rendered(line.body(head.seq() + 1, now));
    }

    private Rendered rendered(Body body) {
        StringBuilder text = new StringBuilder();
        Head after = append(text, head, body);
        return new Rendered(text.toString(), List.of(after));
    }

    /** Writes the first line of the next file and takes it from there. */
    private void goOver(SegmentFile next, Instant now) throws IOException {
        Rendered line = first(number + 1, next.padded(), now);
        next.write(line.bytes());
        disk.sync();
        repair = null;
        SegmentFile old = file;
        file = next;
        number++;
        head = line.heads.getLast();
        unsealed++;
        try {
            old.close();
        } catch (IOException e) {
            // All of it is on the disk; the journal goes on in the next file.
        }
    }

    private IOException giveUp(IOException e) {
        try {
            repair();
        } catch (IOException again) {
            e.addSuppressed(again);
        }
        return e;
    }

    private void repair() throws IOException {
        Repair left = repair;
        if (left != null) {
            left.run();
            repair = null;
        }
        file.repair();
    }

    /** Makes the file that is kept for a full disk, with all its bytes on the disk. */
    void keepReserve() throws IOException {
        if (reserveReady) {
            return;
        }
        try (Disk.Bytes there = disk.open(SegmentName.RESERVE_PART)) {
            there.truncate(0);
            there.write(new byte[limits.reserveBytes()], 0);
            there.force();
        } catch (IOException e) {
            try {
                disk.delete(SegmentName.RESERVE_PART);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        disk.delete(SegmentName.RESERVE);
        disk.rename(SegmentName.RESERVE_PART, SegmentName.RESERVE);
        disk.sync();
        reserveReady = true;
    }

    /** Believes a reserve that a former engine made, where it has its full size. */
    private void findReserve() throws IOException {
        if (disk.names().contains(SegmentName.RESERVE)) {
            try (Disk.Bytes there = disk.open(SegmentName.RESERVE)) {
                reserveReady = there.size() == limits.reserveBytes();
            }
        }
    }

    /** Goes over to the file that was kept for a full disk. */
    void enterReserve(Instant now) throws IOException {
        repair();
        if (!reserveReady) {
            throw new IOException("no reserve is left");
        }
        String name = SegmentName.of(number + 1);
        disk.rename(SegmentName.RESERVE, name);
        repair = () -> giveBack(name, null);
        try {
            Disk.Bytes bytes = disk.open(name);
            SegmentFile next = new SegmentFile(bytes, true, 0, limits.reserveBytes());
            repair = () -> giveBack(name, next);
            goOver(next, now);
            reserveReady = false;
        } catch (IOException e) {
            throw giveUp(e);
        }
    }

    private void giveBack(String name, @Nullable SegmentFile next) throws IOException {
        if (next != null) {
            next.blank();
            next.close();
        }
        // It may have its name already, where only the sync behind failed.
        if (disk.names().contains(name)) {
            disk.rename(name, SegmentName.RESERVE);
        }
        disk.sync();
    }

    /** Goes back to an ordinary file, once there is room for it and for a new reserve. */
    void leaveReserve(Instant now) throws IOException {
        keepReserve();
        try {
            checkpoint(now);
        } catch (IOException e) {
            // The reserve has no room for it: the next file's first checkpoint covers its lines.
            repair();
        }
        file.seal();
        openNext(now);
    }

    @Override
    public void close() throws IOException {
        try (keys) {
            file.close();
        }
    }
}
