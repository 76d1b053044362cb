package io.jsec.journal;

import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key of the next checkpoint, and the one after it while that checkpoint is written. Not safe
 * for several threads.
 */
final class CheckpointKeys implements Closeable {
    private static final int FILE_BYTES_MAX = 1 << 16;

    private final Disk.Bytes file;
    private final SecureRandom random;
    private CheckpointKey current;
    private int slot;
    private @Nullable CheckpointKey next;
    private boolean oldLeft;

    private CheckpointKeys(Disk.Bytes file, SecureRandom random, CheckpointKey current, int slot) {
        this.file = file;
        this.random = random;
        this.current = current;
        this.slot = slot;
    }

    /** Starts the keys of a new journal. */
    static CheckpointKeys create(Disk disk, SecureRandom random) throws IOException {
        Disk.Bytes file = disk.open(KeySlots.NAME);
        try {
            CheckpointKey first = CheckpointKey.make(1, random);
            KeySlots.erase(file, 1);
            KeySlots.write(file, 0, first);
            disk.sync();
            return new CheckpointKeys(file, random, first, 0);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Opens the keys of a journal.
     *
     * @param expected the public half that the journal announces
     * @return nothing where the private half is not there
     */
    static Optional<CheckpointKeys> open(Disk disk, SecureRandom random, String expected)
            throws IOException {
        Disk.Bytes file = disk.open(KeySlots.NAME);
        try {
            List<Optional<CheckpointKey>> slots = KeySlots.read(file.read(FILE_BYTES_MAX));
            for (int i = 0; i < slots.size(); i++) {
                CheckpointKey key = slots.get(i).orElse(null);
                if (key != null && key.publicText().equals(expected)) {
                    CheckpointKeys keys = new CheckpointKeys(file, random, key, i);
                    // The other one is the last checkpoint's, or one that nobody announced.
                    keys.oldLeft = slots.get(1 - i).isPresent();
                    keys.eraseOld();
                    return Optional.of(keys);
                }
            }
            file.close();
            return Optional.empty();
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Whether a file of keys is there whose first key signed already. */
    static boolean isUsed(Disk disk) throws IOException {
        if (!disk.names().contains(KeySlots.NAME)) {
            return false;
        }
        try (Disk.Bytes file = disk.open(KeySlots.NAME)) {
            return KeySlots.read(file.read(FILE_BYTES_MAX)).stream()
                    .anyMatch(key -> key.isPresent() && key.get().index() > 1);
        }
    }

    /** The public half of the key that the next checkpoint is signed with. */
    String announced() {
        return current.publicText();
    }

    /** Makes the key after the current one, durably, and gives its public half. */
    String prepare() throws IOException {
        eraseOld();
        CheckpointKey made = next;
        if (made == null) {
            made = CheckpointKey.make(current.index() + 1, random);
        }
        KeySlots.write(file, 1 - slot, made);
        next = made;
        return made.publicText();
    }

    /** Signs with the current key. */
    String sign(String message) {
        return current.sign(message);
    }

    /**
     * Called once the checkpoint is on the disk: the key that signed it is erased. Where the disk
     * does not take that, it is tried again before the next checkpoint, which fails otherwise.
     */
    void advance() {
        CheckpointKey following = next;
        if (following == null) {
            throw new IllegalStateException("no key was prepared");
        }
        current.erase();
        current = following;
        next = null;
        slot = 1 - slot;
        oldLeft = true;
        try {
            eraseOld();
        } catch (IOException e) {
            // It is still marked as left.
        }
    }

    /** Erases on the disk what could not be erased before. */
    void eraseOld() throws IOException {
        if (oldLeft) {
            KeySlots.erase(file, 1 - slot);
            oldLeft = false;
        }
    }

    @Override
    public void close() throws IOException {
        current.erase();
        file.close();
    }
}
