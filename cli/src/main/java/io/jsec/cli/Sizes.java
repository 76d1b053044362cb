package io.jsec.cli;

import io.jsec.launch.Refusal;
import io.jsec.launch.RefusedException;
import io.jsec.launch.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** Sizes as Docker writes them: {@code 64m}, {@code 1g}, {@code 1.5GiB}, {@code 4096}. */
final class Sizes {
    private static final String UNITS = "kmgtp";

    private Sizes() {}

    /**
     * The number of bytes a text names; units are powers of 1,024 as in Docker.
     *
     * @param option the option the text belongs to, for the message
     * @throws RefusedException when it is not a size, negative, or above 2^63-1
     */
    static long parse(String option, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < lower.length()
                && (Character.digit(lower.charAt(end), 10) >= 0 || lower.charAt(end) == '.')) {
            end++;
        }
        String number = lower.substring(0, end);
        String unit = lower.substring(end).strip();
        if (!number.matches("[0-9]{1,19}(\\.[0-9]{1,9})?") || !unit.matches("([kmgtp]?i?b?)")) {
            throw malformed(option, text);
        }
        long factor = 1;
        if (!unit.isEmpty() && UNITS.indexOf(unit.charAt(0)) >= 0) {
            factor = 1L << (10 * (UNITS.indexOf(unit.charAt(0)) + 1));
        } else if (unit.startsWith("i")) {
            throw malformed(option, text);
        }
        BigDecimal bytes = new BigDecimal(number).multiply(BigDecimal.valueOf(factor));
        BigInteger whole = bytes.toBigInteger();
        if (whole.bitLength() > 63) {
            throw refusal(option, text, "it is more than 2^63-1 bytes");
        }
        return whole.longValueExact();
    }

    private static RefusedException malformed(String option, String text) {
        return refusal(option, text, "it is not a size (a number and one of b, k, m, g, t)");
    }

    private static RefusedException refusal(String option, String text, String why) {
        String instead = option + " 64m or " + option + " 1g";
        return new Refusal(Rule.SIZE, option + " " + text, why, instead).exception();
    }
}
