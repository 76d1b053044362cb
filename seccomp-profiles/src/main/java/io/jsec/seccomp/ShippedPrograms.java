package io.jsec.seccomp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The programs of the shipped profiles.
 *
 * <p>For a container with none of the capabilities that open calls, which is nearly every one, the
 * program is the resource {@code WORD-ARCHITECTURE.bpf.txt}: instructions in hexadecimal, each with
 * its listing beside it. A start then reads no JSON and compiles nothing, and what was reviewed is
 * what the kernel gets. A test holds the file equal to what {@code WORD.json} compiles to.
 */
final class ShippedPrograms {
    /** The capabilities which the profiles' rules speak of; a test holds the two equal. */
    static final Set<String> OPENING_CAPABILITIES =
            Set.of(
                    "CAP_AUDIT_WRITE",
                    "CAP_NET_ADMIN",
                    "CAP_NET_RAW",
                    "CAP_SYS_ADMIN",
                    "CAP_SYS_BOOT",
                    "CAP_SYS_CHROOT",
                    "CAP_SYS_NICE",
                    "CAP_SYS_PTRACE");

    /** Results kept of each kind; there are 2^8 sets of capabilities that differ. */
    private static final int KEPT_MAX = 64;

    private static final Map<Key, BpfProgram> KEPT = Collections.synchronizedMap(new HashMap<>());

    private static final Map<Key, List<String>> KEPT_BEYOND =
            Collections.synchronizedMap(new HashMap<>());

    private static final int HEX = 16;

    private ShippedPrograms() {}

    /**
     * All that a program depends on: the kernel's version does not matter to these profiles.
     *
     * @param opening those of the container's capabilities that open calls
     */
    private record Key(ShippedProfile profile, Architecture architecture, Set<String> opening) {
        static Key of(ShippedProfile profile, CompileTarget target) {
            Set<String> opening = new TreeSet<>(target.capabilities());
            opening.retainAll(OPENING_CAPABILITIES);
            return new Key(profile, target.architecture(), opening);
        }
    }

    static BpfProgram of(ShippedProfile profile, CompileTarget target) {
        Key key = Key.of(profile, target);
        BpfProgram kept = KEPT.get(key);
        if (kept != null) {
            return kept;
        }
        BpfProgram program =
                key.opening().isEmpty()
                        ? reviewed(profile, target.architecture())
                        : SeccompCompiler.compile(profile.profile(), target);
        if (KEPT.size() < KEPT_MAX) {
            KEPT.put(key, program);
        }
        return program;
    }

    static List<String> beyondHardened(ShippedProfile profile, CompileTarget target) {
        Key key = Key.of(profile, target);
        List<String> kept = KEPT_BEYOND.get(key);
        if (kept != null) {
            return kept;
        }
        List<String> beyond =
                FilterComparison.beyond(
                        of(profile, target),
                        of(ShippedProfile.HARDENED, target),
                        target.architecture());
        if (KEPT_BEYOND.size() < KEPT_MAX) {
            KEPT_BEYOND.put(key, beyond);
        }
        return beyond;
    }

    static String fileName(ShippedProfile profile, Architecture architecture) {
        return profile.word() + "-" + architecture.name().toLowerCase(Locale.ROOT) + ".bpf.txt";
    }

    /** The program in the form of the resource. */
    static String write(ShippedProfile profile, BpfProgram program, Architecture architecture) {
        StringBuilder text =
                new StringBuilder(
                        """
                        # %s.json compiled for %s, no capability that opens calls.
                        # code jt jf k, then the listing. ShippedProfileTest holds it true;
                        # -Dgolden.update=true writes it anew.
                        """
                                .formatted(profile.word(), architecture));
        String[] listing = program.listing(architecture).split("\n", -1);
        for (int at = 0; at < program.size(); at++) {
            BpfInstruction in = program.instructions().get(at);
            text.append("%02x %02x %02x %08x ".formatted(in.code(), in.jt(), in.jf(), in.k()))
                    .append(listing[at])
                    .append('\n');
        }
        return text.toString();
    }

    private static BpfProgram reviewed(ShippedProfile profile, Architecture architecture) {
        String name = fileName(profile, architecture);
        try (InputStream in = ShippedPrograms.class.getResourceAsStream(name);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            List<BpfInstruction> instructions = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    instructions.add(instruction(line));
                }
            }
            BpfProgram program = new BpfProgram(instructions);
            BpfVerifier.verify(program);
            BpfVerifier.verifyNativeOnly(program, architecture);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two digits of code, jt and jf, eight of k, a blank between them. */
    private static BpfInstruction instruction(String line) {
        return new BpfInstruction(
                Integer.parseInt(line, 0, 2, HEX),
                Integer.parseInt(line, 3, 5, HEX),
                Integer.parseInt(line, 6, 8, HEX),
                Integer.parseUnsignedInt(line, 9, 17, HEX));
    }
}
