package io.jsec.dockerfile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Docker refuses as a flag's value. */
final class FlagValues {
    /** Flags in whose values variables are replaced. */
    static final Set<String> EXPANDED =
            Set.of("--chown", "--chmod", "--checksum", "--exclude", "--platform");

    private static final Set<String> NETWORKS = Set.of("default", "none", "host");
    private static final Set<String> SECURITIES = Set.of("sandbox", "insecure");
    private static final Set<String> MOUNT_TYPES =
            Set.of("bind", "cache", "tmpfs", "secret", "ssh");
    private static final Set<String> MOUNT_SWITCHES =
            Set.of("readonly", "ro", "readwrite", "rw", "required");
    private static final Set<String> MOUNT_KEYS =
            Set.of(
                    "type",
                    "from",
                    "source",
                    "src",
                    "target",
                    "dst",
                    "destination",
                    "sharing",
                    "id",
                    "mode",
                    "uid",
                    "gid",
                    "size",
                    "env");

    private static final Pattern DURATION =
            Pattern.compile("\\+?((0)|(([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)");
    private static final Pattern PART =
            Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern RETRIES = Pattern.compile("[-+]?0*([0-9]{1,10})");
    private static final int DURATION_CHARACTERS_MAX = 100;

    private static final BigDecimal SHORTEST_NANOS = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal LONGEST_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

    private FlagValues() {}

    /** Tells what is wrong with the values of an instruction's flags. */
    static void check(Keyword keyword, List<Flag> flags, List<Problem> problems) {
        for (Flag flag : flags) {
            String value = flag.text();
            boolean fine =
                    value.isEmpty()
                            || switch (flag.name()) {
                                case "--network" ->
                                        keyword != Keyword.RUN || NETWORKS.contains(value);
                                case "--security" ->
                                        keyword != Keyword.RUN || SECURITIES.contains(value);
                                case "--mount" -> keyword != Keyword.RUN || isMount(value);
                                case "--interval",
                                        "--timeout",
                                        "--start-period",
                                        "--start-interval" ->
                                        keyword != Keyword.HEALTHCHECK || isDuration(value);
                                case "--retries" ->
                                        keyword != Keyword.HEALTHCHECK || isCount(value);
                                default -> true;
                            };
            if (!fine) {
                problems.add(
                        new Problem(
                                flag.span(), keyword + " refuses " + flag.name() + "=" + value));
            }
        }
    }

    /** Zero, or a millisecond at least. */
    private static boolean isDuration(String value) {
        if (value.length() > DURATION_CHARACTERS_MAX || !DURATION.matcher(value).matches()) {
            return value.equals("-0");
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher parts = PART.matcher(value);
        while (parts.find()) {
            BigDecimal count = new BigDecimal(parts.group(1));
            nanos = nanos.add(count.multiply(BigDecimal.valueOf(unitNanos(parts.group(2)))));
        }
        return nanos.signum() == 0
                || (nanos.compareTo(SHORTEST_NANOS) >= 0 && nanos.compareTo(LONGEST_NANOS) <= 0);
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1_000L;
        };
    }

    private static boolean isCount(String value) {
        Matcher matcher = RETRIES.matcher(value);
        if (!matcher.matches()) {
            return false;
        }
        long count = Long.parseLong(matcher.group(1));
        return count <= Integer.MAX_VALUE && (count == 0 || value.charAt(0) != '-');
    }

    /** Keys and type only; what variables stand for is not known. */
    private static boolean isMount(String value) {
        for (String field : value.split(",", -1)) {
            String plain = field.replace("\"", "");
            int equals = plain.indexOf('=');
            String key = plain.substring(0, equals < 0 ? plain.length() : equals);
            String name = key.toLowerCase(Locale.ROOT);
            String text = equals < 0 ? "" : plain.substring(equals + 1);
            boolean known =
                    MOUNT_SWITCHES.contains(name) || (equals >= 0 && MOUNT_KEYS.contains(name));
            boolean type = !name.equals("type") || MOUNT_TYPES.contains(text);
            if (field.indexOf('$') < 0 && !(known && type)) {
                return false;
            }
        }
        return true;
    }
}
