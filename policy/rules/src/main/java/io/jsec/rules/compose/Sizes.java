package io.jsec.rules.compose;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as compose writes them: {@code 64m}, {@code 1.5gb}, {@code 1024}. */
final class Sizes {
    private static final Pattern SIZE =
            Pattern.compile("(-?[0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*([bkmgt])?i?b?");
    private static final String UNITS = "bkmgt";
    private static final int STEP = 10;

    private Sizes() {}

    /** In bytes. */
    static Optional<Long> bytes(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2);
        int shift = unit == null ? 0 : UNITS.indexOf(unit.charAt(0)) * STEP;
        BigDecimal factor = BigDecimal.valueOf(1L << shift);
        return Optional.of(new BigDecimal(matcher.group(1)).multiply(factor).longValue());
    }
}
