package io.jsec.linux;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first two numbers of a kernel release, which is what features are counted by. */
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:[^\\d].*)?");

    /** Reads {@code 6.1.0-13-amd64}; empty where the text does not start with two numbers. */
    public static Optional<KernelVersion> parse(String release) {
        Matcher matcher = RELEASE.matcher(release.strip());
        return matcher.matches()
                ? Optional.of(
                        new KernelVersion(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether this kernel has what came with {@code major.minor}. */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return compareTo(new KernelVersion(otherMajor, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(KernelVersion other) {
        return major != other.major
                ? Integer.compare(major, other.major)
                : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
