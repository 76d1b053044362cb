package io.jsec.image;

/** Times of pax headers: decimal seconds with a fraction, {@code 1350244992.023960108}. */
final class PaxTime {
    private static final int NANO_DIGITS = 9;
    private static final int NANOS = 1_000_000_000;
    private static final int SECOND_DIGITS_MAX = 15;

    private PaxTime() {}

    /** Seconds since 1970, rounded down, and nanoseconds. */
    static long[] parse(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        String part = point < 0 ? "" : digits.substring(point + 1);
        if (whole.length() > SECOND_DIGITS_MAX) {
            throw new IllegalArgumentException("a time in a pax header is too large");
        }
        String nine = (part + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
        long seconds = PaxRecords.decimal(whole);
        long nanos = PaxRecords.decimal(nine);
        if (!negative) {
            return new long[] {seconds, nanos};
        }
        return nanos == 0 ? new long[] {-seconds, 0} : new long[] {-seconds - 1, NANOS - nanos};
    }

    /** The text of a time. */
    static String text(long seconds, int nanos) {
        if (nanos == 0) {
            return Long.toString(seconds);
        }
        boolean negative = seconds < 0;
        long whole = negative ? -(seconds + 1) : seconds;
        int rest = negative ? NANOS - nanos : nanos;
        return (negative ? "-" : "") + whole + "." + "%09d".formatted(rest);
    }
}
