package io.jsec.seccomp;

/** How an argument is compared: all six words are unsigned 64-bit numbers. */
public enum ComparisonOp {
    /** Not equal. */
    NE("SCMP_CMP_NE"),
    /** Less than. */
    LT("SCMP_CMP_LT"),
    /** Less than or equal. */
    LE("SCMP_CMP_LE"),
    /** Equal. */
    EQ("SCMP_CMP_EQ"),
    /** Greater than or equal. */
    GE("SCMP_CMP_GE"),
    /** Greater than. */
    GT("SCMP_CMP_GT"),
    /** Equal to the second value after masking with the first. */
    MASKED_EQ("SCMP_CMP_MASKED_EQ");

    private final String ociName;

    ComparisonOp(String ociName) {
        this.ociName = ociName;
    }

    /** The name in an OCI profile. */
    public String ociName() {
        return ociName;
    }
}
