package io.jsec.launch;

/** Sizes, as people read them. */
final class ByteSize {
    /** One mebibyte, in bytes. */
    static final long MIB = 1L << 20;

    private static final String UNITS = "kmgt";

    private ByteSize() {}

    /** A size with the largest unit that divides it: 64m. */
    static String show(long bytes) {
        long rest = bytes;
        int unit = -1;
        while (rest != 0 && rest % 1024 == 0 && unit < UNITS.length() - 1) {
            rest /= 1024;
            unit++;
        }
        return unit < 0 ? Long.toString(rest) : rest + String.valueOf(UNITS.charAt(unit));
    }
}
