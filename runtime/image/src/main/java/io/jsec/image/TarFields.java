package io.jsec.image;

import static io.jsec.image.TarFormat.BLOCK_BYTES;
import static io.jsec.image.TarFormat.CHECKSUM;
import static io.jsec.image.TarFormat.NUMBER_BYTES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Fields of tar headers as programs out there write them: GNU's, star's and those before POSIX. */
final class TarFields {
    private static final int BASE_256 = 0x80;
    private static final int NEGATIVE = 0x40;

    private TarFields() {}

    /** The raw text of a field, up to its first NUL. */
    static String text(byte[] block, int at, int width) {
        int end = at;
        while (end < at + width && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, ISO_8859_1);
    }

    /**
     * A number, octal or in base 256; an empty field is 0.
     *
     * @throws IllegalArgumentException for anything else, and for a negative number
     */
    static long number(byte[] block, int at, int width) {
        long number = signed(block, at, width);
        if (number < 0) {
            throw new IllegalArgumentException("a tar header holds a negative number");
        }
        return number;
    }

    /** As {@link #number}, of either sign. */
    static long signed(byte[] block, int at, int width) {
        if ((block[at] & BASE_256) != 0) {
            return base256(block, at, width);
        }
        String digits = text(block, at, width).strip();
        if (digits.isEmpty()) {
            return 0;
        }
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '7')) {
            throw new IllegalArgumentException("a tar header's number is not octal");
        }
        return Long.parseLong(digits, 8);
    }

    private static long base256(byte[] block, int at, int width) {
        boolean negative = (block[at] & NEGATIVE) != 0;
        long number = negative ? -1 : 0;
        for (int i = 0; i < width; i++) {
            int b = block[at + i] & 0xff;
            if (i == 0) {
                b = negative ? b : b & ~BASE_256;
            }
            if (number > Long.MAX_VALUE >> 8 || number < Long.MIN_VALUE >> 8) {
                throw new IllegalArgumentException("a tar header's number is too large");
            }
            number = number << 8 | b;
        }
        return number;
    }

    /** Compares the sum of all bytes; some old programs added them as signed ones. */
    static void checkSum(byte[] block) {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + NUMBER_BYTES;
            unsigned += own ? ' ' : block[i] & 0xff;
            signed += own ? ' ' : block[i];
        }
        long expected = number(block, CHECKSUM, NUMBER_BYTES);
        if (expected != unsigned && expected != signed) {
            throw new IllegalArgumentException("a tar header's checksum does not match");
        }
    }

    static boolean isEmpty(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
