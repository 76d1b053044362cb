package io.jsec.seccomp;

/** A flag of seccomp(2)'s SECCOMP_SET_MODE_FILTER that a profile may ask for. */
public enum FilterFlag {
    /** All threads of the process get the filter. */
    TSYNC("SECCOMP_FILTER_FLAG_TSYNC", 1),
    /** Every action but ALLOW is logged. */
    LOG("SECCOMP_FILTER_FLAG_LOG", 1 << 1),
    /** Only fatal signals interrupt a call whose notification is being served. */
    WAIT_KILLABLE_RECV("SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV", 1 << 5);

    private final String ociName;
    private final int bit;

    FilterFlag(String ociName, int bit) {
        this.ociName = ociName;
        this.bit = bit;
    }

    /** The name in an OCI profile. */
    public String ociName() {
        return ociName;
    }

    /** The bit in seccomp(2)'s flags. */
    public int bit() {
        return bit;
    }
}
