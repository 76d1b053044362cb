package io.jsec.launch;

import io.jsec.seccomp.ShippedProfile;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The {@code --security-opt}s of a container, the last of each key counting.
 *
 * @param seccomp {@code hardened}, {@code docker}, {@code unconfined}, or what names or is a
 *     profile
 * @param noNewPrivileges on unless switched off
 * @param appArmor a profile asked for
 * @param landlock on unless switched off
 * @param procReadOnly on unless {@code jsec.proc=writable}
 * @param degrade {@code jsec.degrade=1}
 * @param userns of {@code jsec.userns=FORM}; empty where nothing was asked for
 */
public record SecurityOptions(
        String seccomp,
        boolean noNewPrivileges,
        Optional<String> appArmor,
        boolean landlock,
        boolean procReadOnly,
        boolean degrade,
        Optional<UsernsMode> userns) {
    /** Every wall up. */
    public static final SecurityOptions DEFAULT =
            new SecurityOptions(
                    "hardened", true, Optional.empty(), true, true, false, Optional.empty());

    private static final String KNOWN =
            "seccomp=FILE|hardened|docker|unconfined, no-new-privileges, apparmor=PROFILE,"
                    + " jsec.degrade=1, jsec.landlock=off, jsec.proc=writable,"
                    + " jsec.seccomp=hardened|docker, jsec.userns=owner|slot|auto";

    /**
     * Reads the options, in order.
     *
     * @throws RefusedException for a key or value that is unknown
     */
    public static SecurityOptions parse(List<String> texts) {
        SecurityOptions all = DEFAULT;
        for (String text : texts) {
            all = all.with(text);
        }
        return all;
    }

    /** What the profile is called; one of the user's own is a text, and {@code custom}. */
    public String seccompName() {
        return seccomp.equals("unconfined") || ShippedProfile.named(seccomp).isPresent()
                ? seccomp
                : "custom";
    }

    private SecurityOptions with(String text) {
        int split = split(text);
        String key = text.substring(0, split);
        boolean bare = split == text.length();
        String value = bare ? "" : text.substring(split + 1);
        return switch (key) {
            case "seccomp" -> seccomp(text, value);
            case "no-new-privileges" -> walls(bare || flag(text, value), landlock, procReadOnly);
            case "apparmor" -> appArmor(text, value);
            case "jsec.degrade" -> degrade(flag(text, value));
            case "jsec.landlock" -> walls(noNewPrivileges, flag(text, value), procReadOnly);
            case "jsec.proc" -> walls(noNewPrivileges, landlock, proc(text, value));
            case "jsec.seccomp" -> shipped(text, value);
            case "jsec.userns" -> userns(text, value);
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

    private static boolean proc(String text, String value) {
        return switch (value) {
            case "read-only" -> true;
            case "writable" -> false;
            default -> throw refusal(text, "/proc is one of two", "=read-only or =writable");
        };
    }

    private SecurityOptions seccomp(String text, String value) {
        if (value.isEmpty()) {
            throw refusal(text, "no profile is named", CustomSeccomp.CHOICES);
        }
        return seccomp(value.equals("builtin") ? "hardened" : value);
    }

    /** For clients that read {@code seccomp=NAME} as the name of a file of theirs. */
    private SecurityOptions shipped(String text, String value) {
        if (ShippedProfile.named(value).isEmpty()) {
            throw refusal(
                    text,
                    "no profile of that name ships with jsec",
                    "jsec.seccomp=hardened, jsec.seccomp=docker, or seccomp=FILE|unconfined");
        }
        return seccomp(value);
    }

    private SecurityOptions seccomp(String profile) {
        return new SecurityOptions(
                profile, noNewPrivileges, appArmor, landlock, procReadOnly, degrade, userns);
    }

    private SecurityOptions appArmor(String text, String value) {
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
                userns);
    }

    private SecurityOptions degrade(boolean on) {
        return new SecurityOptions(
                seccomp, noNewPrivileges, appArmor, landlock, procReadOnly, on, userns);
    }

    private SecurityOptions userns(String text, String value) {
        UsernsMode mode = UsernsMode.parse("--security-opt " + text, value);
        return new SecurityOptions(
                seccomp,
                noNewPrivileges,
                appArmor,
                landlock,
                procReadOnly,
                degrade,
                Optional.of(mode));
    }

    private SecurityOptions walls(boolean privileges, boolean land, boolean proc) {
        return new SecurityOptions(seccomp, privileges, appArmor, land, proc, degrade, userns);
    }

    private static RefusedException refusal(String text, String why, String instead) {
        return new Refusal(Rule.SECURITY_OPTION, "--security-opt " + text, why, instead)
                .exception();
    }

    /**
     * The walls, for a user.
     *
     * @param add capabilities beyond the default
     * @param drop capabilities fewer than the default
     * @param profile compiles a profile that is not one of the names above, for those capabilities
     *     that user may have
     */
    public Confinement confinement(
            CapabilitySet add,
            CapabilitySet drop,
            ContainerUser user,
            BiFunction<String, CapabilitySet, SeccompChoice> profile) {
        Confinement walls =
                new Confinement(
                        add,
                        drop,
                        new SeccompChoice.Hardened(),
                        noNewPrivileges,
                        landlock,
                        appArmor,
                        procReadOnly,
                        degrade);
        SeccompChoice choice =
                switch (seccomp) {
                    case "hardened" -> walls.seccomp();
                    case "docker" -> SeccompFilters.docker(walls.bounding(user));
                    case "unconfined" -> new SeccompChoice.Unconfined();
                    default -> profile.apply(seccomp, walls.bounding(user));
                };
        return new Confinement(
                add, drop, choice, noNewPrivileges, landlock, appArmor, procReadOnly, degrade);
    }
}
