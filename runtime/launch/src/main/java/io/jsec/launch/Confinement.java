package io.jsec.launch;

import java.util.Optional;

/**
 * The walls that {@code --cap-add}, {@code --cap-drop} and {@code --security-opt} move.
 *
 * @param add capabilities beyond the default
 * @param drop capabilities fewer than the default; ALL drops first, then {@code add} counts
 * @param noNewPrivileges whether no_new_privs is set, the default
 * @param landlock whether Landlock rules apply, the default
 * @param appArmor {@code unconfined} or a profile's name; empty for {@link #PROFILE} where loaded
 * @param procReadOnly whether /proc as a whole is read-only, the default
 * @param degrade jsec.degrade=1: what this host cannot enforce becomes a warning
 */
public record Confinement(
        CapabilitySet add,
        CapabilitySet drop,
        SeccompChoice seccomp,
        boolean noNewPrivileges,
        boolean landlock,
        Optional<String> appArmor,
        boolean procReadOnly,
        boolean degrade) {
    /** The AppArmor profile of containers, which {@code jsec setup} loads. */
    public static final String PROFILE = "jsec-container";

    /** Everything on. */
    public static final Confinement DEFAULT =
            new Confinement(
                    CapabilitySet.NONE,
                    CapabilitySet.NONE,
                    new SeccompChoice.Hardened(),
                    true,
                    true,
                    Optional.empty(),
                    true,
                    false);

    /** Whether AppArmor was switched off. */
    boolean appArmorOff() {
        return appArmor.orElse("").equals("unconfined");
    }

    /**
     * The bounding set: nothing for a user other than root, else the default seven, less what is
     * dropped, plus what is added. As with Docker, a capability both added and dropped is added if
     * ALL was dropped, else dropped.
     */
    public CapabilitySet bounding(ContainerUser user) {
        CapabilitySet base = user.root() ? CapabilitySet.DEFAULT : CapabilitySet.NONE;
        return drop.equals(CapabilitySet.ALL) ? add : base.plus(add).minus(drop);
    }
}
