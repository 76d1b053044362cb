package io.jsec.launch;

/**
 * The profile of containers, where it is loaded: an engine without root may enter a profile, and
 * load none.
 */
final class AppArmorSteps {
    private static final String OFF = "unconfined";

    private AppArmorSteps() {}

    static void add(PlanDraft draft) {
        String asked = draft.spec().confinement().appArmor().orElse("");
        boolean loaded = draft.host().appArmor();
        String option = "--security-opt apparmor=" + asked;
        if (!asked.isEmpty() && !asked.equals(OFF) && !asked.equals(Confinement.PROFILE)) {
            draft.refuse(
                    Rule.APPARMOR_MISSING,
                    option,
                    "containers have the profile " + Confinement.PROFILE + " where it is loaded",
                    "no such option; or apparmor=unconfined");
        } else if (asked.equals(Confinement.PROFILE) && !loaded) {
            draft.unenforceable(
                    Rule.APPARMOR_MISSING,
                    option,
                    "no such profile is loaded in this host's kernel",
                    "jsec setup, as root, on a host with AppArmor; or apparmor=unconfined:"
                            + " seccomp and Landlock stay on");
        } else if (wanted(draft.spec().confinement(), draft.host())) {
            draft.add(new Step.AppArmor(Confinement.PROFILE));
        }
    }

    /** Whether a container has the profile. */
    static boolean wanted(Confinement confinement, LaunchHost host) {
        return host.appArmor() && !confinement.appArmor().orElse("").equals(OFF);
    }
}
