package io.jsec.engine;

import java.util.List;
import java.util.Optional;

/**
 * The {@code --security-opt}s of a container, the last of each key counting.
 *
 * @param seccomp {@code hardened}, {@code unconfined}, or a profile's JSON
 * @param noNewPrivileges on unless switched off
 * @param appArmor a profile asked for
 * @param landlock on unless switched off
 * @param procReadOnly on unless {@code jsec.proc=writable}
 * @param degrade {@code jsec.degrade=1}
 * @param userns {@code jsec.userns=FORM}: auto, owner, slot
 */
record SecurityOpts(
        String seccomp,
        boolean noNewPrivileges,
        Optional<String> appArmor,
        boolean landlock,
        boolean procReadOnly,
        boolean degrade,
        String userns) {
    private static final String KNOWN =
            "seccomp=FILE|hardened|unconfined, no-new-privileges, apparmor=PROFILE,"
                    + " jsec.degrade=1, jsec.landlock=off, jsec.proc=writable,"
                    + " jsec.userns=owner|slot";

    /** Every wall up. */
    static final SecurityOpts DEFAULT =
            new SecurityOpts("hardened", true, Optional.empty(), true, true, false, "auto");

    /**
     * Reads the options.
     *
     * @throws EngineException for a key or value that is unknown
     */
    static SecurityOpts parse(List<String> texts) {
        SecurityOpts all = DEFAULT;
        for (String text : texts) {
            all = all.with(text);
        }
        return all;
    }

    private SecurityOpts with(String text) {
        int split = split(text);
        String key = text.substring(0, split);
        String value = split == text.length() ? "" : text.substring(split + 1);
        boolean bare = split == text.length();
        return switch (key) {
            case "seccomp" -> withSeccomp(value);
            case "no-new-privileges" -> walls(bare || flag(text, value), landlock, procReadOnly);
            case "apparmor" -> withAppArmor(text, value);
            case "jsec.degrade" ->
                    new SecurityOpts(
                            seccomp,
                            noNewPrivileges,
                            appArmor,
                            landlock,
                            procReadOnly,
                            flag(text, value),
                            userns);
            case "jsec.landlock" -> walls(noNewPrivileges, flag(text, value), procReadOnly);
            case "jsec.proc" -> walls(noNewPrivileges, landlock, proc(text, value));
            case "jsec.userns" -> withUserns(text, value);
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
            default -> throw refusal(key, "there is no such security option", KNOWN);
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

    private SecurityOpts withSeccomp(String value) {
        if (value.isEmpty()) {
            throw refusal("seccomp", "no profile is named", "seccomp=FILE, hardened or unconfined");
        }
        String profile = value.equals("builtin") ? "hardened" : value;
        return new SecurityOpts(
                profile, noNewPrivileges, appArmor, landlock, procReadOnly, degrade, userns);
    }

    private SecurityOpts withAppArmor(String text, String value) {
        if (value.isEmpty()) {
            throw refusal(text, "no profile is named", "apparmor=PROFILE");
        }
        return new SecurityOpts(
                seccomp,
                noNewPrivileges,
                Optional.of(value),
                landlock,
                procReadOnly,
                degrade,
                userns);
    }

    private SecurityOpts withUserns(String text, String value) {
        if (!List.of("auto", "owner", "slot").contains(value)) {
            throw refusal(text, "the forms are slot and owner", "jsec.userns=owner");
        }
        return new SecurityOpts(
                seccomp, noNewPrivileges, appArmor, landlock, procReadOnly, degrade, value);
    }

    private SecurityOpts walls(boolean privileges, boolean land, boolean proc) {
        return new SecurityOpts(seccomp, privileges, appArmor, land, proc, degrade, userns);
    }

    private static EngineException refusal(String text, String why, String instead) {
        return EngineException.unsupported("--security-opt " + text, why, instead);
    }
}
