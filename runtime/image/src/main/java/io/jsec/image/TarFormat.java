package io.jsec.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The fields of a POSIX ustar header: where they are and how numbers are written.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX pax,
 *     ustar interchange format</a>
 */
final class TarFormat {
    static final int BLOCK_BYTES = 512;
    static final int NAME = 0;
    static final int NAME_BYTES_MAX = 100;
    static final int MODE = 100;
    static final int UID = 108;
    static final int GID = 116;
    static final int SIZE = 124;
    static final int TIME = 136;
    static final int CHECKSUM = 148;
    static final int TYPE = 156;
    static final int MAGIC = 257;
    static final int PREFIX = 345;
    static final int NUMBER_BYTES = 8;
    static final int LONG_NUMBER_BYTES = 12;
    static final char FILE = '0';
    static final char FOLDER = '5';
    private static final byte[] USTAR = "ustar\00000".getBytes(US_ASCII);

    private TarFormat() {}

    static void putText(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    /** Octal digits with leading zeros and a closing NUL. */
    static void putNumber(byte[] block, int at, int width, long number) {
        String digits = Long.toOctalString(number);
        if (digits.length() > width - 1) {
            throw new IllegalArgumentException(number + " does not fit in a tar header");
        }
        putText(block, at, "0".repeat(width - 1 - digits.length()) + digits);
    }

    static void seal(byte[] block) {
        System.arraycopy(USTAR, 0, block, MAGIC, USTAR.length);
        putText(block, CHECKSUM, "%06o\0 ".formatted(checksum(block)));
    }

    /** The text of a field, up to its first NUL. */
    static String text(byte[] block, int at, int width) {
        int end = at;
        while (end < at + width && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, US_ASCII);
    }

    /** An octal number; anything else in the field is an IllegalArgumentException. */
    static long number(byte[] block, int at, int width) {
        String digits = text(block, at, width).strip();
        try {
            if (digits.isEmpty() || digits.startsWith("-") || digits.startsWith("+")) {
                throw new NumberFormatException();
            }
            return Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a tar header's number is not octal", e);
        }
    }

    static void checkSeal(byte[] block) {
        if (!Arrays.equals(USTAR, 0, 5, block, MAGIC, MAGIC + 5)) {
            throw new IllegalArgumentException("a tar header is not of the ustar format");
        }
        if (number(block, CHECKSUM, NUMBER_BYTES) != checksum(block)) {
            throw new IllegalArgumentException("a tar header's checksum does not match");
        }
    }

    /** The sum of all bytes, with the field itself taken as blanks. */
    private static int checksum(byte[] block) {
        int sum = 0;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + NUMBER_BYTES;
            sum += own ? ' ' : block[i] & 0xff;
        }
        return sum;
    }
}
