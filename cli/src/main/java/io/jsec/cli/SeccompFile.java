package io.jsec.cli;

import io.jsec.launch.CapabilitySet;
import io.jsec.launch.FilterBytes;
import io.jsec.launch.Refusal;
import io.jsec.launch.RefusedException;
import io.jsec.launch.Rule;
import io.jsec.launch.SeccompChoice;
import io.jsec.seccomp.Architecture;
import io.jsec.seccomp.BpfProgram;
import io.jsec.seccomp.CompileTarget;
import io.jsec.seccomp.FilterComparison;
import io.jsec.seccomp.FilterFlag;
import io.jsec.seccomp.SeccompCompiler;
import io.jsec.seccomp.SeccompException;
import io.jsec.seccomp.SeccompProfile;
import io.jsec.seccomp.SeccompProfiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** A profile of the caller's, {@code --security-opt seccomp=FILE}: read and compiled at once. */
final class SeccompFile {
    private static final long FILE_BYTES_MAX = 4L << 20;

    private SeccompFile() {}

    /**
     * The filter of a profile for a container with these capabilities.
     *
     * @throws RefusedException with line and column where the profile is malformed
     */
    static SeccompChoice.Custom compile(Path file, CapabilitySet bounding) {
        Set<String> names =
                bounding.names().stream().map(name -> "CAP_" + name).collect(Collectors.toSet());
        try {
            SeccompProfile profile = SeccompProfile.parse(text(file));
            CompileTarget target = new CompileTarget(architecture(), names, kernel(0), kernel(1));
            BpfProgram program = SeccompCompiler.compile(profile, target);
            refuseWhatNobodyWouldServe(file, profile, program);
            return new SeccompChoice.Custom(
                    file.toString(),
                    new FilterBytes(program.bytes()),
                    FilterComparison.beyond(
                            program, SeccompProfiles.hardened(target), target.architecture()));
        } catch (SeccompException e) {
            throw refusal(file, String.valueOf(e.getMessage()));
        }
    }

    /** The launcher sets no flag and takes no notifications: half a profile would be in force. */
    private static void refuseWhatNobodyWouldServe(
            Path file, SeccompProfile profile, BpfProgram program) {
        for (FilterFlag flag : profile.flags()) {
            // One thread installs the filter before the program starts: all there are have it.
            if (flag != FilterFlag.TSYNC) {
                throw refusal(file, "its flag " + flag.ociName() + " is not supported");
            }
        }
        if (program.notifies()) {
            throw refusal(file, "SCMP_ACT_NOTIFY is not supported: nobody would answer");
        }
    }

    private static String text(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > FILE_BYTES_MAX) {
                throw refusal(file, "it is larger than " + FILE_BYTES_MAX + " bytes");
            }
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw refusal(file, "it is not UTF-8");
        } catch (IOException e) {
            throw refusal(file, IoReason.of(e));
        }
    }

    private static Architecture architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? Architecture.AARCH64 : Architecture.X86_64;
    }

    /** The first or second number of the running kernel's version. */
    private static int kernel(int index) {
        String[] numbers = System.getProperty("os.version").split("[^0-9]+", -1);
        return index < numbers.length && !numbers[index].isEmpty()
                ? Integer.parseInt(numbers[index])
                : 0;
    }

    private static RefusedException refusal(Path file, String why) {
        return new Refusal(
                        Rule.SECCOMP_PROFILE,
                        "--security-opt seccomp=" + file,
                        why,
                        "a profile in OCI's JSON, seccomp=hardened or seccomp=unconfined")
                .exception();
    }
}
