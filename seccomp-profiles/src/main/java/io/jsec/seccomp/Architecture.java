package io.jsec.seccomp;

/** A processor architecture that filters are compiled for. */
public enum Architecture {
    /** 64-bit x86; its x32 calls (bit 30 of the number) are never let through. */
    X86_64("SCMP_ARCH_X86_64", "amd64", 0xc000003e, true),
    /** 64-bit ARM, little-endian. */
    AARCH64("SCMP_ARCH_AARCH64", "arm64", 0xc00000b7, false);

    private final String ociName;
    private final String profileName;
    private final int auditArch;
    private final boolean hasX32;

    Architecture(String ociName, String profileName, int auditArch, boolean hasX32) {
        this.ociName = ociName;
        this.profileName = profileName;
        this.auditArch = auditArch;
        this.hasX32 = hasX32;
    }

    /** The name in an OCI profile's {@code architectures}. */
    public String ociName() {
        return ociName;
    }

    /** The name in a rule's {@code includes} and {@code excludes}: Go's name. */
    public String profileName() {
        return profileName;
    }

    /** The kernel's AUDIT_ARCH_* value: what {@code seccomp_data.arch} holds. */
    public int auditArch() {
        return auditArch;
    }

    boolean hasX32() {
        return hasX32;
    }
}
