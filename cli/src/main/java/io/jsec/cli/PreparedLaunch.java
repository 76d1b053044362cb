package io.jsec.cli;

import io.jsec.launch.ContainerSpec;
import io.jsec.launch.LaunchHost;
import io.jsec.launch.LaunchPlan;
import io.jsec.launch.PlanCompiler;
import io.jsec.launch.PlanVerifier;
import io.jsec.launch.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** A launch that was compiled and verified, before anything is made. */
record PreparedLaunch(ContainerSpec spec, LaunchHost host, LaunchPlan plan) {
    /**
     * Compiles and verifies.
     *
     * @throws io.jsec.launch.RefusedException with every reason against the launch
     * @throws CliException for a plan that breaks an invariant, which is a bug and never started
     */
    static PreparedLaunch of(ContainerSpec spec, LaunchHost host) {
        LaunchPlan plan = PlanCompiler.compile(spec, host);
        List<Violation> violations = PlanVerifier.verify(plan, spec, host);
        if (!violations.isEmpty()) {
            throw CliException.refused(
                    Code.PLAN,
                    "the compiled plan",
                    "it breaks its own invariants, which is a bug of jsec: "
                            + violations.stream()
                                    .map(Violation::sentence)
                                    .collect(Collectors.joining("; ")),
                    "reporting it with the output of jsec explain; nothing was started");
        }
        return new PreparedLaunch(spec, host, plan);
    }
}
