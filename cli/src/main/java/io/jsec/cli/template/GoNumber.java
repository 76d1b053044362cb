package io.jsec.cli.template;

import java.util.Locale;
import java.util.Optional;

/** Numbers as Go reads and prints them. */
final class GoNumber {
    private static final int LARGE_EXPONENT = 21;
    private static final int SMALL_EXPONENT = -4;

    private GoNumber() {}

    /** A Long or Double; empty where it is neither. */
    static Optional<Object> parse(String written) {
        if (written.startsWith("_") || written.endsWith("_") || written.contains("__")) {
            return Optional.empty();
        }
        String text = written.replace("_", "").toLowerCase(Locale.ROOT);
        String sign = text.startsWith("-") ? "-" : "";
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        try {
            if (digits.matches("0x[0-9a-f]+")) {
                return Optional.of(Long.parseLong(sign + digits.substring(2), 16));
            }
            if (digits.matches("0o?[0-7]+")) {
                return Optional.of(Long.parseLong(sign + digits.replace("o", ""), 8));
            }
            if (digits.matches("0b[01]+")) {
                return Optional.of(Long.parseLong(sign + digits.substring(2), 2));
            }
            if (digits.matches("0|[1-9][0-9]*")) {
                return Optional.of(Long.parseLong(sign + digits));
            }
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        if (digits.matches(".*[.e].*")
                && digits.matches("([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]{1,4})?")) {
            double value = Double.parseDouble(sign + digits);
            // A whole number written with an exponent is an integer too.
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
            return Optional.of(whole && !digits.contains(".") ? (Object) (long) value : value);
        }
        return Optional.empty();
    }

    /** The shortest text that means the number, with an exponent where it is far from one. */
    static String print(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        java.math.BigDecimal exact =
                new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent < LARGE_EXPONENT && exponent >= SMALL_EXPONENT) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + "e"
                + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }
}
