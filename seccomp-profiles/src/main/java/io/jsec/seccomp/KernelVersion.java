package io.jsec.seccomp;

/**
 * A kernel's version as profiles speak of it.
 *
 * @param major the first number
 * @param minor the second number
 */
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {
    /** Refuses negative numbers. */
    public KernelVersion {
        if (major < 0 || minor < 0) {
            throw SeccompException.of(
                    "no kernel has the version %d.%d".formatted(major, minor),
                    "use two numbers such as 6.1");
        }
    }

    @Override
    public int compareTo(KernelVersion other) {
        return major != other.major
                ? Integer.compare(major, other.major)
                : Integer.compare(minor, other.minor);
    }

    /** The two numbers with a dot between. */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
