package io.jsec.journal;

import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A journal that is ready to be written.
 *
 * @param lock of its one writer
 * @param cuts what was cut off at its end
 */
record Opened(Segments segments, Closeable lock, List<Own.Cut> cuts) {
    private static final int ID_BYTES = 16;

    /**
     * Opens a journal, or begins one.
     *
     * @throws JournalException where another engine writes it, or it is damaged
     */
    static Opened open(Disk disk, Limits limits, SecureRandom random, Witness witness, Instant now)
            throws IOException {
        Closeable lock =
                disk.lock(SegmentName.LOCK)
                        .orElseThrow(() ->
                                new JournalException(
                                        "opening the journal",
                                        "another engine writes it",
                                        "stop that one first"));
        try {
            return open(disk, limits, random, witness, now, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Opened open(
            Disk disk,
            Limits limits,
            SecureRandom random,
            Witness witness,
            Instant now,
            Closeable lock)
            throws IOException {
        Recovery recovery = new Recovery(disk, limits);
        Optional<Recovery.State> state = recovery.recover();
        if (state.isEmpty()) {
            Segments begun = begin(disk, limits, random, witness, now);
            return new Opened(begun, lock, recovery.cuts());
        }
        CheckpointKeys keys =
                CheckpointKeys.open(disk, random, state.get().key())
                        .orElseThrow(() ->
                                Recovery.damaged(
                                        "going on with the journal",
                                        "its key is not the one its last checkpoint announces:"
                                                + " files or key were rolled back or replaced"));
        try {
            Segments segments = Segments.resume(disk, limits, keys, witness, state.get());
            return new Opened(segments, lock, recovery.cuts());
        } catch (IOException e) {
            keys.close();
            throw e;
        }
    }

    private static Segments begin(
            Disk disk, Limits limits, SecureRandom random, Witness witness, Instant now)
            throws IOException {
        if (CheckpointKeys.isUsed(disk)) {
            throw Recovery.damaged(
                    "opening the journal", "its key is there and all of its files are missing");
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        CheckpointKeys keys = CheckpointKeys.create(disk, random);
        try {
            return Segments.create(disk, limits, keys, witness, HexFormat.of().formatHex(id), now);
        } catch (IOException e) {
            keys.close();
            throw e;
        }
    }
}
