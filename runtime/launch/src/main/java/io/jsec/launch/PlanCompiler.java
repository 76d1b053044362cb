package io.jsec.launch;

import static io.jsec.launch.LaunchPlan.PLAN_BYTES_MAX;

import java.util.List;

/**
 * Turns what was asked for into the steps that make it, on this host, or says why not.
 *
 * <p>A pure function: no clock, no file, no randomness. The order of steps is the launcher's
 * (kernel-imposed: cgroups while the process still has the engine's uid, limits on namespaces
 * before capabilities go, the filter last).
 */
public final class PlanCompiler {
    private PlanCompiler() {}

    /** The plan, or every reason against it. */
    public static Decision decide(ContainerSpec spec, LaunchHost host) {
        PlanDraft draft = new PlanDraft(spec, host);
        HostSteps.add(draft);
        CgroupSteps.add(draft);
        IdentitySteps.add(draft);
        RootSteps.add(draft);
        MountSteps.add(draft);
        ProcSteps.add(draft);
        DevSteps.add(draft);
        SysSteps.add(draft);
        MountSteps.addWorkdir(draft);
        HiddenSteps.add(draft);
        RootSteps.addPivot(draft);
        SysctlSteps.add(draft);
        RlimitSteps.add(draft);
        LandlockSteps.add(draft);
        ProcessSteps.add(draft);
        return limitSize(draft.decision());
    }

    /**
     * The plan.
     *
     * @throws RefusedException with every reason against it
     */
    public static LaunchPlan compile(ContainerSpec spec, LaunchHost host) {
        return switch (decide(spec, host)) {
            case Decision.Allow allow -> allow.plan();
            case Decision.Deny deny -> throw new RefusedException(deny.refusals());
        };
    }

    private static Decision limitSize(Decision decision) {
        return switch (decision) {
            case Decision.Allow allow when PlanCodec.size(allow.plan()) > PLAN_BYTES_MAX ->
                    new Decision.Deny(List.of(tooLarge()));
            case Decision.Allow _, Decision.Deny _ -> decision;
        };
    }

    private static Refusal tooLarge() {
        return new Refusal(
                Rule.PLAN_SIZE,
                "a launch of more than " + PLAN_BYTES_MAX + " bytes",
                "the launcher takes no more",
                "a shorter command or environment; long texts belong in a file");
    }
}
