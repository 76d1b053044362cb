package io.jsec.cli.docker;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes and times as docker shows them. */
final class Human {
    private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
    private static final String[] BINARY = {
        "B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"
    };
    private static final int TIME_DAYS = 24;

    private Human() {}

    /** A size with powers of 1,000 and four digits: {@code 1.982MB}. */
    static String size(double bytes) {
        return sized(bytes, 1000, 4, DECIMAL);
    }

    /** The same of a whole number. */
    static String size(long bytes) {
        return size((double) bytes);
    }

    /** The same of a whole number. */
    static String shortSize(long bytes) {
        return shortSize((double) bytes);
    }

    /** A size with powers of 1,000 and three digits: {@code 1.98MB}. */
    static String shortSize(double bytes) {
        return sized(bytes, 1000, 3, DECIMAL);
    }

    /** A size with powers of 1,024 and four digits: {@code 23.54GiB}. */
    static String binarySize(double bytes) {
        return sized(bytes, 1024, 4, BINARY);
    }

    private static String sized(double bytes, double base, int digits, String[] units) {
        double size = bytes;
        int unit = 0;
        while (size >= base && unit < units.length - 1) {
            size /= base;
            unit++;
        }
        return digits(size, digits) + units[unit];
    }

    /** The number with so many digits, without zeros at its end, as Go's {@code %.4g}. */
    static String digits(double value, int digits) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded =
                new BigDecimal(value)
                        .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            return rounded.toPlainString();
        }
        String unscaled = rounded.unscaledValue().abs().toString();
        String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
        return (value < 0 ? "-" : "")
                + unscaled.charAt(0)
                + fraction
                + "e"
                + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    /** About how long something takes: {@code 3 minutes}. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < 60) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        long minutes = duration.toMinutes();
        if (minutes < 60) {
            return minutes == 1 ? "About a minute" : minutes + " minutes";
        }
        double exact = duration.toNanos() / 3.6e12;
        long hours = (long) (exact + 0.5);
        if (hours == 1) {
            return "About an hour";
        }
        if (hours < 2 * TIME_DAYS) {
            return hours + " hours";
        }
        if (hours < 14 * TIME_DAYS) {
            return hours / TIME_DAYS + " days";
        }
        if (hours < 60 * TIME_DAYS) {
            return hours / TIME_DAYS / 7 + " weeks";
        }
        if (hours < 730 * TIME_DAYS) {
            return hours / TIME_DAYS / 30 + " months";
        }
        return (long) exact / TIME_DAYS / 365 + " years";
    }

    /** A time as Go prints it: {@code 2026-11-29 21:07:02 +0000 UTC}. */
    static String time(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        String fraction =
                local.getNano() == 0
                        ? ""
                        : String.format(Locale.ROOT, ".%09d", local.getNano())
                                .replaceAll("0+$", "");
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).format(local)
                + fraction
                + DateTimeFormatter.ofPattern(" xx ", Locale.ROOT).format(local)
                + zoneName(local);
    }

    private static String zoneName(ZonedDateTime local) {
        String name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(local);
        return name.equals("Z") ? "UTC" : name;
    }

    /** The first twelve digits of an id, without the name of its digest. */
    static String shortId(String id) {
        int colon = id.indexOf(':');
        String digits = colon >= 0 ? id.substring(colon + 1) : id;
        return digits.length() > 12 ? digits.substring(0, 12) : digits;
    }

    /** A text of at most so many characters, the last of which stands for what is missing. */
    static String ellipsis(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
