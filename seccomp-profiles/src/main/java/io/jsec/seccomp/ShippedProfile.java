package io.jsec.seccomp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The profiles that ship with jsec. The resource {@code WORD.json} gives each rule's reason.
 *
 * <p>Only jsec's compiler reads them as they are meant: see {@link SeccompCompiler} on
 * contradicting rules.
 */
public enum ShippedProfile {
    /**
     * The default of every container: ordinary programs run; namespaces, mounts, kernel modules,
     * tracing, keys, io_uring and rare socket families are closed.
     */
    HARDENED,

    /**
     * What Docker's own filter lets a container without added capabilities do, but for what leads
     * to the host or has no use without a capability: an image that works there works with it.
     */
    DOCKER;

    /** The name by which people choose it, and which no file of theirs takes away. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile of that name. */
    public static Optional<ShippedProfile> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** The profile itself. */
    public SeccompProfile profile() {
        return switch (this) {
            case HARDENED -> Hardened.PROFILE;
            case DOCKER -> Docker.PROFILE;
        };
    }

    /**
     * The profile's program for one machine and set of capabilities, verified: what {@link
     * SeccompCompiler#compile} would make of {@link #profile()}, without the work.
     */
    public BpfProgram program(CompileTarget target) {
        return ShippedPrograms.of(this, target);
    }

    /** The calls it lets through, at least with some arguments, and the hardened one does not. */
    public List<String> beyondHardened(CompileTarget target) {
        return ShippedPrograms.beyondHardened(this, target);
    }

    private static SeccompProfile read(ShippedProfile of) {
        String name = of.word() + ".json";
        try (InputStream in = ShippedProfile.class.getResourceAsStream(name)) {
            return SeccompProfile.parse(
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Read when first asked for. */
    private static final class Hardened {
        static final SeccompProfile PROFILE = read(HARDENED);
    }

    /** Read when first asked for. */
    private static final class Docker {
        static final SeccompProfile PROFILE = read(DOCKER);
    }
}
