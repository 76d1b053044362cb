package io.jsec.launch;

/**
 * The profile of containers, where it is loaded: an engine without root may enter a profile, and
 * load none.
 */
final class AppArmorSteps {
    private AppArmorSteps() {}

    static void add(PlanDraft draft) {
        Confinement confinement = draft.spec().confinement();
        if (confinement.appArmorOff()) {
            return;
        }
        String asked = confinement.appArmor().orElse("");
        String option = "--security-opt apparmor=" + asked;
        if (!asked.isEmpty() && !asked.equals(Confinement.PROFILE)) {
            draft.refuse(
                    Rule.APPARMOR_MISSING,
                    option,
                    "containers have the profile " + Confinement.PROFILE + " where it is loaded",
                    "no such option; or apparmor=unconfined");
        } else if (draft.host().appArmor()) {
            draft.add(new Step.AppArmor(Confinement.PROFILE));
        } else if (!asked.isEmpty()) {
            draft.unenforceable(
                    Rule.APPARMOR_MISSING,
                    option,
                    "no such profile is loaded in this host's kernel",
                    "jsec setup, as root, on a host with AppArmor; or apparmor=unconfined:"
                            + " seccomp and Landlock stay on");
        }
    }
}
