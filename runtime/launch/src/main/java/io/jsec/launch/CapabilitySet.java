package io.jsec.launch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A set of Linux capabilities, as the bits of capabilities(7).
 *
 * @param bits bit n stands for capability number n; bits above {@link #LAST} are not set
 */
public record CapabilitySet(long bits) {
    private static final List<String> NAMES =
            List.of(
                    "CHOWN",
                    "DAC_OVERRIDE",
                    "DAC_READ_SEARCH",
                    "FOWNER",
                    "FSETID",
                    "KILL",
                    "SETGID",
                    "SETUID",
                    "SETPCAP",
                    "LINUX_IMMUTABLE",
                    "NET_BIND_SERVICE",
                    "NET_BROADCAST",
                    "NET_ADMIN",
                    "NET_RAW",
                    "IPC_LOCK",
                    "IPC_OWNER",
                    "SYS_MODULE",
                    "SYS_RAWIO",
                    "SYS_CHROOT",
                    "SYS_PTRACE",
                    "SYS_PACCT",
                    "SYS_ADMIN",
                    "SYS_BOOT",
                    "SYS_NICE",
                    "SYS_RESOURCE",
                    "SYS_TIME",
                    "SYS_TTY_CONFIG",
                    "MKNOD",
                    "LEASE",
                    "AUDIT_WRITE",
                    "AUDIT_CONTROL",
                    "SETFCAP",
                    "MAC_OVERRIDE",
                    "MAC_ADMIN",
                    "SYSLOG",
                    "WAKE_ALARM",
                    "BLOCK_SUSPEND",
                    "AUDIT_READ",
                    "PERFMON",
                    "BPF",
                    "CHECKPOINT_RESTORE");

    /**
     * The number of the last capability this program knows, CAP_CHECKPOINT_RESTORE (kernel 5.9).
     */
    public static final int LAST = NAMES.size() - 1;

    /** No capability. */
    public static final CapabilitySet NONE = new CapabilitySet(0);

    /** Every capability. */
    public static final CapabilitySet ALL = new CapabilitySet((1L << NAMES.size()) - 1);

    /** What container root has unless told otherwise: enough to install packages, and no more. */
    public static final CapabilitySet DEFAULT =
            of("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID");

    /** CAP_SYS_ADMIN alone. */
    public static final CapabilitySet SYS_ADMIN = of("SYS_ADMIN");

    /** Known bits only. */
    public CapabilitySet {
        if ((bits & -(1L << NAMES.size())) != 0) {
            throw new IllegalArgumentException(
                    "unknown capability bits: " + Long.toHexString(bits));
        }
    }

    /** The set of these names; see {@link #parse(String)}. */
    public static CapabilitySet of(String... names) {
        return parse(List.of(names));
    }

    /** The union of these names; see {@link #parse(String)}. */
    public static CapabilitySet parse(Collection<String> names) {
        CapabilitySet all = NONE;
        for (String name : names) {
            all = all.plus(parse(name));
        }
        return all;
    }

    /**
     * One name in any case, with or without {@code CAP_}, or {@code ALL}.
     *
     * @throws RefusedException for a name that is none
     */
    public static CapabilitySet parse(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("ALL") || upper.equals("CAP_ALL")) {
            return ALL;
        }
        int number = NAMES.indexOf(upper.startsWith("CAP_") ? upper.substring(4) : upper);
        if (number < 0) {
            throw new Refusal(
                            Rule.CAPABILITY,
                            "capability \"" + name + "\"",
                            "there is no capability of that name",
                            "a name of capabilities(7) such as NET_BIND_SERVICE, or ALL")
                    .exception();
        }
        return new CapabilitySet(1L << number);
    }

    /** Everything in either. */
    public CapabilitySet plus(CapabilitySet other) {
        return new CapabilitySet(bits | other.bits);
    }

    /** Everything here that is not in the other. */
    public CapabilitySet minus(CapabilitySet other) {
        return new CapabilitySet(bits & ~other.bits);
    }

    /** Whether the other holds no capability that is not here. */
    public boolean contains(CapabilitySet other) {
        return (other.bits & ~bits) == 0;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return bits == 0;
    }

    /** Names without {@code CAP_}, by number. */
    public List<String> names() {
        List<String> found = new ArrayList<>();
        for (int number = 0; number <= LAST; number++) {
            if (((bits >>> number) & 1) != 0) {
                found.add(NAMES.get(number));
            }
        }
        return List.copyOf(found);
    }

    /** The names, or "none", or "all". */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "none";
        }
        return equals(ALL) ? "all" : names().stream().collect(Collectors.joining(" "));
    }
}
