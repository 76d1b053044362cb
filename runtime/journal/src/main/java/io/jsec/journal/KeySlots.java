package io.jsec.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file of keys: two places, each empty or with one key. While a checkpoint is written both are
 * full; afterwards the old key is written over with zeros. See the package for the form.
 */
final class KeySlots {
    /** Its name. */
    static final String NAME = "journal.key";

    private static final int SLOTS = 2;
    private static final int SLOT_BYTES = 512;
    private static final byte[] MAGIC = "jseckey1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = MAGIC.length + Long.BYTES + 2 * CheckpointKey.BYTES;
    private static final int DIGEST_BYTES = 32;

    private KeySlots() {}

    /** The keys of a file's content, by their place; damaged ones are none. */
    static List<Optional<CheckpointKey>> read(byte[] content) {
        byte[] whole = Arrays.copyOf(content, SLOTS * SLOT_BYTES);
        return List.of(slot(whole, 0), slot(whole, 1));
    }

    private static Optional<CheckpointKey> slot(byte[] content, int number) {
        ByteBuffer bytes = ByteBuffer.wrap(content, number * SLOT_BYTES, SLOT_BYTES);
        byte[] key = new byte[KEY_BYTES];
        byte[] digest = new byte[DIGEST_BYTES];
        bytes.get(key).get(digest);
        ByteBuffer fields = ByteBuffer.wrap(key);
        byte[] magic = new byte[MAGIC.length];
        fields.get(magic);
        if (!Arrays.equals(magic, MAGIC) || !Arrays.equals(digest, Chain.sha256().digest(key))) {
            return Optional.empty();
        }
        long index = fields.getLong();
        byte[] seed = new byte[CheckpointKey.BYTES];
        byte[] open = new byte[CheckpointKey.BYTES];
        fields.get(seed).get(open);
        return Optional.of(new CheckpointKey(index, seed, open));
    }

    /** Writes a key to a place, durably. */
    static void write(Disk.Bytes file, int number, CheckpointKey key) throws IOException {
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
        slot.put(MAGIC).putLong(key.index()).put(key.seed()).put(key.publicBytes());
        byte[] digest = Chain.sha256().digest(Arrays.copyOf(slot.array(), KEY_BYTES));
        slot.put(digest);
        file.write(slot.array(), (long) number * SLOT_BYTES);
        file.force();
    }

    /** Empties a place, durably. */
    static void erase(Disk.Bytes file, int number) throws IOException {
        file.write(new byte[SLOT_BYTES], (long) number * SLOT_BYTES);
        file.force();
    }
}
