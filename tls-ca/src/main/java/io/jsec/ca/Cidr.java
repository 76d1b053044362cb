package io.jsec.ca;

import java.util.Arrays;
import java.util.Optional;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param address the first address
 * @param prefix how many leading bits are fixed
 */
record Cidr(AltName.Ip address, int prefix) {
    Cidr {
        byte[] bytes = address.bytes();
        if (prefix < 0
                || prefix > bytes.length * 8
                || !Arrays.equals(masked(bytes, prefix), bytes)) {
            throw new IllegalArgumentException("not a range: " + address.text() + "/" + prefix);
        }
    }

    /** The range a text spells, a single address included; nothing for anything else. */
    static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        try {
            AltName.Ip address = new AltName.Ip(literal);
            int all = address.bytes().length * 8;
            int prefix = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            return Optional.of(new Cidr(address, prefix));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether an address is in the range. */
    boolean contains(AltName.Ip other) {
        byte[] bytes = other.bytes();
        return bytes.length == address.bytes().length
                && Arrays.equals(masked(bytes, prefix), address.bytes());
    }

    /** Address and mask, as a name constraint wants them. */
    byte[] constraint() {
        byte[] bytes = address.bytes();
        byte[] ones = new byte[bytes.length];
        Arrays.fill(ones, (byte) 0xff);
        byte[] both = Arrays.copyOf(bytes, bytes.length * 2);
        System.arraycopy(masked(ones, prefix), 0, both, bytes.length, bytes.length);
        return both;
    }

    /** The range of a name constraint's address and mask; nothing for a mask with holes. */
    static Optional<Cidr> ofConstraint(byte[] both) {
        if (both.length != 8 && both.length != 32) {
            return Optional.empty();
        }
        int half = both.length / 2;
        byte[] mask = Arrays.copyOfRange(both, half, both.length);
        int prefix = 0;
        while (prefix < half * 8 && (mask[prefix / 8] & (0x80 >> (prefix % 8))) != 0) {
            prefix++;
        }
        byte[] ones = new byte[half];
        Arrays.fill(ones, (byte) 0xff);
        if (!Arrays.equals(masked(ones, prefix), mask)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Cidr(AltName.Ip.of(Arrays.copyOf(both, half)), prefix));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return address.text() + "/" + prefix;
    }

    private static byte[] masked(byte[] bytes, int prefix) {
        byte[] masked = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.min(8, Math.max(0, prefix - i * 8));
            masked[i] = (byte) (bytes[i] & (0xff00 >> kept));
        }
        return masked;
    }
}
