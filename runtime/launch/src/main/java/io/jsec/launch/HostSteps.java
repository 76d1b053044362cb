package io.jsec.launch;

/**
 * What happens outside before anything else: removal promised, the host's floor checked, OOM score.
 */
final class HostSteps {
    /** How much earlier than the launcher a container is chosen when memory runs out. */
    private static final int OOM_SCORE_ABOVE_LAUNCHER = 200;

    private static final int OOM_SCORE_MAX = 1000;

    private HostSteps() {}

    static void add(PlanDraft draft) {
        LaunchHost host = draft.host();
        if (!draft.spec().directory().startsWith(host.store())) {
            throw new IllegalStateException("a container's directory outside the store");
        }
        if (!host.kernelAtLeast(5, 13)) {
            draft.refuse(
                    Rule.KERNEL_OLD,
                    "a launch on kernel " + host.kernelMajor() + "." + host.kernelMinor(),
                    "overlay mounts in user namespaces and Landlock came with 5.13",
                    "a newer kernel; jsec doctor lists what depends on it");
        }
        if (draft.spec().lifecycle().remove()) {
            draft.add(new Step.Cleanup(draft.spec().directory().toString()));
        }
        int score = Math.max(0, host.oomScoreAdj()) + OOM_SCORE_ABOVE_LAUNCHER;
        draft.add(new Step.OomScore(Math.min(OOM_SCORE_MAX, score)));
        AppArmorSteps.add(draft);
    }
}
