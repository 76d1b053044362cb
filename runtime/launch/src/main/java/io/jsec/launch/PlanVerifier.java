package io.jsec.launch;

import java.util.List;

/**
 * Proves a plan's invariants before a single system call is made, from the request and the host
 * alone: it shares lists of names with the compiler, and no decision.
 */
public final class PlanVerifier {
    private PlanVerifier() {}

    /** Every invariant the plan breaks; none for a plan that may run. */
    public static List<Violation> verify(LaunchPlan plan, ContainerSpec spec, LaunchHost host) {
        Examination examination = new Examination(plan, spec, host);
        OrderInvariants.check(examination);
        OutsideInvariants.check(examination);
        IdentityInvariants.check(examination);
        SharingInvariants.check(examination);
        MountInvariants.check(examination);
        HiddenInvariants.check(examination);
        PrivilegeInvariants.check(examination);
        ProcessInvariants.check(examination);
        return examination.found();
    }
}
