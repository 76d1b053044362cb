package io.jsec.seccomp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The profiles that ship with jsec. */
public final class SeccompProfiles {
    private SeccompProfiles() {}

    /**
     * The default of every container: ordinary programs run; namespaces, mounts, kernel modules,
     * tracing, keys, io_uring and rare socket families are closed. The resource {@code
     * hardened.json} gives each rule's reason.
     *
     * <p>Only jsec's compiler reads it as it is meant: see {@link SeccompCompiler} on contradicting
     * rules.
     */
    public static SeccompProfile hardened() {
        return Hardened.PROFILE;
    }

    /**
     * The hardened profile's program for one machine and set of capabilities, verified: what {@link
     * SeccompCompiler#compile} would make of {@link #hardened()}, without the work.
     */
    public static BpfProgram hardened(CompileTarget target) {
        return HardenedPrograms.of(target);
    }

    /** Read when first asked for. */
    private static final class Hardened {
        static final SeccompProfile PROFILE = SeccompProfile.parse(resource("hardened.json"));

        private static String resource(String name) {
            try (InputStream in = SeccompProfiles.class.getResourceAsStream(name)) {
                return new String(
                        Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
