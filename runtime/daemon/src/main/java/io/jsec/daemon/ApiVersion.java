package io.jsec.daemon;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the API, as it stands in paths.
 *
 * @param major of the two numbers
 * @param minor of the two numbers
 */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    static final ApiVersion OLDEST = new ApiVersion(1, 24);
    static final ApiVersion NEWEST = new ApiVersion(1, 50);

    /** From here on streams say whether they are multiplexed. */
    static final ApiVersion MULTIPLEXED_TYPE = new ApiVersion(1, 42);

    /** From here on frames of a WebSocket are binary. */
    static final ApiVersion BINARY_FRAMES = new ApiVersion(1, 28);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    /** Reads {@code 1.41}. */
    static Optional<ApiVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new ApiVersion(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    boolean isAtLeast(ApiVersion other) {
        return compareTo(other) >= 0;
    }

    boolean isBefore(int minorOfOne) {
        return compareTo(new ApiVersion(1, minorOfOne)) < 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major == other.major
                ? Integer.compare(minor, other.minor)
                : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
