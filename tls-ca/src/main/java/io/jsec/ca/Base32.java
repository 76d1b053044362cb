package io.jsec.ca;

import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes in 32 letters and digits without those that look alike (Crockford's alphabet): 0 is also
 * read where o was typed, 1 where i or l was. Bits that fill the last character are 0.
 */
final class Base32 {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int BITS = 5;

    private Base32() {}

    /** Bytes as text in lower case. */
    static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * Byte.SIZE / BITS + 1);
        int held = 0;
        int count = 0;
        for (byte b : bytes) {
            held = (held << Byte.SIZE) | (b & 0xff);
            count += Byte.SIZE;
            while (count >= BITS) {
                count -= BITS;
                text.append(ALPHABET.charAt((held >> count) & 31));
            }
            held &= (1 << count) - 1;
        }
        if (count > 0) {
            text.append(ALPHABET.charAt((held << (BITS - count)) & 31));
        }
        return text.toString();
    }

    /** The bytes of a text in lower case; nothing for what no bytes are written as. */
    static Optional<byte[]> bytes(String text) {
        byte[] bytes = new byte[text.length() * BITS / Byte.SIZE];
        int length = 0;
        int held = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(meant(text.charAt(i)));
            if (value < 0) {
                return Optional.empty();
            }
            held = (held << BITS) | value;
            count += BITS;
            if (count >= Byte.SIZE) {
                count -= Byte.SIZE;
                bytes[length++] = (byte) (held >> count);
            }
            held &= (1 << count) - 1;
        }
        return count < BITS && held == 0
                ? Optional.of(Arrays.copyOf(bytes, length))
                : Optional.empty();
    }

    private static char meant(char typed) {
        return switch (typed) {
            case 'o' -> '0';
            case 'i', 'l' -> '1';
            default -> typed;
        };
    }
}
