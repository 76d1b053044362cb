package io.jsec.launch;

import io.jsec.seccomp.Architecture;
import io.jsec.seccomp.BpfProgram;
import io.jsec.seccomp.CompileTarget;
import io.jsec.seccomp.FilterComparison;
import io.jsec.seccomp.FilterFlag;
import io.jsec.seccomp.SeccompCompiler;
import io.jsec.seccomp.SeccompException;
import io.jsec.seccomp.SeccompProfile;
import io.jsec.seccomp.ShippedProfile;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A profile of a user's, in OCI's JSON, compiled for the machine this runs on. */
public final class CustomSeccomp {
    /** What people choose a profile by, in the order of what it lets through. */
    public static final String CHOICES =
            "seccomp=hardened, seccomp=docker, seccomp=unconfined or a profile in OCI's JSON";

    /** A word or a path, which no JSON of a profile is. */
    private static final Pattern NAME = Pattern.compile("[\\w./-]{1,255}");

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
        try {
            SeccompProfile parsed = SeccompProfile.parse(profile);
            CompileTarget target = target(bounding);
            BpfProgram program = SeccompCompiler.compile(parsed, target);
            refuseWhatNobodyWouldServe(name, parsed, program);
            return new SeccompChoice.Custom(
                    name,
                    new FilterBytes(program.bytes()),
                    FilterComparison.beyond(
                            program,
                            ShippedProfile.HARDENED.program(target),
                            target.architecture()));
        } catch (SeccompException e) {
            throw refusal(name, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The filter of what a client sent: a profile's JSON, as no shipped profile has that name.
     *
     * @throws RefusedException for another name, or with line and column of what is malformed
     */
    public static SeccompChoice.Custom sent(String text, CapabilitySet bounding) {
        if (NAME.matcher(text).matches()) {
            throw refusal(text, "there is no profile of that name");
        }
        return compile("profile", text, bounding);
    }

    /** This machine, for a container with these capabilities. */
    static CompileTarget target(CapabilitySet bounding) {
        Set<String> names =
                bounding.names().stream().map(each -> "CAP_" + each).collect(Collectors.toSet());
        return new CompileTarget(architecture(), names, kernel(0), kernel(1));
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
        return new Refusal(Rule.SECCOMP_PROFILE, "--security-opt seccomp=" + name, why, CHOICES)
                .exception();
    }
}
