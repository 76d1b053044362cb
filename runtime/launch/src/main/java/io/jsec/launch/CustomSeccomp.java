package io.jsec.launch;

import io.jsec.seccomp.Architecture;
import io.jsec.seccomp.BpfProgram;
import io.jsec.seccomp.CompileTarget;
import io.jsec.seccomp.FilterComparison;
import io.jsec.seccomp.FilterFlag;
import io.jsec.seccomp.SeccompCompiler;
import io.jsec.seccomp.SeccompException;
import io.jsec.seccomp.SeccompProfile;
import io.jsec.seccomp.SeccompProfiles;
import java.util.Set;
import java.util.stream.Collectors;

/** A profile of a user's, in OCI's JSON, compiled for the machine this runs on. */
public final class CustomSeccomp {
    private CustomSeccomp() {}

    /**
     * The filter of a profile for a container with these capabilities.
     *
     * @param name what it is called, for people
     * @param profile its JSON
     * @throws RefusedException with line and column where the profile is malformed
     */
    public static SeccompChoice.Custom compile(
            String name, String profile, CapabilitySet bounding) {
        Set<String> names =
                bounding.names().stream().map(each -> "CAP_" + each).collect(Collectors.toSet());
        try {
            SeccompProfile parsed = SeccompProfile.parse(profile);
            CompileTarget target = new CompileTarget(architecture(), names, kernel(0), kernel(1));
            BpfProgram program = SeccompCompiler.compile(parsed, target);
            refuseWhatNobodyWouldServe(name, parsed, program);
            return new SeccompChoice.Custom(
                    name,
                    new FilterBytes(program.bytes()),
                    FilterComparison.beyond(
                            program, SeccompProfiles.hardened(target), target.architecture()));
        } catch (SeccompException e) {
            throw refusal(name, String.valueOf(e.getMessage()));
        }
    }

    /** The launcher sets no flag and takes no notifications: half a profile would be in force. */
    private static void refuseWhatNobodyWouldServe(
            String name, SeccompProfile profile, BpfProgram program) {
        for (FilterFlag flag : profile.flags()) {
            // One thread installs the filter before the program starts: all there are have it.
            if (flag != FilterFlag.TSYNC) {
                throw refusal(name, "its flag " + flag.ociName() + " is not supported");
            }
        }
        if (program.notifies()) {
            throw refusal(name, "SCMP_ACT_NOTIFY is not supported: nobody would answer");
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

    /** A profile that cannot be used, and why. */
    public static RefusedException refusal(String name, String why) {
        return new Refusal(
                        Rule.SECCOMP_PROFILE,
                        "--security-opt seccomp=" + name,
                        why,
                        "a profile in OCI's JSON, seccomp=hardened or seccomp=unconfined")
                .exception();
    }
}
