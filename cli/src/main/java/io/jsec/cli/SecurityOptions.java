package io.jsec.cli;

import io.jsec.launch.CapabilitySet;
import io.jsec.launch.Confinement;
import io.jsec.launch.ContainerUser;
import io.jsec.launch.Refusal;
import io.jsec.launch.RefusedException;
import io.jsec.launch.Rule;
import io.jsec.launch.SeccompChoice;
import java.util.List;
import java.util.Optional;

/**
 * The {@code --security-opt}s of a command line, the last of each key counting.
 *
 * @param seccomp {@code hardened}, {@code unconfined} or a file
 * @param noNewPrivileges on unless switched off
 * @param appArmor a profile asked for
 * @param landlock on unless switched off
 * @param procReadOnly on unless {@code jsec.proc=writable}
 * @param degrade {@code jsec.degrade=1}
 * @param userns {@code jsec.userns=FORM}
 * @param environment for the profile's path
 */
record SecurityOptions(
        String seccomp,
        boolean noNewPrivileges,
        Optional<String> appArmor,
        boolean landlock,
        boolean procReadOnly,
        boolean degrade,
        Optional<String> userns,
        Environment environment) {
    private static final String KNOWN =
            "seccomp=FILE|hardened|unconfined, no-new-privileges, apparmor=PROFILE,"
                    + " jsec.degrade=1, jsec.landlock=off, jsec.proc=writable,"
                    + " jsec.userns=FORM";

    /**
     * Reads the options.
     *
     * @throws RefusedException for a key or value that is unknown
     */
    static SecurityOptions parse(RunOptions options, Environment environment) {
        SecurityOptions all =
                new SecurityOptions(
                        "hardened",
                        true,
                        Optional.empty(),
                        true,
                        true,
                        false,
                        Optional.empty(),
                        environment);
        for (String text : options.securityOpts) {
            all = all.with(text);
        }
        return all;
    }

    private SecurityOptions with(String text) {
        int split = split(text);
        String key = text.substring(0, split);
        String value = split == text.length() ? "" : text.substring(split + 1);
        return switch (key) {
            case "seccomp" -> withSeccomp(text, value);
            case "no-new-privileges" ->
                    withNoNewPrivileges(split == text.length() || flag(text, value));
            case "apparmor" -> withAppArmor(text, value);
            case "jsec.degrade" -> withDegrade(flag(text, value));
            case "jsec.landlock" -> withLandlock(flag(text, value));
            case "jsec.proc" -> withProc(text, value);
            case "jsec.userns" -> withUserns(value);
            case "label" ->
                    throw refusal(
                            text,
                            "jsec sets no SELinux labels",
                            "the option left out: the host's policy stays in force");
            case "systempaths" ->
                    throw refusal(
                            text,
                            "the masked paths of /proc and /sys stay masked",
                            "the option left out");
            default -> throw refusal(text, "there is no such security option", KNOWN);
        };
    }

    /** The key ends at the first equal sign, or at Docker's older colon. */
    private static int split(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '=' || text.charAt(i) == ':') {
                return i;
            }
        }
        return text.length();
    }

    private static boolean flag(String text, String value) {
        return switch (value) {
            case "true", "1", "on" -> true;
            case "false", "0", "off" -> false;
            default -> throw refusal(text, "the value is neither true nor false", "=1 or =0");
        };
    }

    private SecurityOptions withSeccomp(String text, String value) {
        if (value.isEmpty()) {
            throw refusal(text, "no profile is named", "seccomp=FILE, hardened or unconfined");
        }
        return new SecurityOptions(
                value,
                noNewPrivileges,
                appArmor,
                landlock,
                procReadOnly,
                degrade,
                userns,
                environment);
    }

    private SecurityOptions withNoNewPrivileges(boolean on) {
        return new SecurityOptions(
                seccomp, on, appArmor, landlock, procReadOnly, degrade, userns, environment);
    }

    private SecurityOptions withAppArmor(String text, String value) {
        if (value.isEmpty()) {
            throw refusal(text, "no profile is named", "apparmor=PROFILE");
        }
        return new SecurityOptions(
                seccomp,
                noNewPrivileges,
                Optional.of(value),
                landlock,
                procReadOnly,
                degrade,
                userns,
                environment);
    }

    private SecurityOptions withDegrade(boolean on) {
        return new SecurityOptions(
                seccomp,
                noNewPrivileges,
                appArmor,
                landlock,
                procReadOnly,
                on,
                userns,
                environment);
    }

    private SecurityOptions withLandlock(boolean on) {
        return new SecurityOptions(
                seccomp, noNewPrivileges, appArmor, on, procReadOnly, degrade, userns, environment);
    }

    private SecurityOptions withProc(String text, String value) {
        boolean readOnly =
                switch (value) {
                    case "read-only" -> true;
                    case "writable" -> false;
                    default ->
                            throw refusal(text, "/proc is one of two", "=read-only or =writable");
                };
        return new SecurityOptions(
                seccomp,
                noNewPrivileges,
                appArmor,
                landlock,
                readOnly,
                degrade,
                userns,
                environment);
    }

    private SecurityOptions withUserns(String form) {
        return new SecurityOptions(
                seccomp,
                noNewPrivileges,
                appArmor,
                landlock,
                procReadOnly,
                degrade,
                Optional.of(form),
                environment);
    }

    /**
     * The walls, for a user: a profile of the caller's is compiled for that user's capabilities.
     */
    Confinement confinement(RunOptions options, ContainerUser user) {
        Confinement walls =
                new Confinement(
                        capabilities("--cap-add", options.capAdd),
                        capabilities("--cap-drop", options.capDrop),
                        new SeccompChoice.Hardened(),
                        noNewPrivileges,
                        landlock,
                        appArmor,
                        procReadOnly,
                        degrade);
        SeccompChoice choice =
                switch (seccomp) {
                    case "hardened", "builtin" -> walls.seccomp();
                    case "unconfined" -> new SeccompChoice.Unconfined();
                    default -> SeccompFile.compile(environment.path(seccomp), walls.bounding(user));
                };
        return new Confinement(
                walls.add(),
                walls.drop(),
                choice,
                noNewPrivileges,
                landlock,
                appArmor,
                procReadOnly,
                degrade);
    }

    private static CapabilitySet capabilities(String option, List<String> names) {
        CapabilitySet all = CapabilitySet.NONE;
        for (String name : names) {
            try {
                all = all.plus(CapabilitySet.parse(name));
            } catch (RefusedException e) {
                Refusal found = e.refusals().getFirst();
                throw new Refusal(found.rule(), option + " " + name, found.why(), found.instead())
                        .exception();
            }
        }
        return all;
    }

    private static RefusedException refusal(String text, String why, String instead) {
        return new Refusal(Rule.SECURITY_OPTION, "--security-opt " + text, why, instead)
                .exception();
    }
}
