package io.jsec.cli.docker;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of options, from text to numbers. */
final class Values {
    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([kmgtp]?)(?:i?b)?");
    private static final Pattern DURATION =
            Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, BigDecimal> NANOS =
            Map.of(
                    "ns", BigDecimal.ONE,
                    "us", BigDecimal.valueOf(1_000L),
                    "µs", BigDecimal.valueOf(1_000L),
                    "ms", BigDecimal.valueOf(1_000_000L),
                    "s", BigDecimal.valueOf(1_000_000_000L),
                    "m", BigDecimal.valueOf(60_000_000_000L),
                    "h", BigDecimal.valueOf(3_600_000_000_000L));

    private Values() {}

    /** A size of an option in bytes; 0 where it was not given. */
    static long size(Flags flags, String name) {
        String text = flags.text(name);
        return text.isEmpty() ? 0 : bytes(flags, name, text);
    }

    /** A size in bytes: {@code 64m}, {@code 1.5GiB}, {@code 4096}. */
    static long bytes(Flags flags, String name, String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw flags.invalid(name, text, "invalid size: '" + text + "'");
        }
        int power = size.group(2).isEmpty() ? 0 : "kmgtp".indexOf(size.group(2)) + 1;
        BigDecimal bytes =
                new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        if (bytes.toBigInteger().bitLength() > 63) {
            throw flags.invalid(name, text, "it is more than 2^63-1 bytes");
        }
        return bytes.longValue();
    }

    /** A number of processors in billionths; 0 where it was not given. */
    static long nanoCpus(Flags flags) {
        String text = flags.text("cpus");
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[0-9]{1,9}(\\.[0-9]*)?|\\.[0-9]+")) {
            throw flags.invalid("cpus", text, "failed to parse " + text + " as a number");
        }
        BigDecimal nanos = new BigDecimal("0" + text).movePointRight(9).stripTrailingZeros();
        if (nanos.scale() > 0) {
            throw flags.invalid("cpus", text, "value is too precise");
        }
        return nanos.longValueExact();
    }

    /** A time of an option in nanoseconds; 0 where it was not given. */
    static long nanos(Flags flags, String name) {
        String text = flags.text(name);
        if (text.isEmpty() || text.equals("0")) {
            return 0;
        }
        String unsigned = text.startsWith("-") ? text.substring(1) : text;
        if (unsigned.startsWith("-") || !isDuration(unsigned)) {
            throw flags.invalid(name, text, "time: invalid duration \"" + text + "\"");
        }
        long nanos = nanos(unsigned);
        if (text.startsWith("-") && nanos > 0) {
            throw DockerException.of("--" + name + " cannot be negative");
        }
        return nanos;
    }

    /** Whether a text is a time as Go writes it: {@code 1h30m}, {@code 1.5s}. */
    static boolean isDuration(String text) {
        return !text.isEmpty() && DURATION.matcher(text).replaceAll("").isEmpty();
    }

    /** The nanoseconds of a time for which {@link #isDuration} holds. */
    static long nanos(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = DURATION.matcher(text);
        while (part.find()) {
            BigDecimal unit = NANOS.getOrDefault(part.group(2), BigDecimal.ONE);
            sum = sum.add(new BigDecimal(number(part.group(1))).multiply(unit));
        }
        return sum.toBigInteger().bitLength() > 62 ? Long.MAX_VALUE : sum.longValue();
    }

    private static String number(String text) {
        return (text.startsWith(".") ? "0" : "") + text + (text.endsWith(".") ? "0" : "");
    }

    /** The fields of a line of comma separated values, with Go's quotes. */
    static List<String> csv(String text) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"' && (quoted || field.isEmpty())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw DockerException.of("a quote is not closed: " + text);
        }
        fields.add(field.toString());
        return fields;
    }

    /** The lines of a file of variables or labels: no comments, no empty lines. */
    static List<String> lines(DockerEnvironment environment, String file) {
        try {
            byte[] bytes = java.nio.file.Files.readAllBytes(environment.path(file));
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::stripLeading)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (java.io.IOException e) {
            throw new DockerException(
                    DockerException.ENGINE, "open " + file + ": no such file or directory");
        }
    }
}
