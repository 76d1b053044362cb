package io.jsec.cli.client;

/**
 * A version of the API, such as 1.41.
 *
 * @param major before the dot
 * @param minor after it
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** The newest that this client speaks. */
    public static final ApiVersion NEWEST = new ApiVersion(1, 50);

    /** What an engine speaks that does not say it. */
    static final ApiVersion OLDEST = new ApiVersion(1, 24);

    /** Reads {@code 1.41}; whatever is none is the oldest. */
    static ApiVersion parse(String text) {
        if (!text.matches("[0-9]{1,4}\\.[0-9]{1,4}")) {
            return OLDEST;
        }
        int dot = text.indexOf('.');
        return new ApiVersion(
                Integer.parseInt(text.substring(0, dot)),
                Integer.parseInt(text.substring(dot + 1)));
    }

    /** Whether it is this version of 1.x or a newer one. */
    public boolean isAtLeast(int otherMinor) {
        return compareTo(new ApiVersion(1, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major
                ? Integer.compare(major, other.major)
                : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
