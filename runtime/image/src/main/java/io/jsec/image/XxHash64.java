package io.jsec.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0, over bytes that come in pieces.
 *
 * @see <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">xxHash</a>
 */
final class XxHash64 {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    private static final long PRIMES_1_AND_2 = 0x60EA27EEADC0B5D6L;
    private static final int STRIPE_BYTES = 32;

    private final long[] lanes = {PRIMES_1_AND_2, PRIME_2, 0, -PRIME_1};
    private final byte[] left = new byte[STRIPE_BYTES];
    private int leftBytes;
    private long total;

    void update(byte[] bytes, int from, int count) {
        int at = from;
        int end = from + count;
        total += count;
        if (leftBytes > 0) {
            int more = Math.min(STRIPE_BYTES - leftBytes, count);
            System.arraycopy(bytes, at, left, leftBytes, more);
            leftBytes += more;
            at += more;
            if (leftBytes < STRIPE_BYTES) {
                return;
            }
            stripe(left, 0);
            leftBytes = 0;
        }
        for (; end - at >= STRIPE_BYTES; at += STRIPE_BYTES) {
            stripe(bytes, at);
        }
        leftBytes = end - at;
        System.arraycopy(bytes, at, left, 0, leftBytes);
    }

    private void stripe(byte[] bytes, int at) {
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = round(lanes[i], (long) LONGS.get(bytes, at + 8 * i));
        }
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    /** Of all so far. */
    long value() {
        long hash = total < STRIPE_BYTES ? PRIME_5 : merged();
        hash += total;
        int at = 0;
        for (; leftBytes - at >= 8; at += 8) {
            hash ^= round(0, (long) LONGS.get(left, at));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (leftBytes - at >= 4) {
            hash ^= Integer.toUnsignedLong((int) INTS.get(left, at)) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            at += 4;
        }
        for (; at < leftBytes; at++) {
            hash ^= (left[at] & 0xff) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        hash = (hash ^ (hash >>> 33)) * PRIME_2;
        hash = (hash ^ (hash >>> 29)) * PRIME_3;
        return hash ^ (hash >>> 32);
    }

    private long merged() {
        long hash =
                Long.rotateLeft(lanes[0], 1)
                        + Long.rotateLeft(lanes[1], 7)
                        + Long.rotateLeft(lanes[2], 12)
                        + Long.rotateLeft(lanes[3], 18);
        for (long lane : lanes) {
            hash = (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
        }
        return hash;
    }
}
